// No contact ends without a disposition: the dialog that asks for it.

import { order } from "../api.js";
import { closing, done, once, openFor } from "../dialogs.js";
import { forgetDraft } from "../drafts.js";
import { el, say } from "../dom.js";
import { _ } from "../words.js";
import { keepUp } from "./amending.js";
import { call } from "./call.js";

/** Make the dialog work. */
export function startEnding() {
  el("ending-form").addEventListener("submit", (event) => event.preventDefault());
  el("ending-form").addEventListener("submit", once(dispose));
  closing("ending");
}

/** Ask how the call ended; an incident opened from it is proposed as the outcome. */
export function askHowItEnded() {
  const form = el("ending-form");
  openFor("ending", call.id);
  say(el("ending-said"), "");
  if (call.incident && !form.querySelector("[name=outcome]:checked")) {
    form.querySelector("[value=INCIDENT]").checked = true;
    el("ending-note").value ||= `CAD ${call.incident.reference}`;
  }
  (form.querySelector("[name=outcome]:checked") || form.querySelector("[name=outcome]")).focus();
}

async function dispose() {
  const fields = new FormData(el("ending-form"));
  const outcome = fields.get("outcome");
  const note = fields.get("note").trim();
  const missing = whatIsMissing(outcome, note);
  if (missing) return say(el("ending-said"), missing);
  const left = await whatIsNotKept();
  if (left) return say(el("ending-said"), left);
  try {
    await order(`/api/v1/contacts/${call.id}/dispose/`, { outcome, note });
    if (call.isLive) await order(`/api/v1/contacts/${call.id}/end/`);
    forgetDraft(call.draftName);
    done("ending");
  } catch (refusal) {
    say(el("ending-said"), refusal.message);
  }
}

/** What was typed last and the incident does not take: said once; the second time the call ends. */
async function whatIsNotKept() {
  const refusal = await keepUp().then(() => null, (refused) => refused);
  if (!refusal || el("ending").dataset.warned === String(call.id)) return "";
  el("ending").dataset.warned = call.id;
  return _("What you changed last is not on CAD {reference}: {why} Go back and mend it, or end the call again without it.", { reference: call.incident.reference, why: refusal.message });
}

function whatIsMissing(outcome, note) {
  if (!outcome) return _("Choose how the call ended.");
  if (outcome === "INCIDENT" && !call.incident) return _("No incident was opened from this call. Open one first, or choose another ending.");
  if (!note) return _("Say in a line what was said and agreed.");
  return "";
}
