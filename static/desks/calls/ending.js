// No contact ends without a disposition: the dialog that asks for it.

import { order } from "../api.js";
import { closing, done, once, openFor } from "../dialogs.js";
import { forgetDraft } from "../drafts.js";
import { el, say } from "../dom.js";
import { _ } from "../words.js";
import { inWords, lacking, together } from "./account.js";
import { keepUp } from "./amending.js";
import { isTold } from "./answering.js";
import { call } from "./call.js";

let warned = "";
let proposedFor = "";

/** Make the dialog work. */
export function startEnding() {
  el("ending-form").addEventListener("submit", (event) => event.preventDefault());
  el("ending-form").addEventListener("submit", once(dispose));
  el("ending-form").addEventListener("change", askWhyNot);
  closing("ending");
}

// The caller of a call that opened an incident hears what will happen, or there is a reason.
const isToBeTold = () => call.isLive && Boolean(call.incident) && !isTold() && !["", null, "LINKED_INCIDENT"].includes(new FormData(el("ending-form")).get("outcome"));

function askWhyNot() {
  el("why-not").hidden = !isToBeTold();
}

/** Ask how the call ended; an incident opened from it is proposed as the outcome. */
export function askHowItEnded() {
  const form = el("ending-form");
  openFor("ending", call.id);
  say(el("ending-said"), "");
  // What was chosen before there was an incident, and refused perhaps, says nothing of it.
  if (call.incident && proposedFor !== call.incident.slug) {
    proposedFor = call.incident.slug;
    form.querySelector("[value=INCIDENT]").checked = true;
    el("ending-note").value ||= `CAD ${call.incident.reference}`;
  }
  askWhyNot();
  (form.querySelector("[name=outcome]:checked") || form.querySelector("[name=outcome]")).focus();
}

/** Ask how the call ended, which is probably about an incident that is there: Enter links it. */
export function askWithIncident(reference, words) {
  const form = el("ending-form");
  askHowItEnded();
  form.querySelector("[value=LINKED_INCIDENT]").checked = true;
  const note = [`CAD ${reference}`, words].filter(Boolean).join(": ");
  el("ending-note").value = note.slice(0, el("ending-note").maxLength);
  form.querySelector("[type=submit]").focus();
}

async function dispose() {
  const fields = new FormData(el("ending-form"));
  const outcome = fields.get("outcome");
  const note = fields.get("note").trim();
  const missing = whatIsMissing(outcome, note);
  if (missing) return say(el("ending-said"), missing);
  const left = await whatIsNotKept();
  if (left && warned !== subjectOf(left)) return warn(left);
  const whole = left ? `${note}\n${left.words}` : note;
  const { id, draftName } = call;
  const over = whole.length - el("ending-note").maxLength;
  if (over > 0) return say(el("ending-said"), _("With what is not on CAD the note is {over} characters too long. Shorten one of them.", { over }));
  try {
    await order(`/api/v1/contacts/${id}/dispose/`, { outcome, note: whole });
    warned = "";
    // The board may be quicker than the answer: a call that is no longer there has ended.
    if (call.id === id && call.isLive) await order(`/api/v1/contacts/${id}/end/`, { why_not_told: fields.get("why_not_told").trim() });
    forgetDraft(draftName);
    done("ending");
  } catch (refusal) {
    say(el("ending-said"), refusal.message);
  }
}

/** What was typed last and the incident does not take, in words, and why; null when it has all. */
async function whatIsNotKept() {
  const refusal = await keepUp().then(() => null, (refused) => refused);
  const said = inWords(together(lacking()));
  if (!said) warned = "";
  if (!said) return null;
  const { reference } = call.incident;
  return { words: _("Not on CAD {reference}: {said}", { reference, said }), why: refusal?.message ?? "" };
}

const subjectOf = ({ words }) => `${call.id} ${words}`;

/** Said once of the same words; the second time the call ends and they are in its note. */
function warn(left) {
  warned = subjectOf(left);
  say(el("ending-said"), [left.words, left.why, _("Go back and mend it, or end the call again: it is then kept in the note only.")].filter(Boolean).join(" "));
}

function whatIsMissing(outcome, note) {
  if (!outcome) return _("Choose how the call ended.");
  if (outcome === "INCIDENT" && !call.incident) return _("No incident was opened from this call. Open one first, or choose another ending.");
  if (!note) return _("Say in a line what was said and agreed.");
  if (isToBeTold() && !el("why-not-told").value.trim()) return _("The caller has not been told what will happen. Go back, read it out and press F7, or say why not.");
  return "";
}
