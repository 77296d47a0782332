"use strict";

/** 核查问题: everything that a checker would send back, to filter, search and export. */
{
  const { h, t } = gongkai;
  const SEVERITIES = ["error", "warning", "info"];
  const AT_ONCE = 5000;

  const read = async (year) => {
    const years = gongkai.site.findingYears.map(([one]) => String(one)).filter((one) => year === "" || one === year);
    const files = await Promise.all(years.map((one) => gongkai.load(`findings/${one}`)));
    return files.flatMap((file) => file.rows).map(([report, rule, severity, zh, en, stated, expected, difference, start, end], position) => ({
      report: gongkai.reportById.get(report), id: report, rule, severity, zh, en, stated, expected, difference, start, end, position,
    }));
  };

  gongkai.views.findings = async (_, settings) => {
    const total = gongkai.site.findingYears.reduce((sum, [, count]) => sum + count, 0);
    const newest = gongkai.site.findingYears.at(-1)?.[0];
    const filters = {
      severity: settings.get("severity") ?? "",
      rule: settings.get("rule") ?? "",
      year: settings.get("year") ?? (total > AT_ONCE && newest ? String(newest) : ""),
      region: settings.get("region") ?? "",
      query: settings.get("query") ?? "",
    };
    let rows = await read(filters.year);
    const result = h("div", { id: "findings" });
    let matching = [];

    const draw = () => {
      const query = filters.query.trim().toLowerCase();
      matching = rows.filter((row) =>
        (filters.severity === "" || row.severity === filters.severity)
        && (filters.rule === "" || row.rule === filters.rule)
        && (filters.region === "" || row.report?.region?.startsWith(filters.region.replace(/0+$/, "") || filters.region))
        && (query === "" || `${row.report?.publisher} ${gongkai.regionName(row.report?.region)} ${row.zh} ${row.en}`.toLowerCase().includes(query)));
      matching.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (b.report?.year ?? 0) - (a.report?.year ?? 0) || a.position - b.position);
      exportButton.disabled = matching.length === 0;
      result.className = matching.length === 0 ? "" : "card";
      result.replaceChildren(matching.length === 0
        ? gongkai.empty(t("findingsEmpty"))
        : gongkai.table([
          { title: t("severity"), cell: (row) => gongkai.severity(row.severity) },
          { title: t("year"), number: true, cell: (row) => row.report?.year ?? t("none") },
          { title: t("publisher"), class: "name", cell: (row) => row.report?.publisher ?? t("none") },
          { title: t("message"), class: "long", cell: (row) => h("a", { href: `#/report/${encodeURIComponent(row.id)}?at=${row.start}-${row.end}` }, gongkai.pick(row.zh, row.en)) },
          { title: t("stated"), number: true, cell: (row) => gongkai.number(row.stated) },
          { title: t("expected"), number: true, cell: (row) => gongkai.number(row.expected) },
          { title: t("difference"), number: true, cell: (row) => gongkai.number(row.difference) },
        ], matching, { caption: t("navFindings") }));
    };

    const set = (name, value) => {
      filters[name] = value;
      gongkai.address.write("findings", filters);
      draw();
    };
    const setYear = async (value) => {
      rows = await read(value);
      set("year", value);
    };
    const exportButton = h("button", {
      type: "button",
      id: "export",
      onclick: () => gongkai.downloadCsv("findings.csv", [
        ["severity", "year", "publisher", "region_code", "region", "rule", "message_zh", "message_en", "stated", "expected", "difference", "report_id"].map((name) => t({
          severity: "severity", year: "year", publisher: "publisher", region_code: "sortCode", region: "region", rule: "rule", message_zh: "message", message_en: "message",
          stated: "stated", expected: "expected", difference: "difference", report_id: "reportId",
        }[name])),
        ...matching.map((row) => [
          t(row.severity), row.report?.year, row.report?.publisher, row.report?.region, gongkai.regionName(row.report?.region), gongkai.ruleName(row.rule),
          row.zh, row.en, row.stated, row.expected, row.difference, row.id,
        ]),
      ]),
    }, t("exportFindings"));

    const regions = [...new Set(gongkai.reports.filter((report) => report.errors + report.warnings + report.infos > 0).map((report) => report.region))]
      .map((code) => gongkai.regions.get(code)).filter(Boolean).sort((a, b) => (a.code < b.code ? -1 : 1));
    draw();
    return [
      gongkai.heading(t("navFindings"), t("leadFindings")),
      h("div", { class: "controls" },
        gongkai.field(t("severity"), gongkai.select([["", t("all")], ...SEVERITIES.map((one) => [one, t(one)])], filters.severity, (value) => set("severity", value), "severity")),
        gongkai.field(t("rule"), gongkai.select([["", t("all")], ...gongkai.site.findingsByRule.map(([id, count]) => [id, `${gongkai.ruleName(id)}（${gongkai.number(count)}）`])], filters.rule, (value) => set("rule", value), "rule")),
        gongkai.field(t("year"), gongkai.select([["", t("all")], ...gongkai.site.findingYears.map(([one]) => [String(one), String(one)]).reverse()], filters.year, setYear, "year")),
        gongkai.field(t("region"), gongkai.select([["", t("all")], ...regions.map((region) => [region.code, gongkai.regionPath(region.code)])], filters.region, (value) => set("region", value), "region")),
        gongkai.searchField(filters.query, t("searchFindings"), (value) => set("query", value)),
        exportButton),
      result,
    ];
  };
}
