// Once the incident is open, what is typed in the account goes there too: nothing typed is lost.

import { order } from "../api.js";
import { now } from "../board.js";
import { el, say, setText } from "../dom.js";
import { time } from "../times.js";
import { _ } from "../words.js";
import { fields, isSent, lacking, named, together } from "./account.js";
import { call, callRefused } from "./call.js";

// What goes when: risk never by passing over it, and what lowers it only when that is pressed.
const ON_LEAVING = ["changes", "words"];
const WITH_AN_ORDER = ["changes", "raised", "words"];
const WHEN_PRESSED = ["changes", "raised", "lowered", "words"];
const CHANGED_MEANWHILE = 409;
let saving = Promise.resolve();
let said = "";
let refused = null;
let declined = null;

/** Keep the open incident up with the form, and say what it does not have yet. */
export function startAmending() {
  call.addEventListener("changed", () => { said = ""; refused = declined = null; draw(); });
  call.addEventListener("incident", opened);
  el("call-form").addEventListener("input", draw);
  el("call-form").addEventListener("focusout", leaving);
  el("add-account").addEventListener("click", () => keepUp(WHEN_PRESSED).catch(() => null));
}

function opened() {
  call.sent ??= { first_words: call.incident.first_words };
  draw();
}

// From one button of a choice to the next is not leaving it.
function leaving({ target, relatedTarget }) {
  if (target.name && relatedTarget?.name === target.name) return;
  keepUp(ON_LEAVING).catch(() => null);
}

/**
 * Send what the incident does not have yet: with an order, all but what would take a mark of risk
 * back. Fails in words; what was typed stays where it is.
 */
export function keepUp(parts = WITH_AN_ORDER) {
  saving = saving.catch(() => null).then(() => send(parts));
  return saving;
}

async function send(names) {
  const form = fields();
  const lacks = lacking(form);
  if (!lacks) return;
  const { slug } = call.incident;
  const isPressed = names === WHEN_PRESSED;
  const { words, ...changes } = together(Object.fromEntries(names.filter((name) => isPressed || !isDeclined(name, lacks)).map((name) => [name, lacks[name]])));
  const sent = {};
  refused = isPressed || !names.some((name) => isDeclined(name, lacks)) ? null : declined.refusal;
  await attempt(() => change(slug, changes), changes);
  await attempt(() => order(path(slug), { words }), words ? { words } : {});
  if (slug !== call.incident?.slug) return;
  if (Object.keys(sent).length) await done(slug, sent);
  draw();
  if (refused) throw refused;

  async function attempt(deed, told) {
    if (!Object.keys(told).length) return;
    try {
      await deed();
      isSent(told, form);
      Object.assign(sent, told);
    } catch (refusal) {
      refused = refusal;
      if (refusal.status === CHANGED_MEANWHILE) declined = { refusal, lacks };
    }
  }
}

// What a colleague changed meanwhile is overwritten by nobody who has not looked and pressed again.
const isDeclined = (name, lacks) => name !== "words" && declined !== null && Object.keys(lacks[name]).length > 0 && JSON.stringify(lacks[name]) === JSON.stringify(declined.lacks[name]);

const path = (slug) => `/api/v1/incidents/${slug}/account/`;

/** Change what was last seen; what moved on in another way than this is no reason to ask. */
async function change(slug, told) {
  const seen = call.incident;
  try {
    await order(path(slug), told, { version: seen.version });
  } catch (refusal) {
    if (refusal.status !== CHANGED_MEANWHILE) throw refusal;
    await call.follow(slug);
    if (call.incident?.slug !== slug || known(call.incident) !== known(seen)) throw refusal;
    await order(path(slug), told, { version: call.incident.version });
  }
}

const known = (incident) => JSON.stringify([incident.opening_code_value, incident.suspect_identity, incident.suspect_reason, incident.tags.includes("VULN"), incident.people]);

/** Say what is on the incident now; that its log could not be read again is another matter. */
async function done(slug, told) {
  const isRisk = "suspect_identity" in told || "vulnerable" in told;
  said = _("On CAD {reference} since {time}: {what}.{again}", { reference: call.incident.reference, time: time(now()), what: named(told), again: isRisk ? _(" Risk may be another now: Ctrl+Enter suggests again.") : "" });
  if ("vulnerable" in told) el("vulnerable-reason").value = "";
  await call.follow(slug).catch(callRefused);
}

function draw() {
  const { incident } = call;
  const lacks = lacking();
  el("account-state").hidden = !incident;
  el("vulnerable-why").hidden = lacks?.lowered.vulnerable !== false;
  if (!incident) return;
  const told = together(lacks);
  const isBehind = Object.keys(told).length > 0;
  el("add-account").hidden = !isBehind;
  setText(el("add-account"), _("Add to CAD {reference}", incident));
  say(el("account-said"), isBehind ? waits(lacks, told) : said || _("What you change here goes to CAD {reference} as you leave each field; risk when you grade or press the button.", incident));
}

function waits(lacks, told) {
  const { reference } = call.incident;
  if (refused) return _("Not on CAD {reference} yet: {why}", { reference, why: refused.message });
  const isLowered = Object.keys(lacks.lowered).length > 0;
  return _("Not on CAD {reference} yet: {what}.{only}", { reference, what: named(told), only: isLowered ? _(" Less risk goes there only with the button.") : "" });
}
