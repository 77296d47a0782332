"use strict";

/** What the data files say, with the lookups that every view needs. */
{
  const LEVELS = ["national", "province", "prefecture", "county", "township"];

  /** Positions in a row of data/reports.js. */
  const R = { id: 0, year: 1, form: 2, region: 3, level: 4, docType: 5, organKind: 6, publisher: 7, figures: 8, errors: 9, warnings: 10, infos: 11, repairs: 12 };

  gongkai.levels = LEVELS;

  /** A code may have had several names; its latest row names it, and it stood in the years of any. */
  const regionsOf = (rows) => {
    const byCode = new Map();
    for (const [code, name, level, parent, from, to] of rows) {
      byCode.set(code, [...(byCode.get(code) ?? []), { code, name, level, parent, from, to: to ?? Infinity }]);
    }
    return [...byCode].map(([code, states]) => {
      const latest = states.reduce((a, b) => (b.to > a.to ? b : a));
      return [code, { ...latest, stood: (year) => states.some((state) => state.from <= year && year <= state.to) }];
    });
  };

  /** Loads the two files that every view needs: the vocabulary and the list of reports. */
  gongkai.open = async () => {
    const [site, list] = await Promise.all([gongkai.load("site"), gongkai.load("reports")]);
    const regions = new Map(regionsOf(site.regions));
    gongkai.site = site;
    gongkai.regions = regions;
    gongkai.indicators = new Map(site.indicators.map((indicator) => [indicator.id, indicator]));
    gongkai.rules = new Map(site.rules.map((rule) => [rule.id, rule]));
    gongkai.forms = new Map(site.forms.map((form) => [form.id, form]));
    gongkai.reports = list.rows.map((row) => ({
      id: row[R.id],
      year: row[R.year],
      form: row[R.form],
      region: row[R.region],
      level: row[R.level],
      docType: row[R.docType],
      organKind: row[R.organKind],
      publisher: row[R.publisher],
      figures: row[R.figures],
      errors: row[R.errors],
      warnings: row[R.warnings],
      infos: row[R.infos],
      repairs: row[R.repairs],
    }));
    gongkai.reportById = new Map(gongkai.reports.map((report) => [report.id, report]));
    gongkai.years = [...new Set(gongkai.reports.map((report) => report.year).filter((year) => year !== null))].sort((a, b) => a - b);
  };

  /**
   * The rows of one indicator.
   * @param {string} id
   * @returns {Promise<Array<{region: string, year: number, basis: string, numerator: ?number, denominator: ?number,
   *   value: ?number, used: number, expected: number, series: string, broken: boolean, moved: boolean}>>}
   */
  gongkai.indicatorRows = async (id) =>
    (await gongkai.load(`indicators/${id}`)).rows.map(([region, year, basis, numerator, denominator, value, used, expected, series, broken, moved]) => ({
      region, year, basis, numerator, denominator, value, used, expected, series, broken, moved,
    }));

  /** The name of a region, with the one above where the name alone is not unique. */
  gongkai.regionName = (code) => gongkai.regions.get(code)?.name ?? code ?? "";

  /** 示范省 › 云川市 › 松坪县 */
  gongkai.regionPath = (code) => {
    const names = [];
    for (let region = gongkai.regions.get(code); region && names.length < 4; region = gongkai.regions.get(region.parent)) {
      names.unshift(region.name);
    }
    return names.length > 0 ? names.join(" › ") : code ?? "";
  };

  /** The province that a code belongs to, by its first two digits. */
  gongkai.provinceOf = (code) => `${String(code).slice(0, 2)}0000`;

  /** Order of levels, then of codes: the order in which Chinese tables list regions. */
  gongkai.byLevelAndCode = (a, b) =>
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

  /**
   * The name of a code in the language of the page.
   * @param {string} table fact table
   * @param {string} column code column
   * @param {string} code
   */
  gongkai.codeName = (table, column, code) => {
    const names = gongkai.site.codes[table]?.[column]?.[code];
    return names ? gongkai.pick(names[0], names[1]) : code;
  };
}
