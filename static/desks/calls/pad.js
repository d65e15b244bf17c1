// The free pad: kept on the server as it is typed, with the call this handler has; never only here.

import { order, read } from "../api.js";
import { el, say } from "../dom.js";
import { time } from "../times.js";
import { now } from "../board.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const PAUSE_MS = 1500;
const AGAIN_MS = 4000;
let waiting = 0;
let kept = null;
/** The call these words were typed in: they go with it, however late they are kept. */
let owner = null;

/** Make the pad work. */
export function startPad() {
  el("pad").addEventListener("input", later);
  el("pad").addEventListener("change", keep);
  call.addEventListener("changed", turn);
  turn();
}

const answered = () => (call.isRinging ? null : call.id);

function later() {
  owner = answered();
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE_MS);
}

/** Keep what stands there; return whether it is kept. What cannot be is tried again. */
async function keep() {
  clearTimeout(waiting);
  const text = el("pad").value;
  if (text === (kept?.text ?? "")) return true;
  try {
    kept = await order("/api/v1/pad/", owner ? { text, contact_id: owner } : { text });
    say(el("pad-said"), !text ? "" : kept.contact_id ? _("Kept with its call, {time}.", { time: time(now()) }) : _("Kept, {time}; it belongs to no call yet.", { time: time(now()) }));
    return true;
  } catch (refusal) {
    say(el("pad-said"), refusal.message);
    waiting = setTimeout(turn, AGAIN_MS);
    return false;
  }
}

// Another call is another page; what was written without a call stays a page of its own. Nothing
// is wiped that is not kept.
async function turn() {
  if (!(await keep())) return;
  const shown = el("pad").value;
  const isAlone = shown !== "" && !kept?.contact_id;
  try {
    const isOver = kept?.contact_id && kept.contact_id !== call.id && !call.isRinging;
    kept = isOver ? await order("/api/v1/pad/", { text: "" }) : await read("/api/v1/pad/");
  } catch (refusal) {
    say(el("pad-said"), refusal.message);
    return;
  }
  if (el("pad").value !== shown) return;
  el("pad").value = kept.text;
  if (isAlone && !kept.text) say(el("pad-said"), _("What was here belongs to no call, and is kept apart: say what it was to your supervisor."));
}
