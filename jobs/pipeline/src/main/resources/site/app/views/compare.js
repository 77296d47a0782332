"use strict";

/** 对比: the regions of one level in one year, those without a figure listed apart. */
{
  const { h, t } = gongkai;

  const ORDERS = {
    value: (a, b) => b.value - a.value || gongkai.byLevelAndCode(a, b),
    rising: (a, b) => a.value - b.value || gongkai.byLevelAndCode(a, b),
    code: (a, b) => gongkai.byLevelAndCode(a, b),
  };

  const chart = (indicator, year, rows, chosen) => {
    const option = () => ({
      grid: { left: 8, right: 72, top: 8, bottom: 24, containLabel: true },
      tooltip: {
        trigger: "item",
        ...gongkai.tooltipStyle(),
        formatter: (point) => gongkai.tooltip([gongkai.regionPath(rows[point.dataIndex].code), gongkai.indicatorValue(indicator, rows[point.dataIndex].value)]),
      },
      xAxis: gongkai.axis({ type: "value", splitLine: true, axisLabel: { formatter: (value) => gongkai.indicatorValue(indicator, value), hideOverlap: true } }),
      yAxis: gongkai.axis({
        type: "category", inverse: true, data: rows.map((row) => gongkai.regionName(row.code)),
        axisLabel: { color: gongkai.colour("ink"), interval: 0, width: 140, overflow: "truncate" },
      }),
      series: [{
        type: "bar",
        barMaxWidth: 18,
        itemStyle: { color: gongkai.colour("series-2"), borderRadius: [0, 2, 2, 0] },
        label: { show: true, position: "right", color: gongkai.colour("ink"), formatter: (point) => gongkai.indicatorValue(indicator, rows[point.dataIndex].value) },
        data: rows.map((row) => (row.code === chosen ? { value: row.value, itemStyle: { color: gongkai.colour("accent") } } : row.value)),
      }],
    });
    return gongkai.chart("compare-chart", t("chartCompare", gongkai.indicatorName(indicator.id), year), 60 + rows.length * 26, option);
  };

  const median = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };

  gongkai.views.compare = async (_, settings) => {
    const heading = gongkai.heading(t("navCompare"), t("leadCompare"));
    if (gongkai.site.indicators.length === 0 || gongkai.years.length === 0) {
      return [heading, gongkai.empty(t("compareEmpty"))];
    }
    const indicator = gongkai.indicators.get(settings.get("indicator")) ?? gongkai.site.indicators[0];
    const stated = (await gongkai.indicatorRows(indicator.id)).filter((row) => row.value !== null);
    const bases = gongkai.basesOf(stated);
    const basis = bases.includes(settings.get("basis")) ? settings.get("basis") : bases[0];
    const all = stated.filter((row) => row.basis === basis);
    const counts = new Map();
    all.forEach((row) => {
      const key = `${row.year} ${gongkai.regions.get(row.region)?.level}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    const fullest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))[0]?.[0].split(" ");
    const year = Number(settings.get("year") ?? fullest?.[0] ?? gongkai.years.at(-1));
    const level = settings.get("level") ?? fullest?.[1] ?? "county";
    const regions = [...gongkai.regions.values()].filter((region) => region.level === level && region.stood(year));
    const provinces = [...new Set(regions.map((region) => gongkai.provinceOf(region.code)))].sort();
    const inProvince = new Map(provinces.map((code) => [code, 0]));
    all.filter((row) => row.year === year && gongkai.regions.get(row.region)?.level === level)
      .forEach((row) => inProvince.set(gongkai.provinceOf(row.region), inProvince.get(gongkai.provinceOf(row.region)) + 1));
    const busiest = level === "province" ? "" : [...inProvince].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
    const province = settings.has("province") ? settings.get("province") : busiest;
    const sort = Object.hasOwn(ORDERS, settings.get("sort") ?? "") ? settings.get("sort") : "value";
    const go = (changes) => {
      location.hash = `#/compare?${new URLSearchParams({ indicator: indicator.id, year, level, province, sort, basis: basis ?? "", ...changes })}`;
    };

    const expected = regions.filter((region) => province === "" || gongkai.provinceOf(region.code) === province);
    const values = new Map(all.filter((row) => row.year === year).map((row) => [row.region, row]));
    const rows = expected.filter((region) => values.has(region.code)).map((region) => ({ ...region, ...values.get(region.code) })).sort(ORDERS[sort]);
    const ranks = new Map([...rows].sort(ORDERS.value).map((row, index) => [row.code, index + 1]));
    const reporting = new Set(gongkai.reports.filter((report) => report.year === year).map((report) => report.region));
    const missing = expected.filter((region) => !values.has(region.code)).sort(gongkai.byLevelAndCode);
    const levels = gongkai.levels.filter((one) => one !== "township" && [...gongkai.regions.values()].some((region) => region.level === one));
    const percent = indicator.unit === "%";

    return [
      heading,
      h("div", { class: "controls" },
        gongkai.field(t("indicator"), gongkai.indicatorSelect(indicator.id, (id) => go({ indicator: id }))),
        gongkai.field(t("year"), gongkai.select([...gongkai.years].reverse().map((one) => [String(one), String(one)]), String(year), (value) => go({ year: value }), "year")),
        gongkai.field(t("level"), gongkai.select(levels.map((one) => [one, gongkai.word("level", one)]), level, (value) => go({ level: value, province: "" }), "level")),
        gongkai.field(t("province"), gongkai.select([["", t("all")], ...provinces.map((code) => [code, gongkai.regionName(code)])], province, (value) => go({ province: value }), "province")),
        gongkai.basisField(bases, basis, (value) => go({ basis: value })),
        gongkai.field(t("sort"), gongkai.select([["value", t("sortValue")], ["rising", t("sortValueUp")], ["code", t("sortCode")]], sort, (value) => go({ sort: value }), "sort"))),
      h("section", { class: "card" },
        h("h2", null, `${gongkai.indicatorName(indicator.id)} · ${t("yearOf", year)}`),
        gongkai.formulaNote(indicator),
        rows.length === 0
          ? gongkai.empty(t("compareEmpty"))
          : [
            rows.length > 2 && h("p", null, t("median", gongkai.indicatorValue(indicator, median(rows.map((row) => row.value))))),
            chart(indicator, year, rows, settings.get("region")),
          ],
        h("h3", null, missing.length > 0 ? t("missing", missing.length) : t("missingNone")),
        missing.length > 0 && h("ul", { class: "missing", id: "missing" }, missing.map((region) =>
          h("li", null, gongkai.regionName(region.code), " ", h("span", { class: "muted" }, reporting.has(region.code) ? t("missingReport") : t("missingNoReport"))))),
        rows.length > 0 && [
          h("h3", null, t("table")),
          gongkai.table([
            { title: t("rank"), cell: (row) => ranks.get(row.code) },
            { title: t("region"), cell: (row) => h("a", { href: `#/reports?region=${row.code}` }, gongkai.regionName(row.code)) },
            { title: t("value"), number: true, cell: (row) => gongkai.indicatorValue(indicator, row.value) },
            ...(percent ? [
              { title: t("numerator"), number: true, cell: (row) => gongkai.number(row.numerator) },
              { title: t("denominator"), number: true, cell: (row) => gongkai.number(row.denominator) },
            ] : []),
            { title: t("reportCount"), number: true, cell: (row) => row.expected > 1 ? `${gongkai.number(row.used)}/${gongkai.number(row.expected)}` : gongkai.number(row.used) },
          ], rows, { caption: gongkai.indicatorName(indicator.id), id: "compare-table" }),
          h("button", {
            type: "button",
            class: "quiet",
            onclick: () => gongkai.downloadCsv(`${indicator.id}-${year}.csv`, [
              [t("region"), t("sortCode"), t("value"), t("numerator"), t("denominator")],
              ...rows.map((row) => [gongkai.regionName(row.code), row.code, row.value, row.numerator, row.denominator]),
              ...missing.map((region) => [gongkai.regionName(region.code), region.code, null, null, null]),
            ]),
          }, t("downloadView")),
        ]),
    ];
  };
}
