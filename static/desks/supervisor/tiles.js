// The tiles: each is a test of rows, and its number is the length of the list it opens.

import { rows } from "../board.js";
import { config } from "../config.js";
import { _ } from "../words.js";

const CALLS = ["999", "101"];
const isWaiting = (row) => ["QUEUED", "OFFERED"].includes(row.state);
const isOneOf = (...states) => (row) => states.includes(row.state);

const contact = (name, label, fits) => ({ band: "calls", name, label, kind: "contact", fits });
const handler = (name, label, fits) => ({ band: "people", name, label, kind: "handler", fits });
const unit = (name, label, fits) => ({ band: "people", name, label, kind: "unit", fits });

const FIGURES = config.figures.map(({ name, label }) => ({
  band: "incidents", name, label, kind: "incident", fits: (row) => row.figures.includes(name), isWrong: name === "lost",
}));

export const TILES = [
  contact("calls-999", _("999 waiting"), (row) => row.channel === "999" && isWaiting(row)),
  contact("calls-101", _("101 waiting"), (row) => row.channel === "101" && isWaiting(row)),
  contact("calls-digital", _("Digital waiting"), (row) => !CALLS.includes(row.channel) && isWaiting(row)),
  contact("calls-live", _("On the line"), isOneOf("LIVE")),
  contact("calls-undisposed", _("Ended, no outcome"), isOneOf("ENDED", "ABANDONED")),
  { band: "incidents", name: "alerts", label: _("Alerts not taken"), kind: "alert", fits: (row) => !row.acknowledged_at },
  { band: "incidents", name: "alerts-held", label: _("Alerts taken on"), kind: "alert", fits: (row) => Boolean(row.acknowledged_at) },
  ...FIGURES,
  handler("handlers-free", _("Handlers free"), isOneOf("AVAILABLE")),
  handler("handlers-busy", _("On a call, wrapping up"), isOneOf("RINGING", "ON_CALL", "WRAP_UP")),
  handler("handlers-away", _("Not ready, break, training"), isOneOf("NOT_READY", "BREAK", "TRAINING")),
  unit("units-free", _("Units free"), (row) => row.state === "AVAILABLE" && !row.incident),
  unit("units-busy", _("Units committed"), (row) => Boolean(row.incident)),
  unit("units-away", _("Units not available"), (row) => ["UNAVAILABLE", "EMERGENCY"].includes(row.state) && !row.incident),
];

/** The tile of a name, or the first. */
export const tileOf = (name) => TILES.find((tile) => tile.name === name) ?? TILES.find((tile) => tile.name === "waiting") ?? TILES[0];

/** The rows a tile counts, in an area or in all. The number on the tile is the length of this. */
export const listed = (tile, area = "") => rows(tile.kind).filter((row) => tile.fits(row) && (!area || row.scope === area || row.scope === "ALL"));
