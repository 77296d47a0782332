"use strict";

/** 趋势: one indicator of up to six regions over the years. */
{
  const { h, t } = gongkai;
  const MOST = 6;

  /**
   * Cuts a region's series where it must not be connected: at a change of meaning or territory and at a missing year.
   * @param {Array<{year: number, value: number, series: string, broken: boolean, moved: boolean}>} points in order of year
   * @returns {Array<Array<object>>}
   */
  gongkai.segments = (points) => {
    const parts = [];
    for (const point of points) {
      const last = parts.at(-1)?.at(-1);
      if (!last || point.year - last.year > 1 || point.series !== last.series || point.broken || point.moved) {
        parts.push([point]);
      } else {
        parts.at(-1).push(point);
      }
    }
    return parts;
  };

  /** The years in which the meaning of a series changes. */
  const breaksOf = (series) => [...new Set(series.flatMap((one) => one.points
    .filter((point, index) => index > 0 && (point.broken || point.series !== one.points[index - 1].series))
    .map((point) => point.year)))].sort((a, b) => a - b);

  const picker = (chosen, update) => {
    const options = [...gongkai.regions.values()].filter((region) => gongkai.regionsWithReports().has(region.code)).sort(gongkai.byLevelAndCode);
    const message = h("span", { class: "field-note", role: "status" });
    const input = h("input", { type: "search", id: "add-region", list: "regions", autocomplete: "off", placeholder: t("addRegion"), "aria-label": t("addRegion") });
    const add = () => {
      const wanted = input.value.trim();
      if (wanted === "") {
        return;
      }
      const region = options.find((option) => gongkai.regionPath(option.code) === wanted || option.code === wanted)
        ?? options.find((option) => option.name === wanted)
        ?? options.find((option) => option.name.startsWith(wanted));
      if (!region) {
        message.textContent = t("noSuchRegion");
      } else if (chosen.length >= MOST && !chosen.includes(region.code)) {
        message.textContent = t("maxRegions", MOST);
      } else {
        update([...new Set([...chosen, region.code])]);
      }
    };
    input.addEventListener("change", add);
    const colours = gongkai.colours();
    return h("div", { class: "picker" },
      h("ul", { class: "chips" }, chosen.map((code, index) => {
        const dot = h("span", { class: "dot", "aria-hidden": "true" });
        dot.style.background = colours[index % colours.length];
        return h("li", null, dot, gongkai.regionName(code),
          h("button", { type: "button", "aria-label": t("removeRegion", gongkai.regionName(code)), onclick: () => update(chosen.filter((other) => other !== code)) }, "×"));
      })),
      input,
      h("datalist", { id: "regions" }, options.map((region) => h("option", { value: gongkai.regionPath(region.code) }))),
      message);
  };

  const chart = (indicator, series, years) => {
    const breaks = breaksOf(series);
    const colours = gongkai.colours();
    const option = () => ({
      grid: { left: 60, right: 24, top: 56, bottom: 32 },
      legend: { top: 0, left: 0, icon: "circle", itemWidth: 10, data: series.map((one) => one.name), textStyle: { color: gongkai.colour("ink") } },
      tooltip: {
        trigger: "item",
        ...gongkai.tooltipStyle(),
        formatter: (point) => gongkai.tooltip([point.seriesName, `${point.value[0]}　${gongkai.indicatorValue(indicator, point.value[1])}`]),
      },
      xAxis: gongkai.axis({
        type: "value", min: years[0] - 0.5, max: years.at(-1) + 0.5, interval: 0.5,
        axisLabel: { formatter: (value) => (Number.isInteger(value) ? String(value) : ""), hideOverlap: true },
      }),
      yAxis: gongkai.axis({ type: "value", splitLine: true, axisLabel: { formatter: (value) => gongkai.indicatorValue(indicator, value) } }),
      series: [
        ...series.flatMap((one, index) => gongkai.segments(one.points).map((part) => ({
          type: "line",
          name: one.name,
          color: colours[index % colours.length],
          symbol: "circle",
          symbolSize: 7,
          lineStyle: { width: 2.25 },
          emphasis: { focus: "none" },
          data: part.map((point) => [point.year, point.value]),
        }))),
        {
          type: "line",
          data: [],
          silent: true,
          markLine: {
            symbol: "none",
            lineStyle: { color: gongkai.colour("accent"), type: "dashed", width: 1.25 },
            label: { color: gongkai.colour("accent"), fontSize: 12, formatter: (mark) => t("trendBreak", Math.ceil(mark.value)) },
            data: breaks.map((year) => ({ xAxis: year - 0.5 })),
          },
        },
      ],
    });
    return gongkai.chart("trend-chart", t("chartTrend", gongkai.indicatorName(indicator.id), series.map((one) => one.name).join("、")), 400, option);
  };

  gongkai.regionsWithReports = () => {
    const regions = new Set(gongkai.reports.map((report) => report.region));
    gongkai.regionsWithReports = () => regions;
    return regions;
  };

  /** The region to begin with: the highest one that has most years. */
  const first = (rows) => {
    const counts = new Map();
    rows.filter((row) => row.value !== null).forEach((row) => counts.set(row.region, (counts.get(row.region) ?? 0) + 1));
    const ranked = [...counts].map(([code, count]) => ({ code, count, level: gongkai.regions.get(code)?.level }));
    ranked.sort((a, b) => b.count - a.count || gongkai.byLevelAndCode(a, b));
    return ranked.slice(0, 3).map((region) => region.code);
  };

  gongkai.views.trend = async (_, settings) => {
    if (gongkai.site.indicators.length === 0) {
      return [gongkai.heading(t("navTrend"), t("leadTrend")), gongkai.empty(t("trendEmpty"))];
    }
    const wanted = settings.get("indicator");
    const indicator = gongkai.indicators.get(wanted) ?? gongkai.site.indicators[0];
    const all = await gongkai.indicatorRows(indicator.id);
    const bases = gongkai.basesOf(all);
    const basis = bases.includes(settings.get("basis")) ? settings.get("basis") : bases[0];
    const rows = all.filter((row) => row.basis === basis);
    const asked = settings.has("regions") ? settings.get("regions").split(",").filter((code) => gongkai.regions.has(code)) : null;
    const chosen = (asked ?? first(rows)).slice(0, MOST);
    const go = (changes) => {
      const next = { indicator: indicator.id, regions: chosen.join(","), basis: basis ?? "", ...changes };
      location.hash = `#/trend?${new URLSearchParams(next)}`;
    };
    const series = chosen.map((code) => ({
      code,
      name: gongkai.regionName(code),
      points: rows.filter((row) => row.region === code && row.value !== null).sort((a, b) => a.year - b.year),
    }));
    const found = series.flatMap((one) => one.points.map((point) => point.year));
    const years = [];
    for (let year = Math.min(...found); year <= Math.max(...found); year++) {
      years.push(year);
    }
    const at = (one, year) => one.points.find((point) => point.year === year)?.value ?? null;
    const moved = series.flatMap((one) => one.points.filter((point) => point.moved).map((point) => t("territoryNote", one.name, point.year)));
    return [
      gongkai.heading(t("navTrend"), t("leadTrend")),
      h("div", { class: "controls" },
        gongkai.field(t("indicator"), gongkai.indicatorSelect(indicator.id, (id) => go({ indicator: id }))),
        gongkai.basisField(bases, basis, (value) => go({ basis: value })),
        h("div", { class: "field grow" }, h("span", null, t("region")), picker(chosen, (codes) => go({ regions: codes.join(",") })))),
      found.length === 0
        ? gongkai.empty(t("trendEmpty"))
        : h("section", { class: "card" },
          h("h2", null, gongkai.indicatorName(indicator.id)),
          gongkai.formulaNote(indicator),
          chart(indicator, series.filter((one) => one.points.length > 0), years),
          breaksOf(series).map((year) => h("p", { class: "break-note" }, t("trendBreakNote", year))),
          moved.map((note) => h("p", { class: "break-note" }, note)),
          h("h3", null, t("table")),
          gongkai.table(
            [{ title: t("year"), cell: (year) => year },
              ...series.map((one) => ({
                title: one.name, number: true,
                cell: (year) => (at(one, year) === null ? h("span", { class: "muted" }, t("missingYear")) : gongkai.indicatorValue(indicator, at(one, year))),
              }))],
            years, { caption: gongkai.indicatorName(indicator.id), id: "trend-table" }),
          h("button", {
            type: "button",
            class: "quiet",
            onclick: () => gongkai.downloadCsv(`${indicator.id}.csv`, [
              [t("year"), ...series.map((one) => one.name)],
              ...years.map((year) => [year, ...series.map((one) => at(one, year))]),
            ]),
          }, t("downloadView"))),
    ];
  };
}
