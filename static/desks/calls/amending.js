// Once the incident is open, what is typed in the account goes there too: nothing typed is lost.

import { order } from "../api.js";
import { now } from "../board.js";
import { el, say, setText } from "../dom.js";
import { time } from "../times.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const NAMES = {
  words: _("what is happening"), opening_code: _("the kind"), suspect_identity: _("the suspect"),
  vulnerable: _("somebody vulnerable"), caller: _("the caller"),
};
let saving = Promise.resolve();
let said = "";
let isRefused = false;

/** Keep the open incident up with the form, and say what it does not have yet. */
export function startAmending() {
  call.addEventListener("changed", () => { said = ""; isRefused = false; draw(); });
  call.addEventListener("incident", opened);
  el("call-form").addEventListener("input", draw);
  el("call-form").addEventListener("change", () => keepUp().catch(() => null));
  el("add-account").addEventListener("click", () => keepUp().catch(() => null));
}

function opened() {
  call.saidSoFar ??= call.incident.first_words;
  draw();
}

/** Send what the incident does not have yet. Fails in words; what was typed stays where it is. */
export function keepUp() {
  saving = saving.catch(() => null).then(send);
  return saving;
}

async function send() {
  const told = difference();
  if (!told || !Object.keys(told).length) return;
  const { slug } = call.incident;
  const words = el("what").value.trim();
  try {
    await order(`/api/v1/incidents/${slug}/account/`, told);
  } catch (refusal) {
    said = _("Not on CAD {reference} yet: {why}", { reference: call.incident.reference, why: refusal.message });
    isRefused = true;
    draw();
    throw refusal;
  }
  if (slug !== call.incident?.slug) return;
  if (told.words) call.saidSoFar = words;
  isRefused = false;
  said = _("On CAD {reference} since {time}: {what}.{again}", { reference: call.incident.reference, time: time(now()), what: named(told), again: told.suspect_identity ? _(" Risk may be another now: Ctrl+Enter suggests again.") : "" });
  await call.follow(slug);
}

const named = (told) => Object.keys(told).map((name) => NAMES[name]).filter(Boolean).join(", ");

function draw() {
  const told = difference();
  const isBehind = Boolean(told && Object.keys(told).length);
  el("account-state").hidden = !call.incident;
  if (!call.incident) return;
  el("add-account").hidden = !isBehind;
  setText(el("add-account"), _("Add to CAD {reference}", call.incident));
  const waits = _("Not on CAD {reference} yet: {what}.", { reference: call.incident.reference, what: told ? named(told) : "" });
  say(el("account-said"), isBehind ? (isRefused ? said : waits) : said || _("What you change here goes to CAD {reference} as you leave each field.", call.incident));
}

/** What the form says and the incident does not; null without an incident. A blank field says nothing. */
function difference() {
  const { incident } = call;
  if (!incident) return null;
  const fields = Object.fromEntries(new FormData(el("call-form")));
  return { ...words(fields), ...kind(fields, incident), ...suspect(fields, incident), ...vulnerable(fields, incident), ...caller(fields, incident) };
}

/** Only what was added, where it was added at the end: the log repeats nothing. */
function words(fields) {
  const typed = fields.first_words.trim();
  const before = call.saidSoFar ?? "";
  if (!typed || !/[^\s,.;]/.test(typed.replace(before, ""))) return {};
  return { words: before && typed.startsWith(before) ? typed.slice(before.length).replace(/^[\s,.;]+/, "") : typed };
}

const kind = (fields, incident) => (fields.opening_code && fields.opening_code !== incident.opening_code_value ? { opening_code: fields.opening_code } : {});

function suspect(fields, incident) {
  const identity = fields.suspect_identity;
  const reason = (fields.suspect_reason || "").trim();
  if (!identity) return {};
  const isSame = identity === incident.suspect_identity && (!reason || reason === incident.suspect_reason);
  return isSame ? {} : { suspect_identity: identity, suspect_reason: reason };
}

const vulnerable = (fields, incident) => (fields.thrive_vulnerability === "HIGH" && !incident.tags.includes("VULN") ? { vulnerable: true } : {});

function caller(fields, incident) {
  if (!call.detail) return {};
  const number = call.detail.number || "";
  const name = fields.caller_name.trim();
  const known = incident.people.find((each) => each.number === number);
  const role = fields.caller_role || known?.role || "CALLER";
  const isSame = (!name || name === known?.name) && (!fields.caller_role || role === known?.role);
  return isSame ? {} : { caller: { role, name, number } };
}
