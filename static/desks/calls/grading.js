// The handler's grade: one key, or Enter in the reason; and what is missing, in a sentence.

import { order } from "../api.js";
import { now } from "../board.js";
import { el, say } from "../dom.js";
import { isLower, WORDS } from "../grades.js";
import { bind } from "../shortcuts.js";
import { stamp } from "../times.js";
import { _ } from "../words.js";
import { keepUp } from "./amending.js";
import { call } from "./call.js";
import { startSuggesting, suggested, working } from "./suggesting.js";

const LETTERS = Object.keys(WORDS);
let wanted = null;
let busy = false;

/** Make suggesting and grading work. */
export function startGrading() {
  startSuggesting();
  call.addEventListener("changed", reset);
  call.addEventListener("incident", draw);
  call.addEventListener("suggested", () => { ask(null); say(el("grade-said"), ""); });
  buttons().forEach((button) => button.addEventListener("click", () => grade(button.dataset.grade)));
  el("override-reason").addEventListener("keydown", (event) => entered(event, gradeForReason));
  el("suggestion").addEventListener("keydown", (event) => entered(event, gradeAsSuggested));
  bind(Object.fromEntries(LETTERS.map((letter, index) => [`grade-${index + 1}`, () => (call.row ? grade(letter) : false)])));
}

const buttons = () => [...document.querySelectorAll("[data-grade]")];

// Enter alone, pressed once: one that is held down from an order before is no order.
function entered(event, deed) {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  if (!event.repeat) deed();
}

function reset() {
  ask(null);
  ["grade-said", "grade-done"].forEach((id) => say(el(id), ""));
  draw();
}

function draw() {
  const { incident } = call;
  buttons().forEach((button) => button.setAttribute("aria-pressed", String(Boolean(incident) && button.dataset.grade === incident.grade)));
  if (incident) say(el("grade-done"), incident.grade ? graded(incident) : "");
}

function graded(incident) {
  const due = incident.due_at ? _(" Due {time}.", { time: stamp(incident.due_at, now()) }) : "";
  const words = { reference: incident.reference, letter: incident.grade, word: WORDS[incident.grade], due, where: position(incident) };
  return _("CAD {reference} is graded {letter} {word}.{due} {where}", words);
}

function position(incident) {
  if (incident.grade === "R") return _("No unit is to go.");
  if (incident.lat === null) return _("Dispatch has it WITHOUT A POSITION: pick a place under “Where?” (F4).");
  return incident.position ? _("Dispatch has it, at the caller's position: {position}.", incident) : _("Dispatch has it.");
}

/** Which grade waits for its reason; its button says so. */
function ask(letter) {
  wanted = letter;
  el("override").hidden = !letter;
  buttons().forEach((button) => button.toggleAttribute("data-wanted", button.dataset.grade === letter));
}

const typedReason = () => (el("override").hidden ? "" : el("override-reason").value.trim());

async function grade(letter) {
  await working();
  if (!call.incident) return say(el("form-said"), _("There is no incident to grade yet. Ctrl+Enter opens it."));
  if (busy) return;
  if (needsReason(letter) && !typedReason()) return askWhy(letter);
  busy = true;
  await send(letter);
  busy = false;
}

const needsReason = (letter) => !call.incident.grade && (!suggested() || isLower(letter, suggested()));

async function send(letter) {
  const reason = typedReason();
  const why = suggested() ? { override_reason: isLower(letter, suggested()) ? reason : "" } : { emergency_reason: reason };
  const hadFocus = el("override").contains(document.activeElement);
  await keepUp().catch(() => null);
  try {
    await order(`/api/v1/incidents/${call.incident.slug}/grade/`, { grade: letter, ...why }, { version: call.incident.version });
    say(el("grade-said"), "");
    el("override-reason").value = "";
    ask(null);
  } catch (refusal) {
    say(el("grade-said"), refusal.message);
  }
  await call.follow(call.incident.slug).catch((refusal) => say(el("grade-said"), refusal.message));
  if (hadFocus && el("override").hidden) el("grade-done").focus();
}

function askWhy(letter) {
  ask(letter);
  const words = { letter, word: WORDS[letter] };
  const label = suggested() ? _("Why lower than suggested? A supervisor sees this. Enter grades {letter}.", words) : _("Why can THRIVE not wait? Enter grades {letter}; you then have five minutes.", words);
  document.querySelector("label[for=override-reason]").textContent = label;
  say(el("grade-said"), suggested() ? _("{letter} {word} is lower than suggested. Say why, then Enter.", words) : _("THRIVE is not complete. Say why it cannot wait, then Enter gives {letter} {word}.", words));
  el("override-reason").focus();
}

/** Enter in the reason. A lone 1 to 4 there was meant as a grade: it is one, and no reason. */
function gradeForReason() {
  const reason = typedReason();
  if (/^[1-4]$/.test(reason)) {
    el("override-reason").value = "";
    grade(LETTERS[reason - 1]);
  } else if (!reason) {
    say(el("grade-said"), _("Say why in a few words, then Enter gives {letter} {word}.", { letter: wanted, word: WORDS[wanted] }));
  } else grade(wanted);
}

/** Enter on the suggestion takes it. */
function gradeAsSuggested() {
  if (!suggested()) say(el("grade-said"), _("There is no suggestion yet. 1 to 4 grades now."));
  else if (call.incident.grade === suggested()) say(el("grade-said"), _("It is graded {letter} {word} already.", { letter: suggested(), word: WORDS[suggested()] }));
  else grade(suggested());
}
