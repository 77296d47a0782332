"use strict";

/** One report: its figures by topic, and where its text states each of them. */
{
  const { h, t } = gongkai;
  const SEPARATOR = " | ";

  /**
   * Draws the text line by line, table rows as tables, so that every stretch of it can be found again by its offsets.
   * @param {string} text
   * @param {Array<[string, string, number, number]>} sections kind, heading, start and end of each
   * @param {number} bodyStart first character of the report proper; navigation and footers outside are drawn pale
   * @param {number} bodyEnd
   * @returns {{element: HTMLElement, mark: function(number, number): ?Element}}
   */
  gongkai.reportText = (text, sections, bodyStart, bodyEnd) => {
    const pieces = [];
    const headings = new Set(sections.filter(([, heading]) => heading !== "").map(([, , start]) => start));
    const piece = (tag, start, end, className) => {
      const element = h(tag, { class: className }, text.slice(start, end));
      pieces.push({ element, start, end });
      return element;
    };
    const element = h("div", { class: "text-body" });
    let table = null;
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      if (text.slice(start, end).includes(SEPARATOR)) {
        if (!table) {
          table = h("tbody");
          element.append(h("div", { class: "scroll" }, h("table", { class: "source" }, table)));
        }
        const row = h("tr");
        for (let at = start; at <= end;) {
          const next = text.indexOf(SEPARATOR, at);
          const stop = next < 0 || next >= end ? end : next;
          row.append(piece("td", at, stop));
          at = stop === end ? end + 1 : stop + SEPARATOR.length;
        }
        table.append(row);
      } else if (end > start) {
        table = null;
        const heading = [...headings].some((offset) => start <= offset && offset < end);
        const outside = end <= bodyStart || start >= bodyEnd;
        element.append(piece("p", start, end, outside ? "outside" : heading ? "text-heading" : null));
      }
      start = end + 1;
    }

    let marked = [];
    const mark = (from, to) => {
      marked.forEach((one) => { one.element.textContent = text.slice(one.start, one.end); });
      marked = pieces.filter((one) => one.start < to && from < one.end);
      marked.forEach((one) => {
        const begin = Math.max(one.start, from);
        const end = Math.min(one.end, to);
        one.element.replaceChildren(text.slice(one.start, begin), h("mark", null, text.slice(begin, end)), text.slice(end, one.end));
      });
      return element.querySelector("mark");
    };
    return { element, mark };
  };

  const figureButton = (figure, show) => {
    const [table, first, second, scope, value, unit, precision, kind, start, end, confidence] = figure;
    const button = h("button", { type: "button", class: "figure", "data-start": start, "data-end": end, onclick: () => show(button, start, end) },
      h("span", { class: "figure-name" }, gongkai.figureName(table, [first, second])),
      h("span", { class: "figure-value" },
        precision === "approximate" && h("small", null, gongkai.word("precision", precision)),
        gongkai.number(value, 6), h("small", null, unit, precision === "at_least" ? gongkai.word("precision", precision) : "")),
      h("span", { class: "figure-tags" },
        scope !== "whole" && h("span", { class: "tag" }, gongkai.word("scope", scope)),
        h("span", { class: "tag" }, gongkai.word("kind", kind)),
        h("span", { class: confidence < 0.7 ? "tag doubtful" : "tag" }, t("confidence", gongkai.number(confidence)))));
    return button;
  };

  const topics = (figures, show) => Object.keys(gongkai.site.tables)
    .map((table) => [table, figures.filter((figure) => figure[0] === table)])
    .filter(([, rows]) => rows.length > 0)
    .map(([table, rows]) => {
      const codes = gongkai.site.tables[table].map((column) => Object.keys(gongkai.site.codes[table]?.[column] ?? {}));
      const order = (figure, index) => codes[index]?.indexOf(figure[index + 1]) ?? 0;
      rows.sort((a, b) => order(a, 0) - order(b, 0) || order(a, 1) - order(b, 1) || a[8] - b[8]);
      return h("section", { class: "topic" },
        h("h3", null, t(`table${table[0].toUpperCase()}${table.slice(1)}`), h("span", { class: "count" }, rows.length)),
        rows.map((figure) => figureButton(figure, show)));
    });

  const facts = (report) => {
    const rows = [
      [t("year"), report.report_year],
      [t("region"), gongkai.regionPath(report.region_code)],
      [t("level"), gongkai.word("level", report.region_level)],
      [t("docType"), gongkai.word("doc", report.doc_type)],
      [t("form"), gongkai.formName(report.form)],
      [t("period"), report.period_start && `${report.period_start} — ${report.period_end ?? ""}`],
      [t("published"), report.published_date],
      [t("docNumber"), report.document_number],
      [t("indexNumber"), report.index_number],
      [t("repairs"), (report.repairs ?? []).length > 0 ? report.repairs.map((repair) => gongkai.word("repair", repair)).join("、") : t("untouched")],
      [t("source"), sourceOf(report)],
      [t("reportId"), report.report_id],
    ];
    return h("dl", { class: "facts" }, rows.filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
  };

  /** Only an ordinary web address becomes a link: a report may claim any address, also javascript: ones. */
  const sourceOf = (report) => [
    h("span", { class: "path" }, report.source_uri),
    /^https?:\/\//i.test(report.url ?? "") && [" ", h("a", { href: report.url, rel: "noopener noreferrer", target: "_blank" }, t("openSource"))],
  ];

  gongkai.views.report = async ([id], settings) => {
    if (!gongkai.reportById.has(id)) {
      return [gongkai.heading(t("reportMissing", id)), h("p", null, h("a", { href: "#/reports" }, t("allReports")))];
    }
    const { report, sections, figures, findings } = await gongkai.load(`reports/${id.slice(0, 2)}/${id}`);
    const text = gongkai.reportText(report.text ?? "", sections, report.body_start ?? 0, report.body_end ?? Infinity);
    let pressed = null;
    const back = h("button", { type: "button", class: "back-to-figures", hidden: true, onclick: () => {
      pressed?.scrollIntoView({ block: "center" });
      pressed?.focus({ preventScroll: true });
      back.hidden = true;
    } }, t("backToFigures"));
    const show = (button, start, end) => {
      pressed?.removeAttribute("aria-pressed");
      pressed = button;
      pressed?.setAttribute("aria-pressed", "true");
      text.mark(start, end)?.scrollIntoView({ block: "center" });
      back.hidden = button === null;
    };
    const place = /^(\d+)-(\d+)$/.exec(settings.get("at") ?? "");
    if (place) {
      requestAnimationFrame(() => requestAnimationFrame(() => show(null, Number(place[1]), Number(place[2]))));
    }
    const title = report.title || `${report.publisher_name ?? ""} ${report.report_year ?? ""}`;
    return [
      h("p", { class: "crumbs" }, h("a", { href: "#/reports" }, t("allReports")), " › ", gongkai.regionPath(report.region_code)),
      gongkai.heading(title, report.publisher_name),
      facts(report),
      findings.length > 0 && h("section", { class: "card findings-of-report" },
        h("h2", null, t("navFindings"), h("span", { class: "count" }, findings.length)),
        h("ul", null, findings.map(([, severity, zh, en, , , , start, end]) => {
          const button = h("button", { type: "button", class: "finding", onclick: () => show(button, start, end) }, gongkai.severity(severity), h("span", null, gongkai.pick(zh, en)));
          return h("li", null, button);
        }))),
      h("div", { class: "report" },
        h("section", { class: "figures", "aria-label": t("figures") },
          h("h2", null, t("figures"), h("span", { class: "count" }, figures.length)),
          figures.length > 0 ? [h("p", { class: "note" }, t("figuresHint")), topics(figures, show)] : gongkai.empty(t("noFigures"))),
        h("section", { class: "text", "aria-label": t("text"), tabindex: 0, lang: "zh-CN" },
          h("h2", null, t("text")),
          report.text ? text.element : gongkai.empty(t("noText")))),
      back,
    ];
  };
}
