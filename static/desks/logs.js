// A log as every desk shows it: newest first, with the time's label.

import { h, keep } from "./dom.js";
import { time, zone } from "./times.js";

/** Fill a list with log entries, newest first. Known by their hash: every incident has a first one. */
export function fillLog(list, entries) {
  keep(list, entries, {
    key: (entry) => entry.hash,
    signature: (entry) => entry.hash,
    make: (entry) => h(
      "li", { class: "entry" },
      h("span", { class: "entry-meta" }, time(Date.parse(entry.at)), " ", zone(Date.parse(entry.at)), h("br"), entry.by),
      h("span", { class: "entry-text" }, h("span", { class: "strong" }, kindWords(entry.kind)), ` ${entry.text}`),
    ),
  });
}

const kindWords = (kind) => kind.charAt(0) + kind.slice(1).toLowerCase().replaceAll("_", " ");
