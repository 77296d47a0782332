"use strict";

/** 指标与下载: formulas, units, forms, downloads, how to read the figures. */
{
  const { h, t } = gongkai;

  const download = (file, label) => {
    const release = document.documentElement.dataset.release;
    return h("li", null, h("a", { href: `${release}/downloads/${file}`, download: file }, label), " ", h("span", { class: "muted" }, file));
  };

  gongkai.views.about = () => [
    gongkai.heading(t("navAbout"), t("leadAbout")),
    h("div", { class: "grid" },
      h("section", { class: "card wide" },
        h("h2", null, t("howTo")),
        h("ul", { class: "plain" }, ["how1", "how2", "how3", "how4"].map((key) => h("li", null, t(key))))),
      h("section", { class: "card wide" },
        h("h2", null, t("indicators")),
        gongkai.table([
          { title: t("indicator"), class: "name", cell: (indicator) => h("a", { href: `#/trend?indicator=${encodeURIComponent(indicator.id)}` }, gongkai.indicatorName(indicator.id)) },
          { title: t("formula"), class: "long", cell: (indicator) => gongkai.indicatorFormula(indicator) },
          { title: t("unit"), cell: (indicator) => indicator.unit },
          { title: t("comparableSince"), cell: (indicator) => indicator.comparable_since },
          { title: t("summable"), cell: (indicator) => t(indicator.summable) },
        ], gongkai.site.indicators, { caption: t("indicators"), id: "indicators" })),
      h("section", { class: "card" },
        h("h2", null, t("downloads")),
        h("p", { class: "note" }, t("downloadNote")),
        h("ul", { class: "plain" }, download("findings.csv", t("downloadFindings")), download("indicators.csv", t("downloadIndicators")))),
      h("section", { class: "card" },
        h("h2", null, t("formsTitle")),
        gongkai.table([
          { title: t("form"), class: "long", cell: (form) => [gongkai.formName(form.id), h("br"), h("span", { class: "muted", lang: "zh-CN" }, form.zh)] },
          { title: t("formYears"), cell: (form) => (form.years.length > 0 ? `${form.years[0]}—${form.years.at(-1)}` : t("none")) },
        ], gongkai.site.forms, { caption: t("formsTitle") }),
        h("p", { class: "muted" }, t("licence"), " ", h("a", { href: `${document.documentElement.dataset.release}/lib/LICENSE-echarts.txt` }, t("licenceText"))))),
  ];
}
