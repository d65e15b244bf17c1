// Times, numbers and words as the floor reads them; run by test_words_of_scripts.py with node.

import assert from "node:assert/strict";
import test from "node:test";

const desks = new URL("../../static/desks/", import.meta.url);
const { clockwise, day, lasting, stamp, time, zone } = await import(new URL("times.js", desks));
const { readable } = await import(new URL("numbers.js", desks));
const { _, n_ } = await import(new URL("words.js", desks));
const { isLower, rank } = await import(new URL("grades.js", desks));

test("times are London's, whatever the browser's own zone", () => {
  assert.equal(time(Date.parse("2018-05-31T22:54:00Z")), "23:54:00");
  assert.equal(time(Date.parse("2026-11-22T14:31:05Z")), "14:31:05");
  assert.equal(time(Date.parse("2026-01-01T00:00:00Z")), "00:00:00");
});

test("both nights on which the clocks change have their label", () => {
  assert.equal(zone(Date.parse("2026-03-29T00:59:59Z")), "GMT");
  assert.equal(zone(Date.parse("2026-03-29T01:00:00Z")), "BST");
  assert.equal(zone(Date.parse("2026-10-25T00:59:59Z")), "BST");
  assert.equal(zone(Date.parse("2026-10-25T01:00:00Z")), "GMT");
});

test("a stamp says the day only when it is another", () => {
  const now = Date.parse("2026-11-22T14:31:05Z");
  assert.equal(stamp("2026-11-22T09:00:00Z", now), "09:00:00 GMT");
  assert.equal(stamp("2026-09-01T09:00:00Z", now), "1 Sep 2026 10:00:00 BST");
  assert.equal(day(now), "22 Nov 2026");
});

test("durations are read at a glance", () => {
  assert.equal(lasting(6.9), "6 s");
  assert.equal(lasting(-3), "0 s");
  assert.equal(lasting(760), "12:40");
  assert.equal(lasting(86_400 * 3), "3 days");
  assert.equal(clockwise(3760), "1:02:40");
  assert.equal(clockwise(190), "03:10");
});

test("numbers are written as people here read them", () => {
  assert.equal(readable("+447700900123"), "07700 900123");
  assert.equal(readable("+442079460111"), "020 7946 0111");
  assert.equal(readable("+441632960001"), "01632 960001");
  assert.equal(readable("+35796000000"), "+35796000000");
  assert.equal(readable(""), "");
});

test("words are filled in once, and never read as anything else", () => {
  assert.equal(_("{name} has it", { name: "{other} <b>" }), "{other} <b> has it");
  assert.equal(_("{nobody}", {}), "{nobody}");
  assert.equal(n_(1, "{n} unit", "{n} units"), "1 unit");
  assert.equal(n_(0, "{n} unit", "{n} units"), "0 units");
});

test("an ungraded incident stands right after the immediate ones", () => {
  assert.ok(rank("I") < rank(null) && rank(null) < rank("S"));
  assert.ok(isLower("S", "I") && !isLower("I", "S") && !isLower("S", null));
});
