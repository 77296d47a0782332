"use strict";

/** Charts in the colours of the page, drawn as SVG so that they print sharp. */
{
  const drawn = new Set();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  gongkai.colours = () => [1, 2, 3, 4, 5, 6].map((index) => colour(`series-${index}`));

  gongkai.colour = colour;

  /** A colour for each official form: the older, the paler. */
  gongkai.formColour = (index, count) => (count <= 1 ? colour("accent") : colour(`form-${Math.max(1, 5 - (count - 1 - index))}`));

  const base = () => ({
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink") },
    aria: { enabled: false },
  });

  /** Settings for an axis in the page's colours. */
  gongkai.axis = (settings) => ({
    axisLine: { lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    axisLabel: { color: colour("muted"), fontSize: 12, ...settings.axisLabel },
    splitLine: { show: settings.splitLine ?? false, lineStyle: { color: colour("line"), type: [2, 4] } },
    ...Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "axisLabel" && name !== "splitLine")),
  });

  /** A tooltip built from elements: names out of reports never pass through HTML. */
  gongkai.tooltip = (lines) => gongkai.h("div", { class: "tooltip" }, lines.map((line, index) => gongkai.h("div", { class: index === 0 ? "tooltip-title" : null }, line)));

  gongkai.tooltipStyle = () => ({
    backgroundColor: colour("card"),
    borderColor: colour("line"),
    textStyle: { color: colour("ink"), fontSize: 13 },
    confine: true,
  });

  /**
   * Draws a chart into a box of its own.
   * @param {string} id of the box
   * @param {string} label what it shows, for those who do not see it
   * @param {number} height in pixels
   * @param {function(): object} option builds ECharts' option in the current colours
   * @returns {HTMLElement}
   */
  gongkai.chart = (id, label, height, option) => {
    const box = gongkai.h("div", { class: "chart", id, role: "img", "aria-label": label });
    box.style.height = `${height}px`;
    const start = () => {
      const chart = echarts.init(box, null, { renderer: "svg" });
      const entry = { chart, box, option };
      entry.observer = new ResizeObserver(() => chart.resize());
      entry.observer.observe(box);
      chart.setOption({ ...base(), ...option() });
      drawn.add(entry);
    };
    // ECharts measures its box, so it must be on the page first.
    requestAnimationFrame(() => box.isConnected && start());
    return box;
  };

  /** Gives up the charts that have left the page. */
  gongkai.disposeCharts = () => {
    for (const entry of drawn) {
      if (!entry.box.isConnected) {
        entry.observer.disconnect();
        entry.chart.dispose();
        drawn.delete(entry);
      }
    }
  };

  const redraw = () => drawn.forEach(({ chart, option }) => chart.setOption({ ...base(), ...option() }, true));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  addEventListener("beforeprint", () => drawn.forEach(({ chart }) => chart.resize({ width: Math.min(chart.getWidth(), 680) })));
  addEventListener("afterprint", () => drawn.forEach(({ chart }) => chart.resize({ width: "auto" })));
}
