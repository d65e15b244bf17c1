// Behind a locked screen a call still rings, is answered and is ended; who calls is not shown.
// The dialog that asks how it ended lies over the lock.

import { order } from "./api.js";
import { call } from "./calls/call.js";
import { askHowItEnded } from "./calls/ending.js";
import { el, say, setText } from "./dom.js";
import { _ } from "./words.js";

const AGAIN_EVERY = 500;

/** Keep the call's controls on the lock, as long as it rings or is live. */
export function startCovered() {
  ["changed", "moved"].forEach((name) => call.addEventListener(name, draw));
  el("lock-answer").addEventListener("click", answer);
  el("lock-end").addEventListener("click", askHowItEnded);
  document.addEventListener("unlocked", () => call.row && call.look().catch((refusal) => say(el("lock-call-said"), refusal.message)));
  setInterval(draw, AGAIN_EVERY);
}

function draw() {
  el("lock-call").hidden = !call.isRinging && !call.isLive;
  el("lock-answer").hidden = !call.isRinging;
  el("lock-end").hidden = !call.isLive;
  setText(el("lock-call-words"), words());
}

function words() {
  if (call.isRinging) return _("A {channel} call rings.", { channel: call.row.channel });
  return call.isLive ? _("A {channel} call is on the line.", { channel: call.row.channel }) : "";
}

async function answer() {
  if (!call.isRinging) return;
  say(el("lock-call-said"), "");
  try {
    await order(`/api/v1/contacts/${call.id}/answer/`, { fence: call.row.fence });
  } catch (refusal) {
    say(el("lock-call-said"), refusal.message);
  }
}
