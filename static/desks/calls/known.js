// What is known of the caller and the place, without a click, from the first ring on.

import { read } from "../api.js";
import { now } from "../board.js";
import { config } from "../config.js";
import { el, h, setText } from "../dom.js";
import { chip, tags } from "../grades.js";
import { lasting, since, stamp } from "../times.js";
import { _, n_ } from "../words.js";
import { call } from "./call.js";
import { continuing } from "./continuing.js";
import { wasTold } from "./flagged.js";
import { people } from "./people.js";

// So many calls of the last week stand above all else; the rest of them below the markers.
const PINNED = 3;
let asked = "";
let checkedAt = null;

/** Fill the panel whenever the call, its best position or its incident changes. */
export function startKnown() {
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, () => look()));
  el("caller-name").addEventListener("change", () => look());
  setInterval(() => setText(el("known-age"), checkedAt ? _("checked {age} ago", { age: lasting(since(checkedAt, now())) }) : ""), 1000);
}

async function look() {
  const name = el("caller-name").value.trim();
  const wanted = call.row ? JSON.stringify([call.id, call.detail?.locations?.length ?? 0, call.detail?.handovers?.length ?? 0, within(call.incident), name]) : "";
  if (wanted === asked) return;
  asked = wanted;
  if (!call.row) return empty();
  try {
    const known = await read(`/api/v1/contacts/${call.id}/known/?${new URLSearchParams(name ? { name } : {})}`);
    if (asked !== wanted) return;
    show(known);
    wasTold(known.told);
  } catch (refusal) {
    el("known-body").replaceChildren(h("p", { class: "said refused", role: "alert" }, _("What is known could not be read: {why}", { why: refusal.message })));
  }
}

/** Somebody has said who is the same person: what is known is another thing now. */
async function again() {
  asked = "";
  await look();
  el("known-body").focus();
}

/** What of its incident is compared: where it is, who is in it, and what it is linked with. */
function within(incident) {
  if (!incident) return null;
  const people = (incident.people ?? []).map((each) => [each.name, each.number, each.vehicle]);
  const links = (incident.links ?? []).map((each) => [each.id, each.unlinked_at]);
  return [incident.slug, incident.place, incident.lat, incident.lon, people, links];
}

function empty() {
  checkedAt = null;
  el("known-body").replaceChildren(h("p", { class: "muted" }, _("What is known of the number and the place appears here by itself when a call rings.")));
}

function show(known) {
  checkedAt = new Date(now()).toISOString();
  const own = call.incident?.slug;
  const incidents = (known.incidents || []).filter((each) => each.slug !== own);
  const week = (known.contacts || []).filter((each) => each.within_7_days);
  const older = (known.contacts || []).filter((each) => !each.within_7_days);
  const parts = [
    section(_("Last 7 days"), week.slice(0, PINNED).map(contact)),
    ...(known.markers || []).map(marker),
    ...(known.orders || []).map(order),
    elsewhere(known.not_shown),
    ...people(known.people || [], again),
    repeats(known.repeats),
    section(_("More of the last 7 days"), week.slice(PINNED).map(contact)),
    section(_("Earlier"), older.map(contact)),
    section(_("Incidents"), incidents.map(incident)),
    narrative(),
  ];
  el("known-body").replaceChildren(...parts.filter(Boolean), nothing(known, incidents));
}

function nothing(known, incidents) {
  const some = known.markers?.length || known.orders?.length || known.not_shown || known.contacts?.length || incidents.length;
  return some ? "" : h("p", {}, _("Nothing is known of this caller or place. That is not the same as no risk: ask."));
}

const section = (title, items) => (items.length ? h("section", {}, h("h3", {}, title), items) : null);

const flagged = (each, name, isOver) => h(
  "div", { class: `marker${isOver ? " withdrawn" : ""}` },
  h("p", { class: "strong" }, name, ": ", each.words),
  h("p", {}, each.text),
  h("p", { class: "muted" }, [each.reference, each.why, each.about].filter(Boolean).join(" · ")),
);

const marker = (each) => flagged(each, `⚑ ${_("Marker")}`, each.status === "WITHDRAWN");

const order = (each) => flagged(each, `⚖ ${each.kind_label}`, each.status !== "IN_FORCE");

const elsewhere = (count) => (count ? h("p", { class: "said refused", role: "alert" }, n_(count, "{n} marker or order of another area is about this place: ask your supervisor", "{n} markers or orders of another area are about this place: ask your supervisor")) : null);

function repeats(found) {
  if (!found?.year) return null;
  const said = [_("24 hours: {n}", { n: found.day }), _("7 days: {n}", { n: found.week }), _("12 months: {n}", { n: found.year })];
  return h("p", { class: "strong" }, `${_("Earlier contacts")} · ${said.join(" · ")}`);
}

/** The whole story of the number that rings, on a page of its own. */
function narrative() {
  const { number, handle } = call.detail ?? {};
  if (!number && !handle) return null;
  const href = `${config.urls.narrative}?${new URLSearchParams(number ? { number } : { handle })}`;
  return h("p", {}, h("a", { href, target: "_blank" }, `${number ? _("All of this number, in order") : _("All of this handle, in order")} ↗`));
}

const contact = (each) => h(
  "div", { class: "known-item" },
  h("p", {}, h("span", { class: "strong" }, each.channel), " ", stamp(each.at, now()), each.tonight ? h("span", { class: "tag" }, _("tonight")) : null),
  h("p", {}, [each.outcome_label || _("no outcome yet"), each.summary].filter(Boolean).join(": ")),
  h("p", { class: "muted" }, each.why),
);

const incident = (each) => h(
  "div", { class: "known-item" },
  h("p", { class: "acts" }, chip(each.grade), h("a", { class: "mono", href: config.urls.incident.replace("SLUG", each.slug), target: "_blank" }, `CAD ${each.reference}`), tags(each.tags || [])),
  each.stands ? h("p", { class: "strong stands" }, each.stands) : null,
  h("p", {}, each.summary || each.opening_code || ""),
  h("p", { class: "muted" }, [each.why, each.status_label || each.status].filter(Boolean).join(" · ")),
  continuing(each),
);
