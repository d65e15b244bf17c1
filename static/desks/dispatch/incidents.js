// The incidents, those that need somebody first; by risk, then by time.

import { board, now, onRows, rows } from "../board.js";
import { config } from "../config.js";
import { el, h, keep, reveal, say, setText } from "../dom.js";
import { countdown, tick } from "../countdown.js";
import { chip, rank, tags } from "../grades.js";
import { bind } from "../shortcuts.js";
import { time } from "../times.js";
import { _, n_ } from "../words.js";
import { selection } from "./selection.js";

const GROUPS = [
  { name: _("Need somebody"), statuses: ["OPEN", "AWAITING_UNIT"] },
  { name: _("Unit on its way or there"), statuses: ["ASSIGNED", "AT_SCENE"] },
  { name: _("To be resulted or closed"), statuses: ["REFERRED", "RESULTED"] },
];
let showing = "all";

/** Show the list and move through it. */
export function startIncidents() {
  onRows(draw);
  selection.addEventListener("chosen", drawChosen);
  bind({ "next-incident": () => move(1), "last-incident": () => move(-1) });
  document.querySelectorAll("[data-show]").forEach((button) => button.addEventListener("click", () => {
    showing = button.dataset.show;
    document.querySelectorAll("[data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
    draw();
  }));
}

const ordered = () => rows("incident", (row) => groupOf(row), (row) => rank(row.grade), (row) => (row.left_at ? 0 : 1), (row) => row.due_at || row.opened_at);
const groupOf = (row) => GROUPS.findIndex((group) => group.statuses.includes(row.status));

function list() {
  const all = ordered();
  return showing === "need" ? all.filter((row) => groupOf(row) === 0) : all;
}

function draw() {
  const shown = list();
  const lines = GROUPS.flatMap((group, index) => {
    const own = shown.filter((row) => groupOf(row) === index);
    return own.length ? [{ group, count: own.length }, ...own] : [];
  });
  keep(el("incidents"), lines, {
    key: (line) => line.slug ?? line.group.name,
    signature: (line) => (line.group ? line.count : `${line.version} ${line.slug === selection.slug}`),
    make: (line) => (line.group ? groupLine(line) : incidentLine(line)),
  });
  setText(el("incidents-count"), n_(shown.length, "{n} open", "{n} open"));
  say(el("incidents-none"), shown.length || board.status === "connecting" ? "" : none());
  tick(now());
}

function drawChosen() {
  draw();
  reveal(el("incidents").querySelector("[aria-selected=true]"), el("incidents-scroll"));
}

const none = () => (showing === "need" ? _("No incident needs anybody. That is good.") : _("No incident is open in your area. That is good."));

const groupLine = ({ group, count }) => h("tr", { class: "group" }, h("th", { colspan: "6", scope: "colgroup" }, `${group.name} · ${count}`));

function incidentLine(row) {
  const isChosen = row.slug === selection.slug;
  return h(
    "tr", { "aria-selected": String(isChosen), onclick: () => selection.choose(row.slug) },
    h("td", {}, chip(row.grade)),
    h("td", {}, clocks(row)),
    h("td", { class: "mono nowrap" }, h("button", { type: "button", class: "linkish mono", dataset: { control: "choose" }, onclick: () => selection.choose(row.slug) }, row.reference)),
    h("td", {}, h("div", { class: "place" }, row.place || _("place not known")), h("div", { class: "muted wrap-anywhere" }, row.opening_code, row.summary ? ` · ${row.summary}` : ""), row.tags.length ? h("div", { class: "keep-space" }, tags(row.tags), again(row)) : null),
    h("td", {}, units(row), h("span", { class: "owner-here muted" }, row.owner)),
    h("td", { class: "muted nowrap" }, row.owner),
  );
}

const again = (row) => (row.times_diverted > 1 ? h("span", { class: "tag tag-DIVERT" }, _("{n}× diverted", { n: row.times_diverted })) : null);

/** The attendance clock, and after a divert also the time to send again. */
export function clocks(row) {
  if (row.attended_at) return h("span", {}, _("at scene {time}", { time: time(Date.parse(row.attended_at)) }));
  const attend = countdown({ name: `attend ${row.id}`, from: row.clock_start_at, due: row.due_at, label: _("Time to attend CAD {reference}", row) });
  if (!row.re_resource_due_at) return attend;
  const resend = countdown({ name: `again ${row.id}`, from: row.left_at, due: row.re_resource_due_at, label: _("Time to send again to CAD {reference}", row) });
  return h("div", { class: "two-counts" }, attend, h("span", { class: "again" }, _("send again")), resend);
}

function units(row) {
  if (row.units.length) return row.units.map((unit) => h("div", { class: "nowrap" }, h("span", { class: "mono strong" }, unit.callsign), " ", h("span", { class: "muted" }, config.assignments[unit.state])));
  if (row.status === "AWAITING_UNIT") return h("span", { class: "no-unit" }, _("NO UNIT"));
  return h("span", { class: "muted" }, row.status_label);
}

function move(step) {
  const shown = list();
  if (!shown.length) return false;
  const at = shown.findIndex((row) => row.slug === selection.slug);
  const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + step))];
  selection.choose(next.slug);
  el("incidents").querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  return true;
}
