// Which incident the call is probably about already, while it is typed; one key links it to that.

import { ask } from "../api.js";
import { config } from "../config.js";
import { el, h, keep, say } from "../dom.js";
import { chip } from "../grades.js";
import { bind } from "../shortcuts.js";
import { _, n_ } from "../words.js";
import { call } from "./call.js";
import { askWithIncident } from "./ending.js";
import { place } from "./places.js";

const PAUSE = 500;
let timer = null;
let asking = null;
let asked = "";
let found = [];

/** Look for incidents about the same whenever what is typed, or where the caller is, changes. */
export function startAlike() {
  call.addEventListener("changed", forget);
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, soon));
  ["input", "change"].forEach((name) => el("call-form").addEventListener(name, soon));
  bind({ "link-call": () => (found.length ? link(found[0]) : false) });
}

function forget() {
  asked = "";
  show([]);
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

async function look() {
  asking?.abort();
  const { id } = call;
  if (!id || call.isRinging || call.incident) return forget();
  const { text, lat = null, lon = null } = place();
  const typed = { words: el("what").value.trim(), place: text, lat, lon };
  const wanted = `${id} ${JSON.stringify(typed)} ${call.detail?.locations?.length ?? 0}`;
  if (wanted === asked) return;
  asking = new AbortController();
  try {
    const { results } = await ask(`/api/v1/contacts/${id}/duplicates/`, typed, { signal: asking.signal });
    asked = wanted;
    if (id === call.id && !call.incident) show(results);
  } catch (error) {
    if (error.name === "AbortError") return;
    show([]);
    el("alike").hidden = false;
    say(el("alike-said"), _("Whether it is known already could not be read: {why}", { why: error.message }));
  }
}

function show(results) {
  found = results;
  el("alike").hidden = !found.length;
  say(el("alike-said"), found.length ? n_(found.length, "Probably the same as this one: link the call, or open another.", "Probably the same as one of {n}: link the call, or open another.") : "");
  keep(el("alike-list"), found, { key: (row) => row.slug, signature: (row) => JSON.stringify([row, found[0] === row]), make: line });
}

const line = (row) => h(
  "li", { class: "alike-row" },
  h("p", { class: "acts" }, chip(row.grade), h("a", { class: "mono strong", href: config.urls.incident.replace("SLUG", row.slug), target: "_blank" }, `CAD ${row.reference}`), h("span", {}, row.status_label), h("span", { class: "muted" }, row.reasons.join(" · "))),
  h("button", { type: "button", onclick: () => link(row) }, row === found[0] ? h("kbd", {}, "F10") : null, _(" Link the call with it"), h("span", { class: "unseen" }, ` CAD ${row.reference}`)),
  h("p", { class: "wrap-anywhere" }, [row.place, row.summary || row.opening_code].filter(Boolean).join(": ")),
);

/** How the call ended is asked for, with the incident and what was typed; Enter there links it. */
function link(row) {
  askWithIncident(row.reference, el("what").value.trim());
}
