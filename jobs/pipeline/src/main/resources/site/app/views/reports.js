"use strict";

/** 报告: find a report. */
{
  const { h, t } = gongkai;

  gongkai.views.reports = (_, settings) => {
    const filters = {
      query: settings.get("query") ?? "",
      year: settings.get("year") ?? "",
      form: settings.get("form") ?? "",
      level: settings.get("level") ?? "",
      region: settings.get("region") ?? "",
    };
    const result = h("div", { id: "reports" });
    const draw = () => {
      const words = filters.query.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const rows = gongkai.reports.filter((report) =>
        (filters.year === "" || String(report.year) === filters.year)
        && (filters.form === "" || report.form === filters.form)
        && (filters.level === "" || report.level === filters.level)
        && (filters.region === "" || report.region === filters.region)
        && words.every((word) => `${report.publisher} ${gongkai.regionPath(report.region)} ${report.year} ${report.id}`.toLowerCase().includes(word)));
      rows.sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0));
      result.className = rows.length === 0 ? "" : "card";
      result.replaceChildren(rows.length === 0
        ? gongkai.empty(t("reportsEmpty"))
        : gongkai.table([
          { title: t("publisher"), class: "long", cell: (report) => h("a", { href: `#/report/${encodeURIComponent(report.id)}` }, report.publisher || report.id) },
          { title: t("year"), number: true, cell: (report) => report.year ?? t("none") },
          { title: t("region"), cell: (report) => gongkai.regionPath(report.region) },
          { title: t("level"), cell: (report) => gongkai.word("level", report.level) },
          { title: t("form"), cell: (report) => gongkai.formName(report.form) },
          { title: t("figureCount"), number: true, cell: (report) => gongkai.number(report.figures) },
          { title: t("findingCount"), cell: (report) => [["error", report.errors], ["warning", report.warnings]].filter(([, count]) => count > 0)
            .map(([severity, count]) => h("span", { class: `severity ${severity}` }, `${t(severity)} ${count}`)) },
        ], rows, { caption: t("navReports") }));
    };
    const set = (name, value) => {
      filters[name] = value;
      gongkai.address.write("reports", filters);
      draw();
    };
    draw();
    return [
      gongkai.heading(t("navReports"), t("leadReports")),
      h("div", { class: "controls" },
        gongkai.searchField(filters.query, t("searchReports"), (value) => set("query", value)),
        gongkai.field(t("year"), gongkai.select([["", t("all")], ...[...gongkai.years].reverse().map((year) => [String(year), String(year)])], filters.year, (value) => set("year", value), "year")),
        gongkai.field(t("form"), gongkai.select([["", t("all")], ...gongkai.formsOf(gongkai.reports).map((id) => [id, gongkai.formName(id)])], filters.form, (value) => set("form", value), "form")),
        gongkai.field(t("level"), gongkai.select([["", t("all")], ...gongkai.levels.map((level) => [level, gongkai.word("level", level)])], filters.level, (value) => set("level", value), "level")),
        filters.region !== "" && h("div", { class: "field" }, h("span", null, t("region")),
          h("ul", { class: "chips" }, h("li", null, gongkai.regionName(filters.region),
            h("button", { type: "button", "aria-label": t("removeRegion", gongkai.regionName(filters.region)), onclick: (event) => { event.target.closest(".field").remove(); set("region", ""); } }, "×"))))),
      result,
    ];
  };
}
