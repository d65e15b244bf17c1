// Opening the incident, and the grade that THRIVE suggests with its reasons.

import { order } from "../api.js";
import { el, h, say } from "../dom.js";
import { chip } from "../grades.js";
import { bind } from "../shortcuts.js";
import { _ } from "../words.js";
import { fields } from "./account.js";
import { keepUp } from "./amending.js";
import { call } from "./call.js";
import { answers, firstMissing, missing, opening, ticked, whatIsMissing } from "./form.js";
import { askWhich } from "./places.js";

let suggestion = null;
let asking = null;

/** Make opening and suggesting work. */
export function startSuggesting() {
  call.addEventListener("changed", reset);
  call.addEventListener("incident", draw);
  el("call-form").addEventListener("submit", (event) => { event.preventDefault(); openAndSuggest(); });
  el("call-form").addEventListener("change", draw);
  bind({ "open-incident": () => (call.row ? openAndSuggest() : false) });
}

/** The letter that is suggested, or null. */
export const suggested = () => suggestion?.suggested_grade ?? null;

/** What has just been asked for, so that a grade waits for it. */
export const working = () => asking;

function reset() {
  suggestion = null;
  say(el("form-said"), "");
  el("suggestion").replaceChildren();
  draw();
}

function draw() {
  const { incident } = call;
  el("grading").hidden = !incident;
  el("open-incident-words").textContent = incident ? _("Suggest a grade again") : _("Open incident, suggest a grade");
  if (!incident) return;
  el("ask-sets").href = `/desk/incidents/${incident.slug}/asks/`;
  suggestion ??= incident.assessments?.at(-1) ?? null;
  show();
}

async function openAndSuggest() {
  if (asking) return;
  const lacking = call.incident ? null : whatIsMissing();
  if (lacking) {
    say(el("form-said"), lacking.sentence);
    lacking.at.focus();
    return;
  }
  asking = openThenSuggest();
  await asking;
  asking = null;
}

async function openThenSuggest() {
  say(el("form-said"), "");
  try {
    await openIfNot();
    await suggest();
  } catch (refusal) {
    say(el("form-said"), refusal.message);
  }
}

async function openIfNot() {
  // What the incident cannot take now is said beside the form, and keeps nobody from grading.
  if (call.incident) return keepUp().catch(() => null);
  await askWhich();
  const [given, form] = [opening(), fields()];
  const made = await order("/api/v1/incidents/", given);
  call.sent = form;
  await call.follow(made.slug);
  document.dispatchEvent(new Event("own-changed"));
  return null;
}

async function suggest() {
  const left = missing();
  if (left.length) {
    say(el("grade-said"), _("THRIVE is not complete: {letters} still to answer. Answer for a suggestion; if it cannot wait, 1 to 4 grades now.", { letters: left.join(" ") }));
    firstMissing().focus();
    return;
  }
  const made = await order(`/api/v1/incidents/${call.incident.slug}/assessments/`, { answers: answers(), ...ticked() });
  suggestion = made;
  call.say("suggested");
  await call.follow(call.incident.slug);
  el("suggestion").focus();
}

function show() {
  const box = el("suggestion");
  if (!suggestion) {
    const nowhere = call.incident.lat === null ? _(" WITHOUT A POSITION (F4)") : "";
    const words = { reference: call.incident.reference, nowhere, letters: missing().join(" ") };
    const text = words.letters ? _("CAD {reference} is open{nowhere}. Answer the rest of THRIVE ({letters}) for a suggestion.", words) : _("CAD {reference} is open{nowhere} and THRIVE is complete: Ctrl+Enter suggests a grade.", words);
    box.replaceChildren(h("p", {}, text));
    return;
  }
  const reasons = suggestion.reasons.map((reason) => h("li", {}, reason.text, h("span", { class: "muted" }, reason.source ? ` (${reason.source})` : "")));
  const taken = call.incident.grade ? "" : h("span", { class: "hint" }, " ", h("kbd", {}, "Enter"), _(" here takes it"));
  box.replaceChildren(
    h("p", {}, _("Suggested "), chip(suggestion.suggested_grade), reasons.length ? _(" because:") : _(": no rule of risk applies."), taken),
    reasons.length ? h("ul", {}, reasons) : "",
  );
}
