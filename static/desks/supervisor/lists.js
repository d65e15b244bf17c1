// How the rows of each kind read in a list: its columns, its order, and what can be done there.

import { order } from "../api.js";
import { now } from "../board.js";
import { config, may } from "../config.js";
import { countdown } from "../countdown.js";
import { once } from "../dialogs.js";
import { h, say } from "../dom.js";
import { chip, rank, tags } from "../grades.js";
import { lasting, since, stamp } from "../times.js";
import { _ } from "../words.js";

const age = (iso) => h("span", { dataset: { since: iso } }, iso ? lasting(since(iso, now())) : "");
const page = (row) => h("a", { class: "mono", href: config.urls.incident.replace("SLUG", row.slug), target: "_blank", dataset: { control: "page" } }, row.reference);
const flagWords = (row) => (row.flags || []).map((flag) => h("span", { class: "tag" }, flag.replaceAll("_", " ").toLowerCase()));

const CONTACTS = {
  columns: [_("Line"), _("State"), _("Since received"), _("With"), _("Known")],
  order: (row) => row.received_at,
  cells: (row) => [config.channel_words[row.channel] || row.channel, row.state_label || row.state.toLowerCase(), age(row.received_at), row.handler || _("nobody yet"), h("span", { class: "keep-space" }, flagWords(row))],
};

const HANDLERS = {
  columns: [_("Handler"), _("State"), _("For")],
  order: (row) => row.since,
  cells: (row) => [h("span", { class: "strong" }, row.name), config.handler_words[row.state] || row.state, age(row.since)],
};

const UNITS = {
  columns: [_("Unit"), _("Doing"), _("Incident"), _("Position")],
  order: (row) => `${row.state !== "EMERGENCY"} ${row.callsign}`,
  cells: (row) => [
    h("span", { class: "mono strong" }, row.callsign),
    row.state === "EMERGENCY" ? h("strong", { class: "no-unit" }, row.state_label) : row.assignment_label || row.state_label,
    row.incident && !row.incident_slug ? row.incident : row.incident ? h("a", { class: "mono", href: config.urls.incident.replace("SLUG", row.incident_slug), target: "_blank" }, row.incident) : "–",
    row.position_at ? age(row.position_at) : _("never reported"),
  ],
};

const ALERTS = {
  columns: [_("Since"), _("For"), _("Alert"), _("Taken on"), ""],
  order: (row) => `${9 - row.level} ${row.first_raised_at}`,
  cells: (row) => [
    age(row.first_raised_at), row.audience.replaceAll("_", " "), h("span", { class: "wrap-anywhere" }, row.text),
    row.acknowledged_by ? _("{name}, until {time}", { name: row.acknowledged_by, time: stamp(row.lease_until, now()) }) : h("span", { class: "strong" }, _("nobody")),
    row.acknowledged_at || !may("alert_acknowledge") ? "" : doing(_("Acknowledge"), () => order(`/api/v1/alerts/${row.id}/acknowledge/`, {}, { version: row.version })),
  ],
};

const INCIDENTS = {
  columns: [_("Grade"), _("Attend by"), "CAD", _("Place and what"), _("Unit"), _("Owner")],
  order: (row) => `${rank(row.grade)} ${row.due_at || row.opened_at}`,
  cells: (row) => [
    chip(row.grade), clocks(row), page(row),
    h("div", {}, h("div", { class: "place" }, row.place || _("place not known")), h("div", { class: "muted" }, row.opening_code, row.summary ? ` · ${row.summary}` : ""), h("div", { class: "keep-space" }, tags(row.tags)), approval(row)),
    row.units.length ? h("span", { class: "mono strong" }, row.units.map((unit) => unit.callsign).join(" ")) : row.status === "AWAITING_UNIT" ? h("span", { class: "no-unit" }, _("NO UNIT")) : row.status_label,
    h("span", { class: "nowrap muted" }, row.owner),
  ],
};

function clocks(row) {
  if (row.attended_at) return _("attended");
  const attend = countdown({ name: `attend ${row.id}`, from: row.clock_start_at, due: row.due_at, label: _("Time to attend CAD {reference}", row) });
  if (!row.re_resource_due_at) return attend;
  return h("div", { class: "two-counts" }, attend, h("span", { class: "again" }, _("send again")), countdown({ name: `again ${row.id}`, from: row.left_at, due: row.re_resource_due_at, label: _("Time to send again to CAD {reference}", row) }));
}

function approval(row) {
  if (!row.figures.includes("to_approve") || !may("non_attendance_approve")) return null;
  const reason = h("input", { "aria-label": _("Your reason"), placeholder: _("your reason"), maxlength: "300", dataset: { control: "reason" } });
  const decide = (approve) => order(`/api/v1/incidents/${row.slug}/approve-non-attendance/`, { approve, reason: reason.value.trim() }, { version: row.version });
  return h("div", { class: "approve" }, h("span", { class: "strong" }, _("Nobody is to attend: {why}", { why: row.non_attendance_reason || _("see its page") })), reason, h("span", { class: "keep-space" }, doing(_("Approve"), () => decide(true)), doing(_("Refuse"), () => decide(false))));
}

/** A button that gives an order and says beside itself why not. */
function doing(words, deed) {
  const said = h("p", { class: "said refused", role: "alert", hidden: true });
  const button = h("button", { type: "button", dataset: { control: words }, onclick: once(() => deed().then(() => say(said, ""), (refusal) => say(said, refusal.message))) }, words);
  return h("span", {}, button, said);
}

/** How each kind of row is listed. */
export const LISTS = { contact: CONTACTS, handler: HANDLERS, unit: UNITS, alert: ALERTS, incident: INCIDENTS };

const GOOD = {
  lost: _("No incident is lost. It must stay so."),
  waiting: _("No incident waits for somebody to take it on. That is good."),
  overdue: _("Nothing is past its target. That is good."),
  to_approve: _("Nobody asks for non-attendance."),
  alerts: _("Every alert has been taken on. That is good."),
  "calls-999": _("No 999 call is waiting. That is good."),
  "calls-undisposed": _("Every contact that ended has its outcome. That is good."),
  "handlers-free": _("No handler is free. The next call waits."),
  "units-free": _("No unit is free. The next incident needs a divert or a borrowed unit."),
};

/** What an empty list says. */
export const nothing = (tile) => GOOD[tile.name] || _("Nothing here now: “{label}” is 0.", tile);
