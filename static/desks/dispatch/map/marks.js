// What a row of the board is on the map: shape, words and whether it alarms. Pure.

import { WORDS } from "../../grades.js";
import { since } from "../../times.js";
import { _, n_ } from "../../words.js";
import { isPlaced } from "../../map/ground.js";

/** From this age on nobody may rely on a position; the recommendation leaves it out, too. */
export const STALE = 600;
const FRESH = 60;
const LAYERS = { unit: 0, incident: 1, chosen: 2, alarm: 3, left: 4 };

const URGENCY = { I: 0.3, S: 0.2, E: 0.1 };

/** How a unit is drawn: every state has its own shape, not only its own colour. */
const SHAPES = [
  ["emergency", (row) => row.state === "EMERGENCY"],
  ["scene", (row) => row.incident && row.assignment_state === "AT_SCENE"],
  ["going", (row) => row.incident],
  ["free", (row) => row.state === "AVAILABLE"],
];

/** The name of a row's mark: kind and id. */
export const keyOf = ({ kind, id }) => `${kind} ${id}`;

/** Seconds since the unit said where it is, or null when it never did. */
export const positionAge = (row, now) => (row.position_at ? Math.max(0, since(row.position_at, now)) : null);

/** Test whether a position is too old, or of unknown age. */
export const isStale = (age) => age === null || age >= STALE;

/** <1 min · 12 min · 3 h · 4 days: coarse, so that a mark changes rarely */
export function ageWords(age) {
  if (age === null) return _("age not known");
  if (age < FRESH) return _("<1 min");
  if (age < 7200) return _("{n} min", { n: Math.floor(age / 60) });
  if (age < 172_800) return _("{n} h", { n: Math.floor(age / 3600) });
  return _("{n} days", { n: Math.floor(age / 86_400) });
}

/** What a unit is doing, in the words of the board. */
export const doing = (row) => (row.incident ? row.assignment_label || row.assignment_state : row.state_label);

/** The mark of a unit: {key, kind, lat, lon, shape, text, note, ...}, or null when it has none. */
export function unitMark(row, { now, isChosen = false, isJoined = false }) {
  if (!isPlaced(row) || row.state === "OFF_DUTY") return null;
  const age = positionAge(row, now);
  const old = age === null ? ageWords(age) : _("{age} old", { age: ageWords(age) });
  const note = isStale(age) ? old : "";
  const isAlarm = row.state === "EMERGENCY";
  return {
    key: keyOf(row), kind: "unit", lat: row.lat, lon: row.lon,
    shape: SHAPES.find(([, fits]) => fits(row))?.[0] ?? "away",
    text: row.callsign,
    note,
    isStale: isStale(age), isAlarm, isFlashing: false, isChosen, isJoined,
    name: named([row.callsign, note], [doing(row), row.incident && `CAD ${row.incident}`, note ? _("STALE position") : _("position {old}", { old })]),
    layer: layer("unit", isAlarm, isChosen),
  };
}

// A name begins with what is seen, so that who speaks to the machine can say what they see.
const named = (seen, told) => [seen.filter(Boolean).join(" "), ...told].filter(Boolean).join(", ");

/** What an incident alarms for: it was left, or it waits and nobody has taken that on. */
function alarmOf(row) {
  if (row.left_at) return _("LEFT");
  if (row.figures.includes("waiting")) return _("WAITS");
  return "";
}

/** The mark of an incident, or null when its place is not known or not shown. */
export function incidentMark(row, { isChosen = false } = {}) {
  if (!isPlaced(row)) return null;
  const alarm = alarmOf(row);
  const isRestricted = row.tags.includes("RESTRICTED");
  const note = alarm || (row.status === "AWAITING_UNIT" ? _("NO UNIT") : "");
  const text = WORDS[row.grade] ? row.grade : "–";
  const told = isRestricted ? [_("restricted")] : [row.opening_code, row.place];
  return {
    key: keyOf(row), kind: "incident", lat: row.lat, lon: row.lon,
    grade: WORDS[row.grade] ? row.grade : "none",
    text, note,
    isStale: false, isAlarm: Boolean(alarm), isFlashing: row.figures.includes("waiting"), isChosen,
    name: named([text, note], [`CAD ${row.reference}`, WORDS[row.grade] ?? _("No grade"), ...told]),
    layer: (row.left_at ? LAYERS.left : layer("incident", Boolean(alarm), isChosen)) + (URGENCY[row.grade] ?? 0),
  };
}

const layer = (kind, isAlarm, isChosen) => LAYERS[isAlarm ? "alarm" : isChosen ? "chosen" : kind];

/** Test whether a mark must be drawn again, beyond being moved. */
export const isAlike = (one, other) => signature(one) === signature(other);

const signature = ({ lat, lon, ...rest }) => JSON.stringify(rest);

/** Test whether a mark has to move. */
export const isThere = (one, other) => one.lat === other.lat && one.lon === other.lon;

/** Who has no mark, in a sentence; nothing when everybody has one. */
export function missingWords(incidents, units) {
  const lacking = incidents.filter((row) => !isPlaced(row));
  const restricted = lacking.filter((row) => row.tags.includes("RESTRICTED")).length;
  const crews = units.filter((row) => row.state !== "OFF_DUTY" && !isPlaced(row)).length;
  const parts = [
    restricted && n_(restricted, "{n} restricted incident", "{n} restricted incidents"),
    lacking.length - restricted && n_(lacking.length - restricted, "{n} incident without a place", "{n} incidents without a place"),
    crews && n_(crews, "{n} unit without a position", "{n} units without a position"),
  ].filter(Boolean);
  return parts.length ? _("Not on the map: {who}.", { who: parts.join(", ") }) : "";
}

/** Test whether somebody who has no mark alarms, which the map must not hide. */
export const isAlarmMissing = (incidents) => incidents.some((row) => !isPlaced(row) && alarmOf(row));

const [SHAPE, LETTER, GAP] = [26, 8, 3];
const bySayso = (one, other) => other.layer - one.layer || (one.key < other.key ? -1 : 1);

/** Which of several marks at one place each is, the most important first: {key: 0, 1, 2 …}. */
export function stacked(marks) {
  const [places, rows] = [new Map(), new Map()];
  for (const mark of [...marks].sort(bySayso)) {
    const place = `${mark.lat.toFixed(4)} ${mark.lon.toFixed(4)}`;
    rows.set(mark.key, places.get(place) ?? 0);
    places.set(place, rows.get(mark.key) + 1);
  }
  return rows;
}

/** The space a mark's shape and its words take, in pixels, when it is drawn at x, y. */
const shapeBox = ({ x, y }) => [x - SHAPE / 2, y - SHAPE / 2, x + SHAPE / 2, y + SHAPE / 2];
function wordsBox({ x, y, mark }) {
  const letters = (mark.kind === "unit" ? mark.text.length : 0) + mark.note.length;
  return letters ? [x + SHAPE / 2, y - SHAPE / 4, x + SHAPE / 2 + GAP + letters * LETTER, y + SHAPE / 4] : null;
}
const overlap = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

/** The keys of marks whose words would lie on another's: shape and ring stay, the more important speaks. */
export function speechless(points) {
  const [taken, silent] = [[], new Set()];
  for (const point of [...points].sort((one, other) => bySayso(one.mark, other.mark))) {
    const words = wordsBox(point);
    const isSilent = words && !point.mark.isChosen && taken.some((box) => overlap(box, words));
    if (isSilent) silent.add(point.mark.key);
    taken.push(shapeBox(point), ...(words && !isSilent ? [words] : []));
  }
  return silent;
}

/** The mark that lies in the direction of an arrow key, nearest first; null when none does. */
export function towards(points, from, [right, down]) {
  const ahead = points.map(({ mark, x, y }) => {
    const [along, aside] = [(x - from.x) * right + (y - from.y) * down, Math.abs((x - from.x) * down - (y - from.y) * right)];
    return { mark, along, cost: along + 2 * aside };
  }).filter(({ mark, along, cost }) => mark.key !== from.mark.key && along > 0 && cost <= along * 3);
  return ahead.sort((one, other) => one.cost - other.cost)[0]?.mark ?? null;
}
