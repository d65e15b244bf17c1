// A grade is letter, word, shape and colour: always all four.

import { h } from "./dom.js";
import { _ } from "./words.js";

export const WORDS = { I: _("Immediate"), S: _("Significant"), E: _("Extended"), R: _("Referred") };
const ORDER = ["I", "S", "E", "R"];

/** Where a grade stands, the most urgent first; no grade yet comes right after I. */
export const rank = (grade) => (grade ? ORDER.indexOf(grade) : 0.5);

/** Test whether one grade is less urgent than another. */
export const isLower = (grade, than) => Boolean(than) && rank(grade) > rank(than);

/** The chip of a grade. */
export function chip(grade) {
  const name = WORDS[grade] ? grade : "none";
  return h(
    "span", { class: `grade grade-${name}` },
    h("span", { class: "grade-mark", "aria-hidden": "true" }, WORDS[grade] ? grade : "–"),
    WORDS[grade] ? h("span", { class: "unseen" }, `${grade} `) : null,
    WORDS[grade] || _("No grade"),
  );
}

const TAGS = { DIVERT: _("DIVERT"), DA: _("Domestic"), VULN: _("Vulnerable"), RESTRICTED: _("Restricted") };

/** The chips of an incident's tags. */
export const tags = (names) => names.map((name) => h("span", { class: `tag tag-${name}` }, TAGS[name] || name));
