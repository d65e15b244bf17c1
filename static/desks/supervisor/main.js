// The supervisor's desk: tiles in three bands, each opening its list beside it.

import { board, now, onRows } from "../board.js";
import { tick } from "../countdown.js";
import { el, h, keep, say, setText } from "../dom.js";
import { startFrame } from "../frame.js";
import { bind } from "../shortcuts.js";
import { lasting, since } from "../times.js";
import { _ } from "../words.js";
import { LISTS, nothing } from "./lists.js";
import { listed, tileOf, TILES } from "./tiles.js";

// Where something is looked for that no tile lists any more.
const ELSE = { contact: "calls-undisposed", unit: "units-away" };
let open = tileOf(location.hash.slice(1));
const area = () => el("list-area").value;

function start() {
  startFrame();
  onRows(draw);
  el("list-area").addEventListener("change", draw);
  window.addEventListener("hashchange", () => choose(tileOf(location.hash.slice(1))));
  bind({ "tile-next": () => step(1), "tile-last": () => step(-1), approvals: () => choose(tileOf("to_approve")) });
  setInterval(ages, 1000);
  document.addEventListener("open-subject", (event) => {
    const { subject: kind, subject_id: id } = event.detail;
    if (!(kind in ELSE)) return;
    event.preventDefault();
    const row = board.row(kind, id);
    if (row && area() && row.scope !== area()) el("list-area").value = "";
    choose(TILES.find((tile) => tile.kind === kind && row && tile.fits(row)) ?? tileOf(ELSE[kind]));
  });
}

function draw() {
  areas();
  ["calls", "incidents", "people"].forEach(band);
  list();
  ages();
}

function areas() {
  const select = el("list-area");
  board.scopes.filter((code) => code !== "ALL" && ![...select.options].some((each) => each.value === code))
    .forEach((code) => select.append(h("option", { value: code }, code)));
}

function band(name) {
  const tiles = TILES.filter((tile) => tile.band === name).map((tile) => ({ ...tile, rows: listed(tile, area()) }));
  keep(el(`tiles-${name}`), tiles, {
    key: (tile) => tile.name,
    signature: (tile) => `${tile.rows.length} ${tile.name === open.name} ${oldest(tile)}`,
    make: tileButton,
  });
}

const oldest = (tile) => (tile.kind === "contact" && tile.rows.length ? tile.rows.map((row) => row.received_at).sort()[0] : "");

function tileButton(tile) {
  const number = tile.rows.length;
  const isOpen = tile.name === open.name;
  return h(
    "button", {
      type: "button", class: `tile${number ? "" : " nil"}${tile.isWrong && number ? " wrong" : ""}`, "aria-pressed": String(isOpen),
      dataset: { control: "tile", figure: tile.name }, onclick: () => choose(tile),
    },
    h("span", { class: "number" }, String(number)), h("span", {}, tile.label),
    oldest(tile) ? h("span", { class: "more" }, _("longest "), h("span", { dataset: { since: oldest(tile) } })) : null,
  );
}

function list() {
  const rows = listed(open, area());
  const how = LISTS[open.kind];
  rows.sort((one, other) => (how.order(one) < how.order(other) ? -1 : 1));
  setText(el("list-title"), open.label);
  setText(el("list-count"), String(rows.length));
  keep(el("list-head"), [open], { key: () => open.kind, signature: () => open.kind, make: () => h("tr", {}, how.columns.map((name) => h("th", { scope: "col" }, name))) });
  keep(el("list"), rows, {
    key: (row) => `${row.kind} ${row.id}`,
    signature: (row) => `${row.version} ${open.name}`,
    make: (row) => h("tr", {}, how.cells(row).map((cell) => h("td", {}, cell))),
  });
  say(el("list-none"), rows.length || board.status === "connecting" ? "" : nothing(open));
  el("list-head").parentElement.hidden = !rows.length;
  tick(now());
}

function choose(tile) {
  open = tileOf(tile.name);
  history.replaceState(null, "", `#${open.name}`);
  draw();
  return true;
}

function step(by) {
  const at = TILES.findIndex((tile) => tile.name === open.name);
  return choose(TILES[(at + by + TILES.length) % TILES.length]);
}

function ages() {
  const moment = now();
  document.querySelectorAll(".desk [data-since]").forEach((each) => each.dataset.since && setText(each, lasting(since(each.dataset.since, moment))));
}

start();
