// An order under way is seen: on the control that gave it, and once for the whole desk.

import { el, say } from "./dom.js";
import { _ } from "./words.js";

const A_MOMENT = 300;
const LONG = 4000;
const under = new Map();
let pressed = null;

/** Know which control gives an order, whether by hand or with Enter. */
export function startBusy() {
  document.addEventListener("click", (event) => note(event.target.closest?.("button")), true);
  document.addEventListener("submit", (event) => note(event.submitter), true);
}

// Only for this turn: an order that nobody pressed for belongs to no control.
function note(control) {
  pressed = control ?? null;
  setTimeout(() => { pressed = null; });
}

/** Wait for the answer to an order; after a moment it shows that it is being sent. */
export async function during(work, control = pressed) {
  const mark = {};
  const timers = [setTimeout(() => show(mark, control, false), A_MOMENT), setTimeout(() => show(mark, control, true), LONG)];
  try {
    return await work;
  } finally {
    timers.forEach(clearTimeout);
    under.delete(mark);
    control?.removeAttribute("aria-busy");
    tell();
  }
}

function show(mark, control, long) {
  under.set(mark, long);
  control?.setAttribute("aria-busy", "true");
  tell();
}

function tell() {
  const words = [...under.values()].includes(true) ? _("no answer yet, still trying") : _("sending…");
  say(el("sending"), under.size ? words : "");
}
