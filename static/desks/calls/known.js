// What is known of the number and the place, without a click, from the first ring on.

import { read } from "../api.js";
import { now } from "../board.js";
import { config } from "../config.js";
import { el, h, setText } from "../dom.js";
import { chip, tags } from "../grades.js";
import { lasting, since, stamp } from "../times.js";
import { _, n_ } from "../words.js";
import { call } from "./call.js";

let asked = "";
let checkedAt = null;

/** Fill the panel whenever the call, its best position or its incident changes. */
export function startKnown() {
  ["changed", "moved", "incident"].forEach((name) => call.addEventListener(name, () => look()));
  setInterval(() => setText(el("known-age"), checkedAt ? _("checked {age} ago", { age: lasting(since(checkedAt, now())) }) : ""), 1000);
}

async function look() {
  const wanted = call.row ? `${call.id} ${call.detail?.locations?.length ?? 0} ${call.incident?.slug ?? ""}` : "";
  if (wanted === asked) return;
  asked = wanted;
  if (!call.row) return empty();
  try {
    const known = await read(`/api/v1/contacts/${call.id}/known/`);
    if (asked === wanted) show(known);
  } catch (refusal) {
    el("known-body").replaceChildren(h("p", { class: "said refused", role: "alert" }, _("What is known could not be read: {why}", { why: refusal.message })));
  }
}

function empty() {
  checkedAt = null;
  el("known-body").replaceChildren(h("p", { class: "muted" }, _("What is known of the number and the place appears here by itself when a call rings.")));
}

function show(known) {
  checkedAt = new Date(now()).toISOString();
  const own = call.incident?.slug;
  const incidents = (known.incidents || []).filter((each) => each.slug !== own);
  const parts = [
    ...(known.markers || []).map(marker),
    ...(known.orders || []).map(order),
    elsewhere(known.not_shown),
    ...contacts(known.contacts || []),
    section(_("Incidents, same number or place"), incidents.map(incident)),
    near(known),
  ];
  el("known-body").replaceChildren(...parts.filter(Boolean), nothing(known, incidents));
}

function nothing(known, incidents) {
  const some = known.markers?.length || known.orders?.length || known.not_shown || known.contacts?.length || incidents.length;
  return some ? "" : h("p", {}, _("Nothing is known of this number or place. That is not the same as no risk: ask."));
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

function contacts(found) {
  const week = found.filter((each) => since(each.received_at || each.at, now()) <= 7 * 86400);
  const older = found.filter((each) => !week.includes(each));
  return [section(_("Last 7 days, same number"), week.map(contact)), section(_("Earlier, same number"), older.map(contact))];
}

const contact = (each) => h(
  "div", { class: "known-item" },
  h("p", {}, h("span", { class: "strong" }, each.channel), " ", stamp(each.received_at || each.at, now())),
  h("p", { class: "muted" }, [each.outcome_label || _("no outcome yet"), each.note || each.summary].filter(Boolean).join(": ")),
);

const incident = (each) => h(
  "div", { class: "known-item" },
  h("p", { class: "acts" }, chip(each.grade), h("a", { class: "mono", href: config.urls.incident.replace("SLUG", each.slug), target: "_blank" }, `CAD ${each.reference}`), tags(each.tags || [])),
  h("p", {}, each.summary || each.opening_code || ""),
  h("p", { class: "muted" }, [each.why, each.status_label || each.status].filter(Boolean).join(" · ")),
);

function near(known) {
  const count = known.open_near ?? known.counts?.open_near;
  return count === undefined ? null : h("p", { class: "muted" }, n_(count, "{n} open incident within 100 m", "{n} open incidents within 100 m"));
}
