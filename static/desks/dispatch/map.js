// The map of the desk: the rows of the board where they are, or the same as a table.

import { board, now, onRows, rows } from "../board.js";
import { config } from "../config.js";
import { el, say, setText } from "../dom.js";
import { bind } from "../shortcuts.js";
import { _ } from "../words.js";
import { around, isPlaced } from "../map/ground.js";
import { Batch } from "./map/batch.js";
import { incidentMark, isAlarmMissing, keyOf, missingWords, unitMark } from "./map/marks.js";
import { drawTable, knowBoroughs, startTable } from "./map/table.js";
import { selection } from "./selection.js";

const KEPT = "dispatch-map";
const AGES_EVERY = 5000;
const WIDE = matchMedia("(min-width: 1000px)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const batch = new Batch(draw);
let view = null;
let loading = null;
let isTable = false;
let isFitted = false;
let chosen = { slug: null, unit: null };
let followed = "";

/** Make the pane work; the map itself is fetched when it is first unfolded. */
export function startMap() {
  startTable(drawTable);
  onRows(({ rows: newer, gone }) => batch.add([...newer, ...gone].map(keyOf)));
  selection.addEventListener("chosen", onChosen);
  selection.addEventListener("picked", onChosen);
  setInterval(() => isOpen() && batch.add(rows("unit").map(keyOf)), AGES_EVERY);
  el("map-fold").addEventListener("click", () => fold(isOpen()));
  el("map-fit").addEventListener("click", fit);
  document.querySelectorAll("[data-map-as]").forEach((button) => button.addEventListener("click", () => showAs(button.dataset.mapAs === "table")));
  bind({ map: toMap, "map-table": toTable });
  new ResizeObserver(() => view?.measure()).observe(el("map"));
  el("map-fold").hidden = false;
  fold((localStorage.getItem(KEPT) ?? (WIDE.matches ? "open" : "folded")) === "folded", { keep: false });
}

const pane = () => el("map-pane");
const isOpen = () => !pane().classList.contains("folded");

function fold(isFolded, { keep = true } = {}) {
  if (keep) localStorage.setItem(KEPT, isFolded ? "folded" : "open");
  if (isFolded && el("map-inside").contains(document.activeElement)) el("map-fold").focus();
  pane().classList.toggle("folded", isFolded);
  el("map-inside").hidden = el("map-tools").hidden = isFolded;
  el("map-fold").setAttribute("aria-expanded", String(!isFolded));
  if (!isFolded) showAs(isTable);
}

function showAs(asTable) {
  isTable = asTable;
  pane().classList.toggle("as-table", isTable);
  el("map").hidden = el("map-fit").hidden = el("map-credit").hidden = isTable;
  el("map-table").hidden = !isTable;
  document.querySelectorAll("[data-map-as]").forEach((button) => button.setAttribute("aria-pressed", String((button.dataset.mapAs === "table") === isTable)));
  if (!isTable) load();
  everything();
}

/** M: to the map; from inside it, away with it. */
function toMap() {
  if (isOpen() && !isTable && el("map").contains(document.activeElement)) return fold(true);
  isTable = false;
  fold(false);
  el("map").focus();
}

/** T: to the table; from inside it, the map again. */
function toTable() {
  if (isOpen() && isTable && el("map-table").contains(document.activeElement)) return toMap();
  isTable = true;
  fold(false);
  drawTable();
  (el("map-rows").querySelector("button") ?? el("map-table")).focus();
}

const load = () => { loading ??= open(); };

async function open() {
  try {
    const { MapView } = await import("./map/view.js");
    const made = new MapView(el("map"), { still: STILL.matches, pick });
    await drawGround(made);
    view = made;
    everything();
  } catch (error) {
    console.warn("The map did not load", error);
    el("map").hidden = el("map-fit").hidden = true;
    say(el("map-said"), _("The map could not be loaded. Everything else works; the table (T) has the same units."));
  }
}

async function drawGround(made) {
  try {
    const { readBoroughs } = await import("../map/boroughs.js");
    const outlines = await readBoroughs();
    made.ground(outlines, config.own_boroughs);
    knowBoroughs(outlines);
  } catch (error) {
    console.warn("The boroughs did not load", error);
    say(el("map-said"), _("The boroughs’ outlines could not be loaded. Units and incidents are in their places all the same."));
  }
}

function fit() {
  const placed = [...rows("incident"), ...rows("unit")].filter(isPlaced);
  const bounds = view?.boundsOf(config.own_boroughs) ?? around(placed);
  if (view && bounds) view.fit(bounds);
}

const everything = () => batch.add([...(view?.keys() ?? []), ...rows("incident").map(keyOf), ...rows("unit").map(keyOf)]);

function onChosen() {
  const before = chosen;
  chosen = { slug: selection.slug, unit: selection.unit };
  const slugs = [before.slug, chosen.slug];
  const units = rows("unit").filter((row) => [before.unit, chosen.unit].includes(row.callsign) || slugs.includes(row.incident_slug ?? ""));
  batch.add([...rows("incident").filter((row) => slugs.includes(row.slug)), ...units].map(keyOf));
  followed = "";
  if (isTable) drawTable();
}

/** One frame's work: the marks that were touched, or the table. */
function draw(keys) {
  if (!isOpen()) return;
  missing();
  if (isTable) return drawTable();
  if (!view) return;
  if (!isFitted && board.status === "live") {
    isFitted = true;
    fit();
  }
  keys.forEach((key) => view.draw(key, markOf(key)));
  view.settle();
  follow(keys);
}

function markOf(key) {
  const [kind, id] = key.split(" ");
  const row = board.row(kind, Number(id));
  if (kind === "unit" && row) return unitMark(row, { now: now(), isChosen: row.callsign === selection.unit, isJoined: row.incident_slug !== null && row.incident_slug === selection.slug });
  return kind === "incident" && row ? incidentMark(row, { isChosen: row.slug === selection.slug }) : null;
}

// The ground moves to what somebody chooses, once; news of it later does not pull the map about.
function follow(keys) {
  const wanted = selection.latest === "unit" ? unitKey() : incidentKey();
  if (!wanted || wanted === followed || !keys.includes(wanted)) return;
  followed = wanted;
  view.stopAt(wanted);
  view.show(wanted);
}

const incidentKey = () => selection.row && keyOf(selection.row);
const unitKey = () => {
  const row = rows("unit").find((each) => each.callsign === selection.unit);
  return row && keyOf(row);
};

function missing() {
  const incidents = rows("incident");
  setText(el("map-missing"), missingWords(incidents, rows("unit")));
  el("map-missing").classList.toggle("alarm-text", isAlarmMissing(incidents));
}

function pick(key) {
  const [kind, id] = key.split(" ");
  const row = board.row(kind, Number(id));
  if (!row) return;
  if (kind === "unit") selection.pick(row.callsign);
  else selection.choose(row.slug);
}
