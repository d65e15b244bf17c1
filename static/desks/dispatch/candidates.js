// The units that could go to the selected incident, with reasons, and one key each.

import { order, read } from "../api.js";
import { onRows, rows } from "../board.js";
import { once } from "../dialogs.js";
import { el, h, keep, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { _, n_ } from "../words.js";
import { openDivert } from "./divert.js";
import { selection } from "./selection.js";

const AGAIN_AFTER = 15000;
const KEYS = 9;
const SETTLED_AFTER = 700;
let found = [];
let askedFor = "";
let shownFor = "";
let changedAt = 0;

/** Show the candidates and send them. */
export function startCandidates() {
  selection.addEventListener("chosen", look);
  onRows(look);
  setInterval(again, AGAIN_AFTER);
  const keys = Array.from({ length: KEYS }, (_nothing, at) => [`pick-${at + 1}`, () => pick(found[at])]);
  bind(Object.fromEntries(keys));
}

function again() {
  askedFor = "";
  look();
}

/** Say beside the list what became of an order, where it is read. */
function tell(words) {
  say(el("candidates-said"), words);
  if (words) el("candidates-said").scrollIntoView({ block: "nearest" });
}

async function look() {
  const { row } = selection;
  const wanted = row ? `${row.slug} ${row.version}` : "";
  if (wanted === askedFor) return;
  askedFor = wanted;
  if (shownFor !== row?.slug) clear(row?.slug);
  if (!row) return;
  try {
    const answer = await read(`/api/v1/incidents/${row.slug}/candidates/`);
    if (askedFor === wanted) show(answer);
  } catch (refusal) {
    say(el("candidates-said"), refusal.message);
  }
}

function clear(slug) {
  shownFor = slug;
  found = [];
  el("candidates").replaceChildren();
  el("left-out").hidden = true;
  say(el("candidates-said"), "");
}

function show(answer) {
  const order = (list) => list.map((each) => each.callsign).join();
  if (order(found) !== order(answer.candidates)) changedAt = performance.now();
  found = answer.candidates;
  // Without a position of the incident there is nothing to estimate: what to do stands in the list.
  setText(el("candidates-note"), found.length ? [answer.note, answer.error].filter(Boolean).join(" ") : "");
  const lines = found.length ? found : [null];
  keep(el("candidates"), lines, {
    key: (each) => each?.callsign ?? "none",
    signature: (each) => JSON.stringify([each || answer.note, found.indexOf(each)]),
    make: (each) => (each ? line(each, found.indexOf(each)) : h("li", { class: answer.note ? "strong" : "muted" }, answer.note || _("No unit with a fresh position could go. See who was left out, or borrow one."))),
  });
  const out = answer.left_out;
  el("left-out").hidden = !out.length;
  setText(el("left-out-title"), n_(out.length, "{n} unit left out, and why", "{n} units left out, and why"));
  el("left-out-list").replaceChildren(...out.map((each) => h("li", {}, h("span", { class: "mono" }, each.callsign), `: ${each.why}`)));
}

const leaves = (each) => each.leaves || each.current || null;

/** Skills come as codes: RESPONSE, DOMESTIC_ABUSE. */
const readable = (reason) => (reason === reason.toUpperCase() ? reason.toLowerCase().replaceAll("_", " ") : reason);

/** Who goes alone to a knife goes alone: it is said before they are sent. */
function crew({ callsign }) {
  const size = rows("unit").find((row) => row.callsign === callsign)?.crew_size;
  return size === 1 ? _("SINGLE-CREWED") : size ? _("crew {size}", { size }) : "";
}

function line(each, index) {
  const word = leaves(each) ? _("Divert") : _("Send");
  return h(
    "li", { class: "candidate" },
    h("button", { type: "button", dataset: { control: "send" }, onclick: () => pick(each) }, index < KEYS ? h("kbd", {}, String(index + 1)) : null, word, h("span", { class: "mono strong" }, each.callsign)),
    h("span", {}, [...each.reasons.map(readable), crew(each)].filter(Boolean).join(" · ")),
  );
}

// A key pressed as the list changed under it must not send another unit than the one that was read.
function pick(each) {
  if (!each || !selection.row) return false;
  if (performance.now() - changedAt < SETTLED_AFTER) tell(_("The list has just changed. Look again, then choose."));
  else if (leaves(each)) openDivert(each.callsign);
  else send(each);
  return true;
}

const send = once(async (each) => {
  try {
    await order(`/api/v1/units/${each.callsign}/assign/`, { incident: selection.slug });
    tell("");
  } catch (refusal) {
    again();
    tell(refusal.message);
  }
}, (each) => each.callsign);
