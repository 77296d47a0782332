"use strict";

/** 总览: what is there, how full it is, how good it is. */
{
  const { h, t } = gongkai;

  const kpi = (label, value, note, href) =>
    h(href ? "a" : "div", { class: "kpi", href },
      h("span", { class: "kpi-label" }, label), h("strong", null, gongkai.number(value)), h("span", { class: "kpi-note" }, note));

  const sum = (rows, pick) => rows.reduce((total, row) => total + pick(row), 0);

  const countBy = (rows, pick) => {
    const counts = new Map();
    rows.forEach((row) => counts.set(pick(row), (counts.get(pick(row)) ?? 0) + 1));
    return counts;
  };

  const byYear = (reports, years) => {
    const forms = gongkai.formsOf(reports);
    const counts = countBy(reports, (report) => `${report.form} ${report.year}`);
    const count = (form, year) => counts.get(`${form} ${year}`) ?? 0;
    const option = () => ({
      grid: { left: 44, right: 12, top: 40, bottom: 28 },
      legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: { color: gongkai.colour("ink") } },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        ...gongkai.tooltipStyle(),
        formatter: (points) => gongkai.tooltip([
          t("yearOf", points[0].name),
          ...points.filter((point) => point.value > 0).map((point) => `${point.seriesName}　${gongkai.number(point.value)}`),
        ]),
      },
      xAxis: gongkai.axis({ type: "category", data: years.map(String) }),
      yAxis: gongkai.axis({ type: "value", minInterval: 1, splitLine: true }),
      series: forms.map((form, index) => ({
        type: "bar",
        stack: "reports",
        name: gongkai.formName(form),
        barMaxWidth: 40,
        itemStyle: { color: gongkai.formColour(index, forms.length) },
        data: years.map((year) => count(form, year)),
      })),
    });
    return h("section", { class: "card wide" },
      h("h2", null, t("byYear")),
      h("p", { class: "note" }, t("byYearNote")),
      gongkai.chart("reports-by-year", t("byYear"), 300, option),
      h("details", null,
        h("summary", null, t("table")),
        gongkai.table(
          [{ title: t("year"), cell: (year) => year },
            ...forms.map((form) => ({ title: gongkai.formName(form), number: true, cell: (year) => gongkai.number(count(form, year)) }))],
          years, { caption: t("byYearTable") })));
  };

  const coverage = (reports, years) => {
    const known = (level, year) => [...gongkai.regions.values()].filter((region) => region.level === level && region.stood(year)).length;
    const levels = gongkai.levels.filter((level) => level !== "township" && known(level, years.at(-1)) > 0 && reports.some((report) => report.level === level));
    const covered = new Map();
    for (const report of reports) {
      const key = `${report.level} ${report.year}`;
      covered.set(key, (covered.get(key) ?? new Set()).add(report.region));
    }
    const cell = (level, year) => {
      const count = covered.get(`${level} ${year}`)?.size ?? 0;
      const expected = known(level, year);
      const share = Math.min(1, count / expected);
      const shade = count === 0 ? 0 : Math.max(1, Math.ceil(share * 5));
      return h("td", { class: `heat heat-${shade}`, title: `${gongkai.word("level", level)} ${year}` }, `${count}/${expected}`);
    };
    return h("section", { class: "card wide" },
      h("h2", null, t("coverage")),
      h("p", { class: "note" }, t("coverageNote")),
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("coverage") },
        h("table", { class: "heatmap" },
          h("thead", null, h("tr", null, h("th", { scope: "col" }, t("level")), years.map((year) => h("th", { scope: "col" }, year)))),
          h("tbody", null, levels.map((level) => h("tr", null,
            h("th", { scope: "row" }, gongkai.word("level", level)), years.map((year) => cell(level, year))))))));
  };

  const bars = (rows, href) => {
    const most = Math.max(...rows.map(([, count]) => count));
    return h("ol", { class: "bars" }, rows.map(([id, count, label]) => {
      const bar = h("span", { class: "bar", "aria-hidden": "true" });
      bar.style.width = `${Math.max(1, (count / most) * 100)}%`;
      return h("li", null,
        href ? h("a", { href: href(id) }, label) : h("span", null, label),
        h("span", { class: "bar-value" }, gongkai.number(count)), bar);
    }));
  };

  const quality = (reports) => {
    const clean = reports.filter((report) => report.errors + report.warnings === 0).length;
    const rules = gongkai.site.findingsByRule.slice(0, 6).map(([rule, count]) => [rule, count, gongkai.ruleName(rule)]);
    return h("section", { class: "card" },
      h("h2", null, t("quality")),
      h("p", null, t("qualityClean", gongkai.number(clean)), " ", h("span", { class: "muted" }, t("qualityShare", gongkai.percent(clean / reports.length)))),
      h("h3", null, t("topRules")),
      rules.length > 0 ? bars(rules, (rule) => `#/findings?rule=${encodeURIComponent(rule)}`) : gongkai.empty(t("noFindingsAtAll")));
  };

  const unread = (...more) => {
    const rejects = gongkai.site.rejects;
    return h("section", { class: "card" },
      h("h2", null, t("rejects")),
      rejects.length > 0
        ? bars(rejects.map(([reason, count]) => [reason, count, gongkai.word("reject", reason)]), (reason) => `#/rejects?reason=${encodeURIComponent(reason)}`)
        : h("p", null, t("noRejects")),
      more);
  };

  const inputs = (reports) => {
    const repairs = countBy(reports.flatMap((report) => report.repairs), (repair) => repair);
    const repaired = reports.filter((report) => report.repairs.length > 0).length;
    return unread(
      h("h3", null, t("repairs")),
      h("p", null, t("repairedReports", gongkai.number(repaired))),
      repairs.size > 0 && bars([...repairs].sort((a, b) => b[1] - a[1]).map(([repair, count]) => [repair, count, gongkai.word("repair", repair)])));
  };

  gongkai.views.overview = () => {
    const { reports, years } = gongkai;
    const heading = gongkai.heading(t("title"));
    if (reports.length === 0) {
      return gongkai.site.rejects.length === 0
        ? [heading, gongkai.empty(t("emptySite"))]
        : [heading, gongkai.empty(t("rejectedSite")), h("div", { class: "grid" }, unread())];
    }
    const regions = new Set(reports.map((report) => report.region).filter(Boolean)).size;
    const errors = sum(reports, (report) => report.errors);
    const warnings = sum(reports, (report) => report.warnings);
    const lead = t(
      ["leadOverviewNoYear", "leadOverviewOne"][years.length] ?? "leadOverview",
      gongkai.number(reports.length), gongkai.number(regions), years[0], years.at(-1));
    return [
      gongkai.heading(t("title"), lead),
      h("div", { class: "kpis" },
        kpi(t("kpiReports"), reports.length, t("kpiReportsNote"), "#/reports"),
        kpi(t("kpiRegions"), regions, t("kpiRegionsNote"), "#/compare"),
        kpi(t("kpiFigures"), sum(reports, (report) => report.figures), t("kpiFiguresNote"), "#/trend"),
        kpi(t("kpiFindings"), errors + warnings, t("kpiFindingsNote", gongkai.number(errors), gongkai.number(warnings)), "#/findings"),
        kpi(t("kpiRejects"), gongkai.site.rejects.reduce((total, [, count]) => total + count, 0), t("kpiRejectsNote"), "#/rejects")),
      h("div", { class: "grid" },
        years.length > 0 && byYear(reports, years),
        regions > 0 && years.length > 0 && coverage(reports, years),
        quality(reports), inputs(reports)),
    ];
  };
}
