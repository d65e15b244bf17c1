// Where? A search over the gazetteer as one types; words alone are kept as they were said.

import { read } from "../api.js";
import { el, h, say, setText } from "../dom.js";
import { _ } from "../words.js";
import { call } from "./call.js";

const PAUSE = 150;
let chosen = null;
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
  confirmWords();
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
    const answer = await read(`/api/v1/places/?q=${encodeURIComponent(text)}`, { signal: asking.signal });
    show([...answer.results, ...atTheCaller(text)], answer.results.length, text);
  } catch (error) {
    if (error.name !== "AbortError") say(el("where-said"), error.message);
  }
}

/** What was typed, at the position the network or the handset gave: chosen, never assumed. */
function atTheCaller(text) {
  const fix = call.detail?.locations?.[0];
  if (!fix) return [];
  const radius = fix.radius_m ? ` ±${fix.radius_m} m` : "";
  return [{ text: _("◎ “{text}”, at the caller's position{radius}", { text, radius }), typed: text, lat: fix.lat, lon: fix.lon }];
}

// Whoever is quicker than the answer has marked something in the list before: it stays marked.
function show(results, known, text) {
  const marked = found[at] && nameOf(found[at]);
  found = results;
  at = found.findIndex((each) => nameOf(each) === marked);
  const list = el("where-list");
  list.replaceChildren(...found.map((each, index) => option(each, index)));
  list.hidden = !found.length;
  el("where").setAttribute("aria-expanded", String(found.length > 0));
  mark();
  say(el("where-said"), known ? "" : _("“{text}” is not in the gazetteer. It is kept as you typed it.", { text }));
}

// What stands at the caller's position is called otherwise with every letter.
const nameOf = (each) => each.id ?? "caller";

const option = (each, index) => h(
  "li", { role: "option", id: `where-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(each); } },
  each.text,
);

function keys(event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && found.length) {
    event.preventDefault();
    at = (at + moves[event.key] + found.length) % found.length;
    mark();
  } else if (event.key === "Enter" && !event.ctrlKey && at >= 0) {
    event.preventDefault();
    choose(found[at]);
  } else if (event.key === "Escape") shut();
}

function mark() {
  [...el("where-list").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  el("where").setAttribute("aria-activedescendant", at >= 0 ? `where-${at}` : "");
}

// A house number typed before the street is kept: the gazetteer knows streets, not doors.
function choose(each) {
  const door = el("where").value.match(/^\s*(flat\s+\w+\s*,?\s*)?(\d+\w?)\s+/i)?.[0] ?? "";
  el("where").value = (each.typed ?? `${door}${each.text}`).trim();
  chosen = each;
  confirmWords();
  shut();
  el("where").dispatchEvent(new Event("change", { bubbles: true }));
}

function confirmWords() {
  setText(el("where-found"), !chosen ? "" : chosen.id ? _("✓ gazetteer, {borough}", chosen) : _("◎ at the caller's position"));
  if (chosen) say(el("where-said"), "");
}

function shut() {
  clearTimeout(timer);
  asking?.abort();
  found = [];
  at = -1;
  el("where-list").hidden = true;
  el("where").setAttribute("aria-expanded", "false");
  el("where").removeAttribute("aria-activedescendant");
}
