"use strict";

/** 未能读取的文件: which files gave no report, and why. */
{
  const { h, t } = gongkai;

  gongkai.views.rejects = async (_, settings) => {
    const filters = { reason: settings.get("reason") ?? "", query: settings.get("query") ?? "" };
    const rows = (await gongkai.load("rejects")).rows.map(([source, reason, message]) => ({ source, reason, message }));
    const result = h("div", { id: "rejects" });
    let matching = [];

    const draw = () => {
      const query = filters.query.trim().toLowerCase();
      matching = rows.filter((row) =>
        (filters.reason === "" || row.reason === filters.reason) && (query === "" || row.source.toLowerCase().includes(query)));
      exportButton.disabled = matching.length === 0;
      result.className = matching.length === 0 ? "" : "card";
      result.replaceChildren(matching.length === 0
        ? gongkai.empty(t(rows.length === 0 ? "noRejects" : "rejectsEmpty"))
        : gongkai.table([
          { title: t("file"), class: "long", cell: (row) => row.source },
          { title: t("reason"), class: "name", cell: (row) => gongkai.word("reject", row.reason) },
          { title: t("detail"), class: "long", cell: (row) => h("span", { class: "muted", lang: "en" }, row.message) },
        ], matching, { caption: t("rejects") }));
    };

    const set = (name, value) => {
      filters[name] = value;
      gongkai.address.write("rejects", filters);
      draw();
    };
    const exportButton = h("button", {
      type: "button",
      id: "export",
      onclick: () => gongkai.downloadCsv("rejects.csv", [
        [t("file"), t("reason"), t("detail")],
        ...matching.map((row) => [row.source, gongkai.word("reject", row.reason), row.message]),
      ]),
    }, t("exportRejects"));
    draw();
    return [
      gongkai.heading(t("rejects"), t("leadRejects")),
      h("div", { class: "controls" },
        gongkai.field(t("reason"), gongkai.select([["", t("all")], ...gongkai.site.rejects.map(([id, count]) => [id, `${gongkai.word("reject", id)}（${gongkai.number(count)}）`])], filters.reason, (value) => set("reason", value), "reason")),
        gongkai.searchField(filters.query, t("searchRejects"), (value) => set("query", value)),
        exportButton),
      result,
    ];
  };
}
