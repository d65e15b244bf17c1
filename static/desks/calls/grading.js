// Opening the incident, the suggestion with its reasons, and the handler's grade.

import { order } from "../api.js";
import { now } from "../board.js";
import { el, h, say } from "../dom.js";
import { chip, isLower, WORDS } from "../grades.js";
import { bind } from "../shortcuts.js";
import { stamp } from "../times.js";
import { _ } from "../words.js";
import { call } from "./call.js";
import { answers, missing, opening, whatIsMissing } from "./form.js";

let suggestion = null;
let busy = false;
let asking = Promise.resolve();
let isAsked = false;

/** Make opening, suggesting and grading work. */
export function startGrading() {
  call.addEventListener("changed", reset);
  call.addEventListener("incident", draw);
  el("call-form").addEventListener("submit", (event) => { event.preventDefault(); openAndSuggest(); });
  document.querySelectorAll("[data-grade]").forEach((button) => button.addEventListener("click", () => grade(button.dataset.grade)));
  const keys = Object.keys(WORDS).map((letter, index) => [`grade-${index + 1}`, () => call.incident && grade(letter)]);
  bind({ "open-incident": () => call.row && openAndSuggest(), ...Object.fromEntries(keys) });
}

function reset() {
  suggestion = null;
  isAsked = false;
  ["form-said", "grade-said", "grade-done"].forEach((id) => say(el(id), ""));
  el("override").hidden = true;
  el("suggestion").replaceChildren();
  draw();
}

function draw() {
  const { incident } = call;
  el("grading").hidden = !incident;
  el("open-incident-words").textContent = incident ? _("Suggest a grade again") : _("Open incident, suggest a grade");
  document.querySelectorAll("[data-grade]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.grade === incident?.grade)));
  if (!incident) return;
  suggestion ??= incident.assessments?.at(-1) ?? null;
  showSuggestion();
  const before = el("grade-done").textContent;
  say(el("grade-done"), incident.grade ? graded(incident) : "");
  if (el("grade-done").textContent !== before) el("grade-done").scrollIntoView({ block: "nearest" });
}

function graded(incident) {
  const due = incident.due_at ? _(" Due {time}.", { time: stamp(incident.due_at, now()) }) : "";
  return _("CAD {reference} is graded {letter} {word}.{due} Dispatch has it.", { reference: incident.reference, letter: incident.grade, word: WORDS[incident.grade], due });
}

async function openAndSuggest() {
  if (busy) return;
  const lacking = call.incident ? null : whatIsMissing();
  if (lacking) {
    say(el("form-said"), lacking.sentence);
    lacking.at.focus();
    return;
  }
  busy = true;
  asking = openThenSuggest();
  await asking;
  busy = false;
}

async function openThenSuggest() {
  try {
    await openIfNot();
    await suggest();
    say(el("form-said"), "");
  } catch (refusal) {
    say(el("form-said"), refusal.message);
  }
}

async function openIfNot() {
  if (call.incident) return;
  const made = await order("/api/v1/incidents/", opening());
  await call.follow(made.slug);
  document.dispatchEvent(new Event("own-changed"));
}

async function suggest() {
  if (missing().length) {
    suggestion = null;
    showSuggestion();
    el("override-reason").focus();
    return;
  }
  suggestion = await order(`/api/v1/incidents/${call.incident.slug}/assessments/`, { answers: answers() });
  await call.follow(call.incident.slug);
  el("suggestion").focus();
  el("grading").scrollIntoView({ block: "nearest" });
}

function showSuggestion() {
  const box = el("suggestion");
  const label = document.querySelector("label[for=override-reason]");
  if (!suggestion) {
    el("override").hidden = Boolean(call.incident?.grade);
    label.textContent = _("THRIVE is not complete. If it cannot wait, say why and grade now; you then have five minutes.");
    box.replaceChildren(h("p", {}, _("CAD {reference} is open. Answer the rest of THRIVE ({letters}) for a suggestion.", { reference: call.incident.reference, letters: missing().join(" ") })));
    return;
  }
  label.textContent = _("Why lower than suggested? A supervisor sees this.");
  el("override").hidden ||= !isAsked;
  const reasons = suggestion.reasons.map((reason) => h("li", {}, reason.text, h("span", { class: "muted" }, reason.source ? ` (${reason.source})` : "")));
  box.replaceChildren(
    h("p", {}, _("Suggested "), chip(suggestion.suggested_grade), reasons.length ? _(" because:") : _(": no rule of risk applies.")),
    reasons.length ? h("ul", {}, reasons) : "",
  );
}

async function grade(letter) {
  if (!call.incident) return false;
  await asking;
  if (busy) return true;
  const reason = el("override-reason").value.trim();
  const lower = isLower(letter, suggestion?.suggested_grade);
  if ((lower || !suggestion) && !reason && !call.incident.grade) return askWhy(letter);
  busy = true;
  try {
    const why = suggestion ? { override_reason: lower ? reason : "" } : { emergency_reason: reason };
    await order(`/api/v1/incidents/${call.incident.slug}/grade/`, { grade: letter, ...why }, { version: call.incident.version });
    say(el("grade-said"), "");
    isAsked = false;
    el("override").hidden = true;
  } catch (refusal) {
    say(el("grade-said"), refusal.message);
  }
  await call.follow(call.incident.slug).catch((refusal) => say(el("grade-said"), refusal.message));
  busy = false;
  return true;
}

function askWhy(letter) {
  isAsked = true;
  el("override").hidden = false;
  const sentence = suggestion
    ? _("{word} is lower than suggested. Say why, then choose it again.", { word: WORDS[letter] })
    : _("THRIVE is not complete. Complete it, or say why it cannot wait, then choose again.");
  say(el("grade-said"), sentence);
  el("override-reason").focus();
  return true;
}
