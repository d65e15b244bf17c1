// The account: what, where, who, suspect, THRIVE; kept as a draft with every key.

import { config } from "../config.js";
import { draft, forgetDrafts, keepDraft } from "../drafts.js";
import { el, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { time } from "../times.js";
import { now, onRows, rows } from "../board.js";
import { _ } from "../words.js";
import { fields, victim } from "./account.js";
import { call } from "./call.js";
import { chosenPlace, place, setPlace } from "./places.js";

const WHY = {
  CONFIRMED: _("Who, and how does the caller know?"),
  SUSPECTED: _("Who may it be, and what makes the caller think so?"),
  NOT_DOMESTIC: _("Why is this certainly not domestic?"),
};
const NO_LONGER = _("Why is it no longer taken for a partner, ex-partner or family?");
// Who it is and why it is nobody of hers are two reasons: neither stands for the other.
const reasons = {};
let about = "";
const form = () => el("call-form");

/** Make the form work. */
export function startForm() {
  call.addEventListener("changed", show);
  call.addEventListener("changed", forgetWhatIsOver);
  call.addEventListener("incident", remember);
  form().addEventListener("input", swapReason);
  form().addEventListener("input", changed);
  form().addEventListener("change", changed);
  onRows(({ whole }) => whole && forgetWhatIsOver());
  bind({ "not-the-victim": notTheVictim, "to-what": () => el("what").focus(), "to-where": () => el("where").focus() });
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
  Object.keys(reasons).forEach((each) => delete reasons[each]);
  about = topic();
  say(el("draft-said"), kept ? _("Restored what was typed at {time}.", { time: time(kept.at) }) : "");
  follow();
}

function restore(kept) {
  for (const [name, value] of Object.entries(kept.fields)) {
    const field = form().elements[name];
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
  setPlace(kept.fields.place, kept.chosen);
  call.sent = kept.sent ?? null;
}

function changed() {
  follow();
  remember();
}

function remember() {
  if (!call.row) return;
  keepDraft(call.draftName, { fields: fields(), chosen: chosenPlace(), slug: call.incident?.slug ?? null, sent: call.sent, at: now() });
}

/** One key: whoever rings for somebody is a caller like any other (A8). */
function notTheVictim() {
  if (!call.row) return false;
  form().elements.caller_role.value = "PROXY";
  changed();
  el("relation").focus();
  return true;
}

function follow() {
  el("for-the-victim").hidden = form().elements.caller_role.value !== "PROXY";
  const why = whyAsked(identity());
  el("suspect-why").hidden = !why;
  if (why) setText(el("suspect-reason-label"), why);
  const left = missing();
  setText(el("thrive-left"), left.length === config.thrive.length ? "" : left.length ? _("still to answer: {letters}", { letters: left.join(" ") }) : _("complete"));
}

const identity = () => form().elements.suspect_identity.value;
const topic = () => (["CONFIRMED", "SUSPECTED"].includes(identity()) ? "WHO" : identity());
const whyAsked = (chosen) => WHY[chosen] ?? (chosen && call.incident?.tags.includes("DA") ? NO_LONGER : "");

function swapReason() {
  if (topic() === about) return;
  reasons[about] = el("suspect-reason").value;
  about = topic();
  el("suspect-reason").value = reasons[about] ?? "";
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

const checked = (box) => [...el(box).querySelectorAll("input:checked")].map(({ value }) => value);

/** What is ticked beside THRIVE: what else is heard, and what the caller was told. */
export const ticked = () => ({ signs: checked("signs"), advice: checked("advice") });

/** The incident as the API takes it. */
export function opening() {
  const given = fields();
  const role = given.caller_role || "CALLER";
  const words = given.first_words.trim();
  return {
    contact: call.id,
    opening_code: given.opening_code,
    summary: words.slice(0, 300),
    first_words: words,
    location: place(),
    suspect_identity: given.suspect_identity || "UNKNOWN",
    suspect_reason: (given.suspect_reason || "").trim(),
    vulnerable: given.thrive_vulnerability === "HIGH",
    demeanour: given.demeanour.trim(),
    background: given.background.trim(),
    key_word: given.key_word.trim(),
    people: people(given, role),
  };
}

function people(given, role) {
  const caller = { role, name: given.caller_name.trim(), number: call.detail?.number || "" };
  return role === "PROXY" ? [{ ...caller, relation: given.relation.trim() }, victim(given)] : [caller];
}

/** What must be typed before an incident can be opened, as a sentence and where the caret goes. */
export function whatIsMissing() {
  if (!el("what").value.trim()) return { sentence: _("Say what is happening first."), at: el("what") };
  if (!el("code").value) return { sentence: _("Choose what kind of incident this is."), at: el("code") };
  if (!el("where").value.trim()) return { sentence: _("Say where it is, in the caller's words if need be."), at: el("where") };
  return null;
}
