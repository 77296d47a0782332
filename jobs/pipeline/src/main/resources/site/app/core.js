"use strict";

/**
 * Everything of the page hangs on this one object. The scripts are classic ones that share it,
 * because browsers load neither modules nor JSON for a page that was opened from disk.
 */
const gongkai = { views: {} };

{
  const received = new Map();
  const pending = new Map();

  /**
   * Called by each data file with its content.
   * @param {string} name the file's path below data/, without .js
   * @param {object} content
   */
  gongkai.receive = (name, content) => received.set(name, content);

  /**
   * Loads a data file once, by adding a script element.
   * @param {string} name path below data/, without .js
   * @returns {Promise<object>} its content
   */
  gongkai.load = (name) => {
    if (!pending.has(name)) {
      pending.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const path = name.split("/").map(encodeURIComponent).join("/");
        script.src = `${document.documentElement.dataset.release}/data/${path}.js`;
        script.addEventListener("load", () => {
          script.remove();
          if (received.has(name)) {
            resolve(received.get(name));
          } else {
            reject(new Error(`data/${name}.js`));
          }
        });
        script.addEventListener("error", () => {
          script.remove();
          pending.delete(name);
          reject(new Error(`data/${name}.js`));
        });
        document.head.append(script);
      }));
    }
    return pending.get(name);
  };

  /**
   * Builds an element. Strings become text nodes: nothing that came out of a report is ever parsed as HTML.
   * @param {string} tag element name
   * @param {?object} properties attributes; functions become listeners of the event named after "on"
   * @param {...(Node|string|number|null|Array)} children
   * @returns {HTMLElement}
   */
  gongkai.h = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (typeof value === "function") {
        element.addEventListener(name.slice(2), value);
      } else if (value === true) {
        element.setAttribute(name, "");
      } else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(name, String(value));
      }
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) {
        element.append(child instanceof Node ? child : String(child));
      }
    }
    return element;
  };

  /**
   * A text as a spreadsheet shows it and never runs it: a cell that would start a formula gets an apostrophe.
   * @param {?(string|number)} value
   * @returns {string}
   */
  gongkai.csvCell = (value) => {
    if (value === null || value === undefined) {
      return "";
    }
    let text = String(value);
    if (typeof value !== "number" && /^[=+\-@\t\r\n＝＋－＠]/.test(text)) {
      text = `'${text}`;
    }
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  /**
   * Offers rows as a CSV file that Excel opens with the right characters.
   * @param {string} fileName
   * @param {Array<Array>} rows header first
   */
  gongkai.downloadCsv = (fileName, rows) => {
    const text = rows.map((row) => row.map(gongkai.csvCell).join(",")).join("\r\n");
    const url = URL.createObjectURL(new Blob(["\uFEFF", text, "\r\n"], { type: "text/csv;charset=utf-8" }));
    const link = gongkai.h("a", { href: url, download: fileName });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  /**
   * Waits until calls have stopped for a moment, so that typing does not redraw at every key.
   * @param {function} action
   * @param {number} milliseconds
   */
  gongkai.debounce = (action, milliseconds) => {
    let timer = 0;
    return (...values) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...values), milliseconds);
    };
  };
}
