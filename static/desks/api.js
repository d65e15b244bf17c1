// Orders go by HTTP. A refusal comes back in words; an order is never sent twice by mistake.

import { during } from "./busy.js";
import { _ } from "./words.js";

const ANSWERED_WITHIN = 12000;
const TRY_AGAIN_AFTER = 600;
const SAME_ORDER_FOR = 30000;
const unanswered = new Map();

/** What the contact centre refused, as a sentence for the person who asked. */
export class Refusal extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Read something. */
export async function read(path, { signal } = {}) {
  return answer(await send(path, { headers: headers({}), signal }));
}

/** Read a list to its end, page by page: what is looked for may be on the last one. */
export async function readAll(path) {
  const { results, next } = await read(path);
  if (!next) return results;
  const { pathname, search } = new URL(next);
  return [...results, ...(await readAll(`${pathname}${search}`))];
}

/**
 * Give an order. The same Idempotency-Key goes with every repeat after a network failure, ours or
 * the person's, so that an order whose answer was lost is not carried out twice. While it is sent,
 * the `control` that gave it says so: the one pressed, unless another is named.
 */
export function order(path, body = {}, { version, control } = {}) {
  return during(sent(path, body, version), control);
}

async function sent(path, body, version) {
  const text = JSON.stringify(body);
  const deed = `${path} ${text}`;
  const more = { "Content-Type": "application/json", "Idempotency-Key": keyOf(deed) };
  if (version !== undefined && version !== null) more["If-Match"] = `"${version}"`;
  const response = await twice(path, { method: "POST", headers: headers(more), body: text });
  unanswered.delete(deed);
  return answer(response);
}

/** Ask something with words that are no part of an address. It changes nothing, so it has no key. */
export async function ask(path, body, { signal } = {}) {
  const request = { method: "POST", headers: headers({ "Content-Type": "application/json" }), body: JSON.stringify(body) };
  return answer(await send(path, { ...request, signal }));
}

/** Send a form of one of our own pages. */
export async function submit(path, fields = {}) {
  const body = new URLSearchParams(fields);
  return answer(await send(path, { method: "POST", headers: headers({}), body }));
}

/** The key of an order that nobody answered a moment ago, or a new one. */
function keyOf(deed) {
  const asked = unanswered.get(deed);
  const isFresh = asked && performance.now() - asked.at < SAME_ORDER_FOR;
  const key = isFresh ? asked.key : crypto.randomUUID();
  unanswered.set(deed, { key, at: performance.now() });
  return key;
}

function headers(more) {
  return { Accept: "application/json", "X-Requested-With": "fetch", "X-CSRFToken": token(), ...more };
}

// The cookie's: it is the one that holds after signing in again in another window.
const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

async function send(path, request) {
  try {
    return await fetch(path, { credentials: "same-origin", redirect: "manual", ...request });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(0, _("The contact centre did not answer. Nothing is lost: try again."));
  }
}

// A server that hangs is one that does not answer: nobody waits for it for ever.
const once = (path, request) => send(path, { ...request, signal: AbortSignal.timeout(ANSWERED_WITHIN) });

async function twice(path, request) {
  try {
    return await once(path, request);
  } catch (error) {
    if (error.status !== 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER));
    return once(path, request);
  }
}

async function answer(response) {
  if (response.status === 204) return null;
  if (response.type === "opaqueredirect") throw gone(401);
  const data = await response.json().catch(noWords);
  if (response.ok) return data;
  if (response.status === 423) document.dispatchEvent(new CustomEvent("locked"));
  throw response.status === 401 ? gone(401) : new Refusal(response.status, inWords(data));
}

// A body that is no JSON says nothing; one that nobody waits for any more is no answer at all.
function noWords(error) {
  if (error.name === "AbortError") throw error;
  return {};
}

function gone(status) {
  const sentence = _("You are signed out. Sign in again in another window; what you typed is kept here.");
  return new Refusal(status, sentence);
}

function inWords(data) {
  if (typeof data.detail === "string") return data.detail;
  const fields = Object.entries(data).map(([name, said]) => `${fieldName(name)}${[said].flat().map(flat).join(" ")}`);
  return fields.join(" ") || _("The contact centre refused this and did not say why.");
}

const fieldName = (name) => (name === "non_field_errors" ? "" : `${name.replaceAll("_", " ")}: `);
const flat = (said) => (typeof said === "string" ? said : JSON.stringify(said));
