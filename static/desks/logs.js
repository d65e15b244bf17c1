// A log as every desk shows it: newest first, with the time's label.

import { h, keep } from "./dom.js";
import { time, zone } from "./times.js";

const TYPED = ["NOTE", "WORDS"];
const wordOf = (kind) => kind.charAt(0) + kind.slice(1).toLowerCase().replaceAll("_", " ");

/** Fill a list with log entries, newest first. Known by their hash: every incident has a first one. */
export function fillLog(list, entries) {
  keep(list, entries, {
    key: (entry) => entry.hash,
    signature: (entry) => entry.hash,
    make: (entry) => h(
      "li", { class: "entry" },
      h("span", { class: "entry-meta" }, time(Date.parse(entry.at)), " ", zone(Date.parse(entry.at)), h("br"), entry.by),
      h("span", { class: "entry-text" }, inWords(entry)),
    ),
  });
}

// "Opened from contact C-000123" says that it is an opening; "Opened Opened from" says it twice.
function inWords({ kind, text }) {
  const word = wordOf(kind);
  const said = [word.replace(/e?$/, "ed"), word].find((each) => text.startsWith(each));
  if (!said || TYPED.includes(kind)) return [h("span", { class: "strong" }, word), ` ${text}`];
  return [h("span", { class: "strong" }, said), text.slice(said.length)];
}
