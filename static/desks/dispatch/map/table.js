// The map as a table: the same units, sorted by any column, also by distance to the incident.

import { now, rows } from "../../board.js";
import { el, h, keep, setText } from "../../dom.js";
import { _ } from "../../words.js";
import { selection } from "../selection.js";
import { boroughAt, degrees, distanceWords, isPlaced, metres } from "../../map/ground.js";
import { ageWords, doing, isStale, positionAge } from "./marks.js";

const LAST = Number.MAX_SAFE_INTEGER;
const MEASURES = {
  callsign: ({ row }) => row.callsign,
  state: ({ row }) => doing(row),
  incident: ({ row }) => row.incident ?? "~",
  place: ({ place }) => place || "~",
  age: ({ age }) => age ?? LAST,
  distance: ({ far }) => far ?? LAST,
};
let sorted = { by: "distance", up: true };
let outlines = [];

/** Make the headings sort, and arrow keys go from line to line. */
export function startTable(draw) {
  document.querySelectorAll("[data-sort]").forEach((button) => button.addEventListener("click", () => {
    sorted = { by: button.dataset.sort, up: sorted.by === button.dataset.sort ? !sorted.up : true };
    draw();
  }));
  el("map-rows").addEventListener("keydown", onKey);
}

/** Let places be said by borough, once the outlines are there. */
export const knowBoroughs = (found) => { outlines = found; };

/** Show every unit on duty. */
export function drawTable() {
  const lines = rows("unit").filter((row) => row.state !== "OFF_DUTY").map(line).sort(compare);
  keep(el("map-rows"), lines.length ? lines : [null], {
    key: (each) => each?.row.id ?? "none",
    signature: (each) => each && `${each.row.version} ${each.old} ${each.place} ${Math.round(each.far)} ${isHere(each.row)} ${isPicked(each.row)}`,
    make: (each) => (each ? tableLine(each) : h("tr", {}, h("td", { colspan: "6", class: "empty" }, _("No unit is on duty in your area.")))),
  });
  document.querySelectorAll("[data-sort]").forEach((button) => headed(button));
  const to = selection.row;
  setText(el("map-from"), isPlaced(to) ? _("Distance to CAD {reference}, as the crow flies", to) : _("Choose an incident with a place for distances to it."));
}

function line(row) {
  const age = positionAge(row, now());
  const place = isPlaced(row) ? boroughAt(outlines, row) : "";
  return { row, age, old: isPlaced(row) ? ageWords(age) : _("none"), place, far: metres(row, selection.row) };
}

function compare(one, other) {
  const measure = MEASURES[sorted.by];
  const [a, b] = [measure(one), measure(other)];
  if (a === b) return one.row.callsign < other.row.callsign ? -1 : 1;
  return (a < b ? -1 : 1) * (sorted.up ? 1 : -1);
}

function headed(button) {
  const isOn = button.dataset.sort === sorted.by;
  button.closest("th").setAttribute("aria-sort", !isOn ? "none" : sorted.up ? "ascending" : "descending");
}

const isHere = (row) => Boolean(row.incident_slug) && row.incident_slug === selection.slug;
const isPicked = (row) => row.callsign === selection.unit;

function tableLine({ row, age, old, place, far }) {
  const pick = () => selection.pick(row.callsign);
  return h(
    "tr", { "aria-selected": String(isPicked(row)), class: isHere(row) ? "marked" : null },
    h("td", {}, h("button", { type: "button", class: "linkish mono strong", dataset: { control: "pick" }, onclick: pick }, row.callsign)),
    h("td", {}, doing(row)),
    h("td", { class: "mono nowrap" }, incident(row)),
    h("td", {}, place, place ? h("br") : null, h("span", { class: "muted nowrap" }, isPlaced(row) ? degrees(row) : "–")),
    h("td", { class: isStale(age) && isPlaced(row) ? "stale-fix" : null }, old),
    h("td", { class: "nowrap figure" }, distanceWords(far) || "–"),
  );
}

function incident(row) {
  if (!row.incident_slug) return row.incident ?? "";
  return h("button", { type: "button", class: "linkish mono", dataset: { control: "go" }, onclick: () => selection.choose(row.incident_slug) }, row.incident);
}

function onKey(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const next = step && event.target.closest("tr")?.[step]?.querySelector("[data-control=pick]");
  if (!next) return;
  event.preventDefault();
  next.focus();
}
