"use strict";

/** Pieces that several views are made of. */
{
  const { h, t } = gongkai;

  /** Title of a view with its one-sentence explanation. */
  gongkai.heading = (title, lead) => h("header", { class: "heading" }, h("h1", null, title), lead && h("p", { class: "lead" }, lead));

  /** A labelled control. */
  gongkai.field = (label, control, className) => h("label", { class: `field ${className ?? ""}` }, h("span", null, label), control);

  /**
   * A field for words to search for.
   * @param {string} value
   * @param {string} placeholder
   * @param {function(string)} onChange
   */
  gongkai.searchField = (value, placeholder, onChange) =>
    gongkai.field(t("search"), h("input", {
      type: "search", id: "query", value, placeholder,
      oninput: gongkai.debounce((event) => onChange(event.target.value), 150),
    }), "grow");

  /**
   * A drop-down list.
   * @param {Array<[string, string]>} options value and text
   * @param {string} selected
   * @param {function(string)} onChange
   * @param {string} [id]
   */
  gongkai.select = (options, selected, onChange, id) =>
    h("select", { id, onchange: (event) => onChange(event.target.value) },
      options.map(([value, text]) => h("option", { value, selected: value === selected }, text)));

  /** A box for what there is to say when there is nothing to show. */
  gongkai.empty = (text) => h("p", { class: "empty" }, text);

  /** The severity of a finding, in words and colour. */
  gongkai.severity = (severity) => h("span", { class: `severity ${severity}` }, t(severity));

  /**
   * A table whose rows are drawn in portions, so that tens of thousands of rows stay quick.
   * @param {Array<{title: string, number?: boolean, cell: function(object): (Node|string|number)}>} columns
   * @param {Array<object>} rows
   * @param {{caption: string, portion?: number, id?: string}} options
   */
  gongkai.table = (columns, rows, { caption, portion = 100, id }) => {
    const body = h("tbody");
    const status = h("p", { class: "status", role: "status" });
    const button = h("button", { type: "button", class: "quiet", onclick: () => draw() });
    let drawn = 0;
    const draw = () => {
      const next = rows.slice(drawn, drawn + portion);
      body.append(...next.map((row) => h("tr", null,
        columns.map((column) => h("td", { class: column.number ? "number" : column.class, "data-title": column.title }, column.cell(row))))));
      drawn += next.length;
      status.textContent = t("shown", gongkai.number(rows.length), gongkai.number(drawn));
      const left = rows.length - drawn;
      button.hidden = left === 0;
      button.textContent = t("more", gongkai.number(Math.min(left, portion)));
    };
    draw();
    return h("div", { class: "table-box", id },
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
        h("table", null,
          h("caption", { class: "hidden-text" }, caption),
          h("thead", null, h("tr", null, columns.map((column) => h("th", { scope: "col", class: column.number ? "number" : null }, column.title)))),
          body)),
      h("div", { class: "table-foot" }, status, button));
  };

  /** The current view's settings, kept in the address so that a view can be bookmarked and sent on. */
  gongkai.address = {
    /** @returns {{path: string[], settings: URLSearchParams}} */
    read() {
      const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
      return { path: path.split("/").filter(Boolean).map(decodeURIComponent), settings: new URLSearchParams(query ?? "") };
    },
    /**
     * Writes settings without leaving the view.
     * @param {string} view
     * @param {Object<string, string>} settings empty ones are left out
     */
    write(view, settings) {
      const query = new URLSearchParams(Object.entries(settings).filter(([, value]) => value !== "" && value !== null && value !== undefined));
      const text = query.toString();
      history.replaceState(null, "", `#/${view}${text ? `?${text}` : ""}`);
    },
  };

  /** The short name of a form, by the year in its code where it has one; the next form needs no change here. */
  gongkai.formName = (id) => {
    const year = /^form_(\d{4})$/.exec(id ?? "")?.[1];
    return year ? t("formOf", year) : id === "prose" ? t("formProse") : gongkai.forms.get(id)?.zh ?? id ?? t("none");
  };

  /** Forms in order of age: prose, the official ones, then those the catalogue does not know. */
  gongkai.formsOf = (reports) => {
    const order = ["prose", ...gongkai.site.forms.map((form) => form.id)];
    const place = (id) => (order.includes(id) ? order.indexOf(id) : order.length);
    return [...new Set(reports.map((report) => report.form))].filter((id) => id !== null).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  };

  /** The name of an indicator. */
  gongkai.indicatorName = (id) => {
    const indicator = gongkai.indicators.get(id);
    return indicator ? gongkai.pick(indicator.zh, indicator.en) : id;
  };

  /** All codes that begin alike, by the name of their group where it has one. */
  const everyKind = (table, column, prefix) => {
    const codes = Object.keys(gongkai.site.codes[table][column]);
    const group = prefix.replace(/_$/, "");
    return codes.includes(group)
      ? t("every", gongkai.codeName(table, column, group))
      : codes.filter((code) => code.startsWith(prefix)).map((code) => gongkai.codeName(table, column, code)).join(t("comma"));
  };

  /** The formula as a note; none where it only repeats the name. */
  gongkai.formulaNote = (indicator) => {
    const formula = gongkai.indicatorFormula(indicator);
    return formula !== gongkai.indicatorName(indicator.id) && h("p", { class: "note" }, formula);
  };

  /** A figure's name by its codes; what goes without saying (all applicants, a total) is left out. */
  gongkai.figureName = (table, codes) => {
    const columns = gongkai.site.tables[table];
    return columns
      .map((column, index) => [column, codes[index]])
      .filter(([column, code], index) => index === 0 || code !== "total" || (column !== "applicant" && column !== "result"))
      .map(([column, code]) => (code.endsWith("*") ? everyKind(table, column, code.slice(0, -1)) : gongkai.codeName(table, column, code)))
      .join(t("of"));
  };

  /** How an indicator is computed, in words: the notation of the catalogue with every figure named. */
  gongkai.indicatorFormula = (indicator) => {
    const words = (formula) => formula
      .replace(/(\w+)\(([^)]*)\)(\??)/g, (whole, table, codes, optional) =>
        `${gongkai.figureName(table, codes.split(",").map((code) => code.trim()))}${optional && t("ifStated")}`)
      .replace(/\s*\+\s*/g, " ＋ ")
      .replace(/\s*\|\s*/g, t("orElse"));
    const bracketed = (text) => (/[＋;；]/.test(text) ? t("brackets", text) : text);
    if (indicator.denominator === "") {
      return words(indicator.numerator);
    }
    const factor = indicator.factor === "1" ? "" : ` × ${indicator.factor}`;
    return `${bracketed(words(indicator.numerator))} ÷ ${bracketed(words(indicator.denominator))}${factor}`;
  };

  /** What the rows of an indicator are built on, a region's own report first. */
  gongkai.basesOf = (rows) => [...new Set(rows.map((row) => row.basis))].sort((a, b) => (b === "reported") - (a === "reported") || (a < b ? -1 : 1));

  /** A choice of bases, where there is one. */
  gongkai.basisField = (bases, selected, onChange) =>
    bases.length > 1 && gongkai.field(t("basis"), gongkai.select(bases.map((basis) => [basis, gongkai.word("basis", basis)]), selected, onChange, "basis"));

  /** A value of an indicator in its unit. */
  gongkai.indicatorValue = (indicator, value) => {
    if (value === null || value === undefined) {
      return t("none");
    }
    return indicator.unit === "%" ? `${gongkai.number(value, 1)}%` : gongkai.number(value);
  };

  /** A choice of indicators, in the order of the catalogue. */
  gongkai.indicatorSelect = (selected, onChange) =>
    gongkai.select(gongkai.site.indicators.map((indicator) => [indicator.id, gongkai.indicatorName(indicator.id)]), selected, onChange, "indicator");

  /** The name of a rule. */
  gongkai.ruleName = (id) => {
    const rule = gongkai.rules.get(id);
    return rule ? gongkai.pick(rule.zh, rule.en) : id;
  };
}
