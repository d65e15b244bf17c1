// The strip over the form: who rings, how long, and the two keys of a call: answer and end.

import { order } from "../api.js";
import { now } from "../board.js";
import { config } from "../config.js";
import { countdown } from "../countdown.js";
import { el, h, keep, say, setText } from "../dom.js";
import { announce } from "../pulse.js";
import { bind } from "../shortcuts.js";
import { readable } from "../numbers.js";
import { play } from "../sound.js";
import { lasting, since } from "../times.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { askHowItEnded } from "./ending.js";
import { fixWords } from "./fixes.js";

const RING_EVERY = 3000;
const FLAGS = {
  DOMESTIC: _("Domestic"), VULNERABLE: _("Vulnerable"), MARKER: _("Marker"), SILENT: _("Silent call"),
  REPEAT_CALLER: _("Same number again"), DROPPED: _("Cut off"), NO_TEXT: _("Do not text"), GRADED_I: _("Graded I by another force"), ENDED_EARLY: _("Ended within a minute"),
};

/** The chips of what is known of a contact before anybody speaks. */
export const flags = (row) => (row.flags || []).map((flag) => h("span", { class: "tag" }, FLAGS[flag] || flag));

/** Show the strip, ring, answer and end. */
export function startStrip() {
  call.addEventListener("changed", rang);
  call.addEventListener("moved", draw);
  call.addEventListener("refused", (event) => say(el("strip-said"), event.detail));
  setInterval(ages, 250);
  setInterval(() => call.isRinging && play("ring"), RING_EVERY);
  el("answer").addEventListener("click", answer);
  el("end-call").addEventListener("click", end);
  el("cut-off").addEventListener("click", cutOff);
  bind({ answer, "end-call": end });
}

function rang() {
  say(el("strip-said"), "");
  draw();
  if (!call.isRinging) return;
  play("ring");
  announce(_("{channel} call rings. Enter answers.", { channel: call.row.channel }));
  const busy = document.activeElement?.matches("input, textarea, select");
  if (!busy) el("answer").focus();
}

function draw() {
  const { row, detail } = call;
  el("strip").dataset.state = !row ? "none" : call.isRinging ? "ringing" : call.isLive ? "live" : "ended";
  setText(el("strip-channel"), row ? row.channel : "");
  setText(el("strip-number"), row ? readable(detail?.number || detail?.number_display) || (detail ? _("number withheld") : "…") : "");
  el("strip-tags").replaceChildren(...(row ? flags(row) : []));
  el("answer").hidden = !call.isRinging;
  el("end-call").hidden = !row || call.isRinging;
  el("cut-off").hidden = !call.isLive;
  clock(row);
  setText(el("end-call-words"), call.isLive ? _("END CALL") : _("SAY HOW IT ENDED"));
  ages();
}

/** A 999 call is answered ten seconds from BT's connection; our own ring alone would flatter us. */
function clock(row) {
  const shown = row && call.isRinging && row.channel === "999" ? [row] : [];
  keep(el("strip-clock"), shown, {
    key: () => row.id,
    signature: () => row.connected_at,
    make: () => {
      const from = row.connected_at || row.presented_at || row.received_at;
      const due = new Date(Date.parse(from) + 1000 * config.answer_within).toISOString();
      return countdown({ name: `answer ${row.id}`, from, due, label: _("Time to answer, from BT's connection") });
    },
  });
}

function ages() {
  const { row } = call;
  setText(el("strip-state"), row ? words(row) : "");
  setText(el("strip-age"), row ? lasting(since(from(row), now())) : "");
  fix();
}

function words(row) {
  if (call.isRinging) return _("ringing");
  if (call.isLive) return _("on the line");
  if (row.ending === "DROPPED") return call.incident ? _("CUT OFF: ring back now, then assess and grade again") : _("CUT OFF: ring back now, then say how it ended");
  return row.state === "ABANDONED" ? _("the caller rang off before an answer; say how it ended") : _("the caller has gone; say how it ended");
}

const from = (row) => (call.isRinging ? row.presented_at || row.received_at : call.isLive ? row.answered_at : row.ended_at) || row.received_at;

function fix() {
  const best = call.detail?.locations?.[0];
  say(el("strip-fix"), best ? fixWords(best, now()) : "");
}

async function answer() {
  if (!call.isRinging) return false;
  el("what").focus();
  el("answer").disabled = true;
  try {
    await order(`/api/v1/contacts/${call.id}/answer/`, { fence: call.row.fence });
    say(el("strip-said"), "");
  } catch (refusal) {
    say(el("strip-said"), refusal.message);
  }
  el("answer").disabled = false;
  return true;
}

/** The line went: nobody can refuse that; the caller is rung back (C8). */
async function cutOff() {
  if (!call.isLive) return;
  try {
    await order(`/api/v1/contacts/${call.id}/end/`, { is_cut: true });
    say(el("strip-said"), "");
  } catch (refusal) {
    say(el("strip-said"), refusal.message);
  }
}

function end() {
  if (!call.row || call.isRinging) return false;
  askHowItEnded();
  return true;
}
