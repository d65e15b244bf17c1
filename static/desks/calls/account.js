// What the form says and the incident does not have yet: a blank field says nothing, and one that
// nobody touched since it was sent does not overwrite what a colleague wrote meanwhile.

import { el } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const HEARD = ["demeanour", "background", "key_word"];
const DOMESTIC = ["CONFIRMED", "SUSPECTED"];
const FROM = {
  words: ["first_words"], opening_code: ["opening_code"], caller: ["caller_name", "caller_role", "relation"],
  suspect_identity: ["suspect_identity", "suspect_reason"], vulnerable: ["thrive_vulnerability", "vulnerable_reason"],
  victim: ["victim_name", "victim_at"], demeanour: ["demeanour"], background: ["background"], key_word: ["key_word"],
};
const NAMES = {
  words: _("what is happening"), opening_code: _("the kind"), suspect_identity: _("the suspect"),
  vulnerable: _("somebody vulnerable"), caller: _("the caller"), victim: _("the victim"),
  demeanour: _("how the caller sounds"), background: _("what is heard behind"), key_word: _("the key word"),
};

/** The form as it stands. */
export const fields = () => Object.fromEntries(new FormData(el("call-form")));

/** What the parts of an order are about, in words. */
export const named = (told) => Object.keys(told).map((name) => NAMES[name]).filter(Boolean).join(", ");

/** Remember that the incident has these parts of a form as it was. */
export function isSent(told, form) {
  const names = Object.keys(told).flatMap((name) => FROM[name] ?? []);
  call.sent = { ...call.sent, ...Object.fromEntries(names.map((name) => [name, form[name]])) };
}

/**
 * What the incident lacks: words for its log, what changes it, what raises its risk and what lowers
 * it (domestic or vulnerable no longer), each to be sent in its own time. Null without an incident.
 */
export function lacking(form = fields()) {
  const { incident } = call;
  if (!incident) return null;
  const sent = call.sent ?? {};
  const [suspected, vulnerable] = [suspect(form, sent, incident), vulnerability(form, sent, incident)];
  const isRaised = DOMESTIC.includes(suspected.suspect_identity);
  return {
    words: words(form, sent),
    changes: { ...kind(form, sent, incident), ...caller(form, sent, incident), ...forVictim(form, sent, incident), ...heard(form, sent, incident) },
    raised: { ...(isRaised && suspected), ...(vulnerable.vulnerable && vulnerable) },
    lowered: { ...(!isRaised && suspected), ...(!vulnerable.vulnerable && vulnerable) },
  };
}

/** All parts of what is lacking together. */
export const together = (parts) => (parts ? Object.assign({}, ...Object.values(parts)) : {});

/** What is lacking, so that a person who reads it knows what it was. */
export function inWords(told) {
  const said = [told.words];
  if (told.opening_code) said.push(`${NAMES.opening_code}: ${el("code").selectedOptions[0].textContent.trim()}`);
  if (told.suspect_identity) said.push(withReason(NAMES.suspect_identity, chosen("suspect_identity"), told.suspect_reason));
  if ("vulnerable" in told) said.push(withReason(NAMES.vulnerable, told.vulnerable ? _("yes") : _("no longer"), told.vulnerable_reason));
  for (const name of HEARD) if (told[name]) said.push(`${NAMES[name]}: ${told[name]}`);
  if (told.victim) said.push(`${NAMES.victim}: ${[told.victim.name, told.victim.whereabouts].filter(Boolean).join(", ")}`);
  if (told.caller) said.push(`${NAMES.caller}: ${[chosen("caller_role"), told.caller.name].filter(Boolean).join(" ")}`);
  return said.filter(Boolean).join("; ");
}

const withReason = (name, value, reason) => `${name}: ${value}${reason ? ` (${reason})` : ""}`;
const chosen = (name) => el("call-form").querySelector(`[name=${name}]:checked`)?.closest("label").textContent.trim() ?? "";

// How they sound and what is heard: the first of it stays on the incident, more goes on its log.
const heard = (form, sent, incident) => Object.fromEntries(HEARD.map((name) => [name, (form[name] ?? "").trim()]).filter(([name, said]) => said && ![(sent[name] ?? "").trim(), incident[name]].includes(said)));

/** The victim, where somebody else rings. */
export const victim = (form) => ({ role: "VICTIM", name: form.victim_name.trim(), whereabouts: form.victim_at.trim() });

function forVictim(form, sent, incident) {
  const now = victim(form);
  const isKnown = (known) => (!now.name || now.name === known?.name) && (!now.whereabouts || now.whereabouts === known?.whereabouts);
  if (isKnown({ name: (sent.victim_name ?? "").trim(), whereabouts: (sent.victim_at ?? "").trim() })) return {};
  const known = incident.people.find((each) => each.role === "VICTIM");
  return isKnown(known) ? {} : { victim: { ...now, ...(known && { id: known.id }) } };
}

/** Only what was added, where it was added at the end: the log repeats nothing. */
function words(form, sent) {
  const typed = form.first_words.trim();
  const before = (sent.first_words ?? "").trim();
  if (!typed || !/[^\s,.;]/.test(typed.replace(before, ""))) return {};
  return { words: before && typed.startsWith(before) ? typed.slice(before.length).replace(/^[\s,.;]+/, "") : typed };
}

function kind(form, sent, incident) {
  const code = form.opening_code;
  return !code || [sent.opening_code, incident.opening_code_value].includes(code) ? {} : { opening_code: code };
}

function suspect(form, sent, incident) {
  const identity = form.suspect_identity;
  const reason = form.suspect_reason.trim();
  const same = (known) => identity === known.suspect_identity && (!reason || reason === (known.suspect_reason ?? "").trim());
  return !identity || same(sent) || same(incident) ? {} : { suspect_identity: identity, suspect_reason: reason };
}

// Taken back only where this form said it: an answer to THRIVE alone says nothing of what others know.
function vulnerability(form, sent, incident) {
  const answer = form.thrive_vulnerability;
  const isMarked = incident.tags.includes("VULN");
  if (!answer || answer === sent.thrive_vulnerability || isMarked === (answer === "HIGH")) return {};
  if (!isMarked) return { vulnerable: true };
  return sent.thrive_vulnerability === "HIGH" ? { vulnerable: false, vulnerable_reason: form.vulnerable_reason.trim() } : {};
}

function caller(form, sent, incident) {
  if (!call.detail) return {};
  const number = call.detail.number || "";
  const name = form.caller_name.trim();
  const known = inIt(incident, number, sent);
  const role = form.caller_role || known?.role || "CALLER";
  const isSaid = (one, other) => !one || one === other;
  const relation = role === "PROXY" ? form.relation.trim() : "";
  const same = (asName, asRole, asRelation) => isSaid(name, asName) && isSaid(form.caller_role, asRole) && isSaid(relation, asRelation);
  if (same((sent.caller_name ?? "").trim(), sent.caller_role, (sent.relation ?? "").trim()) || same(known?.name, known?.role, known?.relation)) return {};
  return { caller: { role, name, number, ...(relation && { relation }), ...(known && !number && { id: known.id }) } };
}

// Who withholds a number is the one whom this form put there, and no other without one.
function inIt(incident, number, sent) {
  if (number) return incident.people.find((each) => each.number === number);
  const [role, name] = [sent.caller_role || "CALLER", (sent.caller_name ?? "").trim()];
  return incident.people.find((each) => !each.number && each.role === role && each.name === name);
}
