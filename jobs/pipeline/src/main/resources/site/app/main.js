"use strict";

/** Finds the view that the address names and shows it. */
{
  const { h, t, views } = gongkai;
  const NAV = [
    ["overview", "navOverview"],
    ["trend", "navTrend"],
    ["compare", "navCompare"],
    ["findings", "navFindings"],
    ["reports", "navReports"],
    ["about", "navAbout"],
  ];
  const main = document.getElementById("main");
  let turn = 0;

  const frame = (view) => {
    document.documentElement.lang = gongkai.language === "zh" ? "zh-CN" : "en";
    document.getElementById("brand").textContent = t("brand");
    document.getElementById("skip").textContent = t("skip");
    const language = document.getElementById("language");
    language.textContent = t("switch");
    language.setAttribute("aria-label", t("switchLabel"));
    language.lang = gongkai.language === "zh" ? "en" : "zh-CN";
    const nav = document.getElementById("nav");
    nav.setAttribute("aria-label", t("menu"));
    nav.replaceChildren(...NAV.map(([name, key]) => h("a", {
      href: name === "overview" ? "#/" : `#/${name}`,
      "aria-current": name === view || (name === "reports" && view === "report") ? "page" : null,
    }, t(key))));
    document.getElementById("foot").replaceChildren(
      h("p", null, t("footer")),
      gongkai.site ? h("p", null, t("generated", gongkai.site.generated)) : "");
  };

  const show = async (moveFocus) => {
    const mine = ++turn;
    const { path, settings } = gongkai.address.read();
    const name = path[0] ?? "overview";
    frame(name);
    main.setAttribute("aria-busy", "true");
    let content;
    try {
      if (!gongkai.site) {
        main.replaceChildren(gongkai.empty(t("loading")));
        await gongkai.open();
        frame(name);
      }
      content = Object.hasOwn(views, name) ? await views[name](path.slice(1), settings) : notFound();
    } catch (problem) {
      content = [h("p", { class: "empty", role: "alert" }, t("loadFailed", problem.message))];
    }
    if (mine !== turn) {
      return;
    }
    main.replaceChildren(...content);
    main.removeAttribute("aria-busy");
    gongkai.disposeCharts();
    const title = main.querySelector("h1")?.textContent;
    document.title = title ? `${title} · ${t("brand")}` : t("brand");
    if (moveFocus) {
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
  };

  const notFound = () => [gongkai.heading(t("notFound")), h("p", null, h("a", { href: "#/" }, t("backHome")))];

  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  document.getElementById("language").addEventListener("click", () => {
    gongkai.switchLanguage();
    show(false);
  });
  addEventListener("hashchange", () => show(true));
  show(false);
}
