// The units by what they are doing, each with the age of its position.

import { now, onRows, rows } from "../board.js";
import { el, h, keep, reveal, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { lasting, since } from "../times.js";
import { _, n_ } from "../words.js";
import { openDivert } from "./divert.js";
import { selection } from "./selection.js";
import { openStatus } from "./status.js";

const STALE = 600;
const GROUPS = [
  ["emergency", _("EMERGENCY"), (row) => row.state === "EMERGENCY"],
  ["free", _("Free"), (row) => row.state === "AVAILABLE" && !row.incident],
  ["going", _("On the way"), (row) => row.incident && row.assignment_state !== "AT_SCENE"],
  ["scene", _("At scene"), (row) => row.assignment_state === "AT_SCENE"],
  ["away", _("Not available"), (row) => row.state === "UNAVAILABLE"],
];

/** Show the units. */
export function startUnits() {
  onRows(draw);
  selection.addEventListener("chosen", draw);
  selection.addEventListener("picked", drawPicked);
  setInterval(ages, 1000);
  bind({ units: () => el("units").querySelector("button")?.focus() ?? el("units").focus() });
}

function drawPicked() {
  draw();
  reveal(el("units").querySelector("[aria-current=true]"), el("units"));
}

function draw() {
  const every = rows("unit", (row) => row.callsign);
  const left = new Set(every);
  const groups = GROUPS.map(([shape, name, fits]) => {
    const own = every.filter((row) => left.has(row) && fits(row));
    own.forEach((row) => left.delete(row));
    return { shape, name, own };
  }).filter((group) => group.own.length);
  const off = every.filter((row) => row.state === "OFF_DUTY").length;
  setText(el("units-count"), _("{on} on duty, {off} off", { on: every.length - off, off }));
  keep(el("units"), groups.length ? groups : [{ name: "none", own: [] }], {
    key: (group) => group.name,
    signature: (group) => `${group.own.map((row) => `${row.id}.${row.version}`).join()} ${selection.slug} ${selection.unit}`,
    make: (group) => (group.own.length ? section(group) : h("p", { class: "empty" }, _("No unit is on duty in your area. Ask the supervisor to borrow one."))),
  });
  ages();
}

const section = (group) => h(
  "section", { class: "unit-group", "aria-label": group.name },
  h("h3", {}, h("span", { class: `group-name ${group.shape}` }, h("i", { class: "shape", "aria-hidden": "true" }), group.name), h("span", {}, String(group.own.length))),
  group.own.map(unitLine),
);

function unitLine(row) {
  const isHere = row.incident_slug && row.incident_slug === selection.slug;
  return h(
    "div", { class: `unit${isHere ? " marked" : ""}`, "aria-current": row.callsign === selection.unit ? "true" : null },
    h("button", { type: "button", class: "linkish mono callsign", dataset: { control: `pick ${row.id}` }, onclick: () => selection.pick(row.callsign) }, row.callsign),
    h("span", {}, h("span", {}, doing(row)), h("br"), h("span", { class: "sub" }, details(row), h("span", { dataset: { fix: row.position_at || "" } }), row.check_by ? h("span", { dataset: { check: row.check_by } }) : null)),
    h("span", { class: "keep-space" }, status(row), divert(row)),
  );
}

function doing(row) {
  return row.state === "EMERGENCY" && row.incident ? [h("strong", { class: "no-unit" }, row.state_label), " · ", ...[work(row)].flat()] : work(row);
}

function work(row) {
  if (!row.incident) return row.airwave_code === null ? row.state_label : `${row.state_label} (${row.airwave_code})`;
  const label = row.assignment_label || row.assignment_state;
  if (!row.incident_slug) return `${label} · ${row.incident}`;
  return [`${label} · `, h("button", { type: "button", class: "linkish mono", dataset: { control: `go ${row.id}` }, onclick: () => selection.choose(row.incident_slug) }, row.incident)];
}

const details = (row) => [row.skills.join(", ").toLowerCase().replaceAll("_", " "), n_(row.crew_size, "crew {n}", "crew {n}")].filter(Boolean).join(" · ") + " · ";

const status = (row) => h("button", { type: "button", dataset: { control: `status ${row.id}` }, "aria-label": _("Status of {callsign}", row), onclick: () => openStatus(row.callsign) }, _("Status"));

function divert(row) {
  const { slug } = selection;
  if (!row.incident || !slug || row.incident_slug === slug || !row.deployable) return null;
  return h("button", { type: "button", dataset: { control: `divert ${row.id}` }, "aria-label": _("Divert {callsign}", row), onclick: () => openDivert(row.callsign) }, _("Divert"));
}

function ages() {
  const moment = now();
  document.querySelectorAll("[data-check]").forEach((each) => {
    const left = -since(each.dataset.check, moment);
    each.classList.toggle("stale-fix", left <= 0);
    setText(each, left > 0 ? _(" · crew check in {left}", { left: lasting(left) }) : _(" · CREW CHECK DUE"));
  });
  document.querySelectorAll("[data-fix]").forEach((each) => {
    const age = each.dataset.fix ? since(each.dataset.fix, moment) : null;
    each.classList.toggle("stale-fix", age === null || age > STALE);
    setText(each, age === null ? _("position never reported") : age > STALE ? _("STALE position, {age}", { age: lasting(age) }) : _("position {age}", { age: lasting(age) }));
  });
}
