// Whether the person here is on shift at this desk: who is not, owns nothing and no call rings.

import { order, read } from "./api.js";
import { board } from "./board.js";
import { config, may } from "./config.js";
import { el, say, setText } from "./dom.js";
import { _ } from "./words.js";

const LOOK_EVERY = 15000;
let busy = false;
let known; // The shift as it was last read; undefined until then, and on pages that read none.

/** Test whether the person here is on shift, as far as is known. */
export const isOnShift = () => known !== null;

/** Keep the notice and the menu true. */
export function startShift() {
  if (!may("duty_hold") || !config.desks.length) return;
  el("shift-do").addEventListener("click", () => give(el("shift-do").dataset.order));
  el("go-on-break").addEventListener("click", () => give("break/"));
  board.addEventListener("status", look);
  setInterval(look, LOOK_EVERY);
  look();
}

async function look() {
  if (el("lock").open || busy) return;
  const me = await read("/api/v1/me/").catch(() => null); // The board says by itself that it is stale.
  if (me) show(me.duty);
}

function show(duty) {
  known = duty ?? null;
  const [words, deed, doing] = state(duty);
  el("shift").hidden = !words;
  setText(el("shift-words"), words);
  setText(el("shift-do"), deed);
  el("shift-do").dataset.order = doing;
  el("go-on-break").hidden = !duty || duty.on_break;
}

function state(duty) {
  const [desk] = config.desks;
  const here = config.desk_words[desk];
  if (!duty) return [_("You are not on shift: nothing can be yours, and no call rings here."), _("Sign on: {here}", { here }), ""];
  if (duty.on_break) return [_("You are on a break. What was yours has passed on."), _("Back from the break"), "return/"];
  if (config.desks.includes(duty.desk)) return ["", "", ""];
  return [_("You are on shift at another desk: {desk}.", { desk: config.desk_words[duty.desk] }), _("Move here: {here}", { here }), ""];
}

async function give(name) {
  busy = true;
  try {
    await order(`/api/v1/duty/${name}`, name ? {} : { desk: config.desks[0] });
    say(el("shift-said"), "");
  } catch (refusal) {
    el("shift").hidden = false;
    say(el("shift-said"), refusal.message);
  }
  busy = false;
  look();
}
