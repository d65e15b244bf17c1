// A countdown is a bar, a text and a word at steps; the text never jumps backwards.

import { h, setText } from "./dom.js";
import { clockwise } from "./times.js";
import { _ } from "./words.js";

const STEPS = [[200, _("twice the target")], [150, _("half over again")], [100, _("OVER")], [90, _("nearly due")], [75, _("three quarters gone")], [50, _("half gone")]];
const shown = new Map();

/** An element that counts down to a moment. `name` says which promise it is, for all its redraws. */
export function countdown({ name, from, due, label }) {
  if (!due) return h("span", { class: "count muted" }, _("no target"));
  return h(
    "span", { class: "count", dataset: { count: name, from, due }, "aria-label": label || _("Countdown") , role: "timer", "aria-live": "off" },
    h("span", { class: "count-bar", "aria-hidden": "true" }, h("i")),
    h("span", { class: "count-text" }),
    h("span", { class: "count-word" }),
  );
}

/** Move every countdown of the page on. */
export function tick(now) {
  document.querySelectorAll("[data-count]").forEach((element) => draw(element, now));
}

function draw(element, now) {
  const { from, due, count } = element.dataset;
  const left = neverBackwards(`${count} ${due}`, (Date.parse(due) - now) / 1000, element);
  const whole = (Date.parse(due) - Date.parse(from)) / 1000;
  const used = whole > 0 ? 100 * (1 - left / whole) : 100;
  const [bar, text, word] = element.children;
  element.classList.toggle("over", left < 0);
  bar.firstElementChild.style.inlineSize = left < 0 ? "100%" : `${Math.max(0, 100 - used).toFixed(1)}%`;
  setText(text, left < 0 ? _("+{time} over", { time: clockwise(-left) }) : _("{time} left", { time: clockwise(Math.ceil(left)) }));
  setText(word, STEPS.find(([step]) => used >= step)?.[1] ?? "");
}

// A promise that runs out under our eyes is told at once, whatever the server says and when.
function neverBackwards(promise, left, element) {
  const before = shown.get(promise);
  const least = Math.min(left, before ?? Infinity);
  shown.set(promise, least);
  if (before > 0 && least <= 0) element.dispatchEvent(new CustomEvent("over", { bubbles: true, detail: element.ariaLabel }));
  return least;
}

/** How much of a clock is used, in percent; for sorting and for words. */
export function used(from, due, now) {
  const whole = Date.parse(due) - Date.parse(from);
  return whole > 0 ? (100 * (now - Date.parse(from))) / whole : 100;
}
