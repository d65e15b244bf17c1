// What the map says and does of rows, before anything is drawn; run by test_words_of_scripts.py.

import assert from "node:assert/strict";
import test from "node:test";

const map = new URL("../../static/desks/dispatch/map/", import.meta.url);
const { Batch } = await import(new URL("batch.js", map));
const { around, boroughAt, degrees, distanceWords, metres } = await import(new URL("../../map/ground.js", map));
const marks = await import(new URL("marks.js", map));

const NOW = Date.parse("2026-11-22T14:31:00Z");
const ago = (seconds) => new Date(NOW - seconds * 1000).toISOString();
const unit = (more = {}) => ({
  kind: "unit", id: 7, version: 1, callsign: "AS11", state: "AVAILABLE", state_label: "Available",
  incident: null, lat: 51.46, lon: -0.12, position_at: ago(5), ...more,
});
const incident = (more = {}) => ({
  kind: "incident", id: 3, version: 1, reference: "12/22NOV26", status: "ASSIGNED", grade: "I", tags: [], figures: [],
  opening_code: "Domestic", place: "12 Acre Lane", left_at: null, lat: 51.461, lon: -0.122, ...more,
});
const busy = { incident: "12/22NOV26", assignment_state: "EN_ROUTE", assignment_label: "En route" };
const unitMark = (more) => marks.unitMark(unit(more), { now: NOW });

test("every state of a unit has a shape of its own", () => {
  const shapes = [{}, busy, { ...busy, assignment_state: "AT_SCENE" }, { state: "UNAVAILABLE" }, { state: "EMERGENCY" }].map((more) => unitMark(more).shape);
  assert.deepEqual(shapes, ["free", "going", "scene", "away", "emergency"]);
  assert.equal(new Set(shapes).size, shapes.length);
});

test("a unit without a position, or off duty, has no mark", () => {
  assert.equal(unitMark({ lat: null, lon: null }), null);
  assert.equal(unitMark({ state: "OFF_DUTY" }), null);
});

test("a fresh position is only told, a stale one is marked", () => {
  assert.equal(unitMark({}).note, "");
  assert.match(unitMark({}).name, /^AS11, Available, position <1 min old$/);
  const old = unitMark({ position_at: ago(760) });
  assert.equal(old.isStale, true);
  assert.equal(old.note, "12 min old");
  assert.equal(old.name, "AS11 12 min old, Available, STALE position");
  assert.equal(unitMark({ position_at: null }).note, "age not known");
});

test("the age of a position is coarse, so that a mark changes once a minute at most", () => {
  assert.equal(marks.ageWords(0), "<1 min");
  assert.equal(marks.ageWords(119), "1 min");
  assert.equal(marks.ageWords(7200), "2 h");
  assert.equal(marks.ageWords(86_400 * 3), "3 days");
  const [one, other] = [unitMark({ position_at: ago(61) }), unitMark({ position_at: ago(70) })];
  assert.ok(marks.isAlike(one, other));
});

test("an incident that was left or waits alarms; one that is taken on only lacks a unit", () => {
  const said = (more) => (({ note, isAlarm, isFlashing }) => [note, isAlarm, isFlashing])(marks.incidentMark(incident(more)));
  assert.deepEqual(said({}), ["", false, false]);
  assert.deepEqual(said({ status: "AWAITING_UNIT" }), ["NO UNIT", false, false]);
  assert.deepEqual(said({ status: "AWAITING_UNIT", figures: ["waiting"] }), ["WAITS", true, true]);
  assert.deepEqual(said({ status: "AWAITING_UNIT", left_at: ago(9), figures: ["waiting"] }), ["LEFT", true, true]);
  assert.deepEqual(said({ status: "AWAITING_UNIT", left_at: ago(9) }), ["LEFT", true, false]);
});

test("a mark's name says what its shape and colour say", () => {
  assert.equal(marks.incidentMark(incident({ left_at: ago(9) })).name, "I LEFT, CAD 12/22NOV26, Immediate, Domestic, 12 Acre Lane");
  assert.equal(marks.incidentMark(incident({ grade: null })).text, "–");
});

test("a restricted incident says only that, wherever it is", () => {
  const name = marks.incidentMark(incident({ tags: ["RESTRICTED"] })).name;
  assert.equal(name, "I, CAD 12/22NOV26, Immediate, restricted");
  assert.equal(marks.incidentMark(incident({ tags: ["RESTRICTED"], lat: null, lon: null })), null);
});

test("who is not on the map is counted in words, and an alarm among them is known", () => {
  const nowhere = { lat: null, lon: null };
  const lacking = [incident(nowhere), incident({ ...nowhere, tags: ["RESTRICTED"] }), incident()];
  assert.equal(marks.missingWords(lacking, [unit(nowhere), unit(nowhere), unit({ ...nowhere, state: "OFF_DUTY" })]),
    "Not on the map: 1 restricted incident, 1 incident without a place, 2 units without a position.");
  assert.equal(marks.missingWords([incident()], [unit()]), "");
  assert.equal(marks.isAlarmMissing(lacking), false);
  assert.equal(marks.isAlarmMissing([incident({ ...nowhere, figures: ["waiting"] })]), true);
});

test("a move alone does not draw a mark again", () => {
  const [here, there] = [unitMark({}), unitMark({ lat: 51.47 })];
  assert.ok(marks.isAlike(here, there) && !marks.isThere(here, there));
  assert.ok(!marks.isAlike(here, unitMark({ state: "UNAVAILABLE" })));
});

test("alarms lie above what is chosen, and that above incidents and units", () => {
  const layers = [unitMark({}), marks.incidentMark(incident()), marks.incidentMark(incident(), { isChosen: true }), marks.incidentMark(incident({ left_at: ago(1) }))];
  assert.deepEqual(layers.map((mark) => Math.floor(mark.layer)), [0, 1, 2, 4]);
  const [immediate, extended] = ["I", "E"].map((grade) => marks.incidentMark(incident({ grade, figures: ["waiting"] })).layer);
  assert.ok(3 < extended && extended < immediate && immediate < 4);
});

test("an arrow key goes to the nearest mark on its side", () => {
  const at = (key, x, y) => ({ mark: { key }, x, y });
  const [home, near, far, above] = [at("home", 100, 100), at("near", 130, 105), at("far", 200, 100), at("above", 100, 40)];
  const every = [home, far, above, near];
  assert.equal(marks.towards(every, home, [1, 0]).key, "near");
  assert.equal(marks.towards(every, home, [0, -1]).key, "above");
  assert.equal(marks.towards(every, home, [-1, 0]), null);
});

test("words never lie on words: the more important mark speaks, what is chosen always", () => {
  const point = (mark, x, y) => ({ mark, x, y });
  const [free, other] = [unitMark({}), unitMark({ id: 8 })];
  const left = marks.incidentMark(incident({ left_at: ago(1) }));
  assert.deepEqual([...marks.speechless([point(free, 0, 0), point(other, 12, 4)])], ["unit 8"]);
  assert.deepEqual([...marks.speechless([point(free, 0, 0), point(other, 12, 60)])], []);
  assert.deepEqual([...marks.speechless([point(free, 0, 0), point(left, 12, 4)])], ["unit 7"]);
  const waits = marks.incidentMark(incident({ id: 4, figures: ["waiting"] }));
  assert.deepEqual([...marks.speechless([point(waits, 0, 0), point(left, 12, 4)])], ["incident 4"]);
  const chosen = marks.unitMark(unit(), { now: NOW, isChosen: true });
  assert.deepEqual([...marks.speechless([point(chosen, 0, 0), point(left, 12, 4)])], []);
});

test("several at one place stand in a column, the alarm on top", () => {
  const here = [incident({ id: 1 }), incident({ id: 2, left_at: ago(1) }), incident({ id: 3, lat: 51.5 })].map((row) => marks.incidentMark(row));
  assert.deepEqual(Object.fromEntries(marks.stacked(here)), { "incident 2": 0, "incident 1": 1, "incident 3": 0 });
});

test("distances are as the crow flies, and nothing when a place is not known", () => {
  const far = metres({ lat: 51.5007, lon: -0.1246 }, { lat: 51.5055, lon: -0.0754 });
  assert.ok(Math.abs(far - 3450) < 50, String(far));
  assert.equal(metres({ lat: 51.5, lon: null }, { lat: 51.5, lon: 0 }), null);
  assert.equal(metres({ lat: 51.5, lon: 0 }, undefined), null);
  assert.deepEqual([344, 2440, 12_300, null].map(distanceWords), ["340 m", "2.4 km", "12 km", ""]);
  assert.equal(degrees({ lat: 51.46071, lon: -0.1163 }), "51.4607, −0.1163");
});

test("a point is in the borough whose outline is around it, holes left out", () => {
  const square = (low, high) => [[low, low], [high, low], [high, high], [low, high], [low, low]];
  const outlines = [
    { id: "Ring", geometry: { type: "Polygon", coordinates: [square(0, 4), square(1, 2)] } },
    { id: "Two parts", geometry: { type: "MultiPolygon", coordinates: [[square(1, 2)], [square(6, 7)]] } },
  ];
  assert.equal(boroughAt(outlines, { lat: 3, lon: 3 }), "Ring");
  assert.equal(boroughAt(outlines, { lat: 1.5, lon: 1.5 }), "Two parts");
  assert.equal(boroughAt(outlines, { lat: 6.5, lon: 6.5 }), "Two parts");
  assert.equal(boroughAt(outlines, { lat: 9, lon: 9 }), "");
  assert.equal(boroughAt(outlines, { lat: null, lon: null }), "");
  assert.deepEqual(around([{ lat: 1, lon: 5 }, { lat: 3, lon: 2 }]), [[1, 2], [3, 5]]);
  assert.equal(around([]), null);
});

test("however often rows change between two frames, each is drawn once", () => {
  const [frames, drawn] = [[], []];
  const batch = new Batch((keys) => drawn.push(keys), (run) => frames.push(run));
  batch.add([]);
  assert.equal(frames.length, 0);
  for (let news = 0; news < 500; news += 1) batch.add([`unit ${news % 120}`]);
  assert.equal(frames.length, 1);
  frames.pop()();
  assert.equal(drawn[0].length, 120);
  batch.add(["unit 5"]);
  frames.pop()();
  assert.deepEqual(drawn[1], ["unit 5"]);
});
