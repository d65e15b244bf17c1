// The account: what, where, who, suspect, THRIVE; kept as a draft with every key.

import { config } from "../config.js";
import { draft, forgetDrafts, keepDraft } from "../drafts.js";
import { el, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { time } from "../times.js";
import { now, onRows, rows } from "../board.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { chosenPlace, place, setPlace } from "./places.js";

const WHY = {
  CONFIRMED: _("Who, and how does the caller know?"),
  SUSPECTED: _("Who may it be, and what makes the caller think so?"),
  NOT_DOMESTIC: _("Why is this certainly not domestic?"),
};
const form = () => el("call-form");

/** Make the form work. */
export function startForm() {
  call.addEventListener("changed", show);
  call.addEventListener("incident", remember);
  form().addEventListener("input", changed);
  form().addEventListener("change", changed);
  onRows(({ whole }) => whole && forgetWhatIsOver());
  bind({ "to-what": () => el("what").focus(), "to-where": () => el("where").focus() });
}

// A contact that is no longer on the board has its outcome: nobody needs what was typed for it.
function forgetWhatIsOver() {
  const open = new Set(rows("contact").map((row) => `contact ${row.id}`));
  forgetDrafts((name) => name.startsWith("contact ") && !open.has(name));
}

function show() {
  form().hidden = !call.row;
  el("idle").hidden = Boolean(call.row);
  form().reset();
  el("call-body").scrollTop = 0;
  setPlace("", null);
  const kept = call.row ? draft(call.draftName) : null;
  if (kept) restore(kept);
  say(el("draft-said"), kept ? _("Restored what was typed at {time}.", { time: time(kept.at) }) : "");
  follow();
}

function restore(kept) {
  for (const [name, value] of Object.entries(kept.fields)) {
    const field = form().elements[name];
    if (field) field.value = value;
  }
  setPlace(kept.fields.place, kept.chosen);
  call.saidSoFar = kept.said ?? null;
}

function changed() {
  follow();
  remember();
}

function remember() {
  if (!call.row) return;
  const fields = Object.fromEntries(new FormData(form()));
  keepDraft(call.draftName, { fields, chosen: chosenPlace(), slug: call.incident?.slug ?? null, said: call.saidSoFar, at: now() });
}

function follow() {
  const identity = form().elements.suspect_identity.value;
  el("suspect-why").hidden = !WHY[identity];
  if (WHY[identity]) setText(el("suspect-reason-label"), WHY[identity]);
  const left = missing();
  setText(el("thrive-left"), left.length === config.thrive.length ? "" : left.length ? _("still to answer: {letters}", { letters: left.join(" ") }) : _("complete"));
}

/** The letters of THRIVE that have no answer yet. */
export const missing = () => config.thrive.filter(({ key }) => !form().elements[`thrive_${key}`]?.value).map(({ letter }) => letter);

/** Where the first answer that is missing is given. */
export const firstMissing = () => {
  const lacking = config.thrive.find(({ key }) => !form().elements[`thrive_${key}`]?.value);
  return lacking ? form().querySelector(`[name=thrive_${lacking.key}]`) : null;
};

/** The answers to THRIVE. */
export const answers = () => Object.fromEntries(config.thrive.map(({ key }) => [key, form().elements[`thrive_${key}`].value]).filter(([, value]) => value));

/** The incident as the API takes it. */
export function opening() {
  const fields = Object.fromEntries(new FormData(form()));
  const role = fields.caller_role || "CALLER";
  const words = fields.first_words.trim();
  return {
    contact: call.id,
    opening_code: fields.opening_code,
    summary: words.slice(0, 300),
    first_words: words,
    location: place(),
    suspect_identity: fields.suspect_identity || "UNKNOWN",
    suspect_reason: (fields.suspect_reason || "").trim(),
    vulnerable: fields.thrive_vulnerability === "HIGH",
    people: [{ role, name: fields.caller_name.trim(), number: call.detail?.number || "" }],
  };
}

/** What must be typed before an incident can be opened, as a sentence and where the caret goes. */
export function whatIsMissing() {
  if (!el("what").value.trim()) return { sentence: _("Say what is happening first."), at: el("what") };
  if (!el("code").value) return { sentence: _("Choose what kind of incident this is."), at: el("code") };
  if (!el("where").value.trim()) return { sentence: _("Say where it is, in the caller's words if need be."), at: el("where") };
  return null;
}
