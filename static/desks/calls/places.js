// Where? A search over the gazetteer as one types; words alone are kept as they were said. Of several
// places of one name none is taken because it stands first: whoever takes the call chooses.

import { read } from "../api.js";
import { el, h, reveal, say, setText } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const PAUSE = 150;
// A gazetteer that is slower than this keeps nobody from opening.
const PATIENCE = 1500;
let chosen = null;
// What was typed where somebody has said that it is not known yet which place is meant.
let undecided = null;
let found = [];
let at = -1;
let timer = null;
let asking = null;

/** Make the place field work. */
export function startPlaces() {
  const input = el("where");
  input.addEventListener("input", typed);
  input.addEventListener("keydown", keys);
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && shut(), 150));
}

/** The place as the API takes it. */
export function place() {
  const text = el("where").value.trim();
  if (!chosen) return { text };
  const { id, lat, lon } = chosen;
  return id ? { text, place_id: id, lat, lon } : { text, lat, lon };
}

/** Return or set what was chosen, for the draft. */
export const chosenPlace = () => chosen;
export function setPlace(text, choice) {
  el("where").value = text || "";
  chosen = choice || null;
  undecided = null;
  confirmWords();
}

/**
 * Ask which place is meant where several are called as was typed. Fails in words once; whoever goes
 * on after that has said that it is not known yet, and nothing is kept from being opened.
 */
export async function askWhich() {
  const text = el("where").value.trim();
  if (!text || chosen || undecided === text) return;
  const answer = await search(text, AbortSignal.timeout(PATIENCE)).catch(() => null);
  if (!answer?.ambiguous || chosen || text !== el("where").value.trim()) return;
  undecided = text;
  shut();
  el("where").focus();
  show(answer, text);
  throw new Error(_("{n} places are called “{text}”. Choose with ↓ and Enter; Ctrl+Enter again opens it with “not known yet”.", { n: howMany(answer), text }));
}

function typed() {
  chosen = null;
  at = -1;
  mark();
  confirmWords();
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

async function ask() {
  const text = el("where").value.trim();
  asking?.abort();
  if (text.length < 2) return shut();
  asking = new AbortController();
  try {
    show(await search(text, asking.signal), text);
  } catch (error) {
    if (error.name !== "AbortError") say(el("where-said"), error.message);
  }
}

function search(text, signal) {
  const fix = call.detail?.locations?.[0];
  const near = fix ? { lat: fix.lat, lon: fix.lon } : {};
  return read(`/api/v1/places/?${new URLSearchParams({ q: text, ...near })}`, { signal });
}

const howMany = (answer) => `${answer.meant.length}${answer.more ? "+" : ""}`;

/** Which of several it is may not be known yet: that is said, and not guessed. */
const notKnown = (answer, text) => (answer.ambiguous ? [{ text: _("? Not known yet which of them"), typed: text, isOpen: true }] : []);

/** What was typed, at the position the network or the handset gave: chosen, never assumed. */
function atTheCaller(text) {
  const fix = call.detail?.locations?.[0];
  if (!fix) return [];
  const radius = fix.radius_m ? ` ±${fix.radius_m} m` : "";
  return [{ text: _("◎ “{text}”, at the caller's position{radius}", { text, radius }), typed: text, lat: fix.lat, lon: fix.lon }];
}

// Whoever is quicker than the answer has marked something in the list before: it stays marked.
function show(answer, text) {
  const marked = found[at] && nameOf(found[at]);
  const known = answer.results.map((each) => ({ ...each, asked: text }));
  found = [...known, ...atTheCaller(text), ...notKnown(answer, text)];
  at = found.findIndex((each) => nameOf(each) === marked);
  const list = el("where-list");
  list.replaceChildren(...found.map((each, index) => option(each, index)));
  list.hidden = !found.length;
  el("where").setAttribute("aria-expanded", String(found.length > 0));
  mark();
  say(el("where-said"), told(answer, text));
}

function told(answer, text) {
  if (answer.ambiguous) return _("{n} places are called so: choose one, or “not known yet”. None is taken by itself.", { n: howMany(answer) });
  if (answer.more) return _("There are more: type more of it, the borough for one.");
  return answer.results.length ? "" : _("“{text}” is not in the gazetteer. It is kept as you typed it.", { text });
}

// What stands at the caller's position is called otherwise with every letter.
const nameOf = (each) => each.id ?? (each.isOpen ? "open" : "caller");

const option = (each, index) => h(
  "li", { role: "option", id: `where-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(each); } },
  each.apart ? [h("span", { class: "strong" }, each.name), h("span", { class: "muted" }, each.apart)] : each.text,
);

function keys(event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && found.length) {
    event.preventDefault();
    // The first press upwards is at the last: “not known yet”, where there is a choice.
    at = (Math.max(at, moves[event.key] < 0 ? 0 : -1) + moves[event.key] + found.length) % found.length;
    mark();
  } else if (event.key === "Enter" && !event.ctrlKey && at >= 0) {
    event.preventDefault();
    choose(found[at]);
  } else if (event.key === "Escape") shut();
}

function mark() {
  const list = el("where-list");
  [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  reveal(list.children[at], list);
  el("where").setAttribute("aria-activedescendant", at >= 0 ? `where-${at}` : "");
}

// A house number typed before the street is kept, also one typed since the gazetteer answered.
function choose(each) {
  const door = el("where").value.match(/^\s*(flat\s+\w+\s*,?\s*)?(\d+\w?)\s+/i)?.[0] ?? "";
  const address = each.asked === el("where").value.trim() ? each.address : `${door}${each.text}`;
  el("where").value = (each.typed ?? address).trim();
  chosen = each.isOpen ? null : each;
  undecided = each.isOpen ? each.typed : null;
  confirmWords();
  shut();
  el("where").dispatchEvent(new Event("change", { bubbles: true }));
}

function confirmWords() {
  setText(el("where-found"), !chosen ? open() : chosen.id ? _("✓ gazetteer, {borough}", chosen) : _("◎ at the caller's position"));
  if (chosen || open()) say(el("where-said"), "");
}

const open = () => (undecided && undecided === el("where").value.trim() ? _("? which one is not known yet") : "");

function shut() {
  clearTimeout(timer);
  asking?.abort();
  found = [];
  at = -1;
  el("where-list").hidden = true;
  el("where").setAttribute("aria-expanded", "false");
  el("where").removeAttribute("aria-activedescendant");
}
