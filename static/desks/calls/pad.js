// The free pad: kept on the server as it is typed, with the call this handler has; never only here.

import { order, read } from "../api.js";
import { el, say } from "../dom.js";
import { time } from "../times.js";
import { now } from "../board.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const PAUSE_MS = 1500;
let waiting = 0;
let kept = null;

/** Make the pad work. */
export function startPad() {
  el("pad").addEventListener("input", later);
  el("pad").addEventListener("change", keep);
  call.addEventListener("changed", turn);
  turn();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE_MS);
}

async function keep() {
  clearTimeout(waiting);
  const text = el("pad").value;
  if (text === kept?.text) return;
  try {
    kept = await order("/api/v1/pad/", { text });
    say(el("pad-said"), !text ? "" : kept.contact_id ? _("Kept with its call, {time}.", { time: time(now()) }) : _("Kept, {time}; it belongs to no call yet.", { time: time(now()) }));
  } catch (refusal) {
    say(el("pad-said"), refusal.message);
  }
}

// Another call is another page; what was written without a call stays until it has one.
async function turn() {
  try {
    kept ??= await read("/api/v1/pad/");
    if (kept.contact_id && kept.contact_id !== call.id && !call.isRinging) {
      el("pad").value = "";
      await keep();
    } else if (!el("pad").value) el("pad").value = kept.text;
  } catch (refusal) {
    say(el("pad-said"), refusal.message);
  }
}
