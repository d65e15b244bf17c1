/* What a browser's store does with news; run by node --test. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { disagreements } from "../../static/live/digest.js";
import { Store } from "../../static/live/store.js";
import { ServerTime } from "../../static/live/time.js";

const row = (id, version, scope = "AS") => ({ kind: "incident", id, version, scope });
const held = (store) => store.rows("incident").map(({ id, version, scope }) => [id, version, scope]);

test("a newer row replaces an older one, and never the other way", () => {
  const store = new Store();
  assert.equal(store.learn({ rows: [row(1, 2)] }).rows.length, 1);
  assert.equal(store.learn({ rows: [row(1, 1)] }).rows.length, 0);
  assert.equal(store.learn({ rows: [row(1, 2)] }).rows.length, 0);
  assert.deepEqual(held(store), [[1, 2, "AS"]]);
});

test("a row that is gone leaves, and says what it was", () => {
  const store = new Store();
  store.learn({ rows: [row(1, 2)] });
  assert.deepEqual(store.learn({ gone: [row(1, 3)] }).gone, [row(1, 2)]);
  assert.deepEqual(held(store), []);
});

test("a row that moved stays where it is, though it is gone from where it was", () => {
  const store = new Store();
  store.learn({ rows: [row(1, 2, "AS")] });
  store.learn({ rows: [row(1, 3, "CE")], gone: [row(1, 3, "AS")] });
  assert.deepEqual(held(store), [[1, 3, "CE"]]);
});

test("old news of a row that left does not remove the row that came back", () => {
  const store = new Store();
  store.learn({ rows: [row(1, 9)] });
  store.learn({ gone: [row(1, 7)] });
  assert.deepEqual(held(store), [[1, 9, "AS"]]);
});

test("a snapshot replaces everything, and only differences are said", () => {
  const store = new Store();
  store.learn({ rows: [row(1, 1), row(2, 1)] });
  const changes = store.replace([row(2, 1), row(3, 1)]);
  assert.deepEqual(changes, { rows: [row(3, 1)], gone: [row(1, 1)] });
});

test("an earlier version in a snapshot is believed: the database was put back", () => {
  const store = new Store();
  store.learn({ rows: [row(1, 9)] });
  store.replace([row(1, 4)]);
  assert.deepEqual(held(store), [[1, 4, "AS"]]);
});

test("digests disagree on what is missing, extra or old, and on nothing else", () => {
  const store = new Store();
  store.learn({ rows: [row(1, 1), row(2, 1, "CE")] });
  const right = store.digests();
  assert.deepEqual(disagreements(right, { ...right, "incident:SE": [0, 0] }), []);
  store.learn({ rows: [row(1, 2)] });
  assert.deepEqual(disagreements(store.digests(), right), ["incident:AS"]);
  assert.deepEqual(disagreements({}, right), ["incident:AS", "incident:CE"]);
});

test("the server's clock counts on at its own speed", async () => {
  const time = new ServerTime();
  time.learn("2018-05-31T22:54:00Z", 60);
  const before = time.ms();
  await new Promise((done) => setTimeout(done, 100));
  const passed = time.ms() - before;
  assert.ok(passed > 5500 && passed < 12000, `${passed}`);
  assert.ok(Math.abs(before - Date.parse("2018-05-31T22:54:00Z")) < 1000);
});

test("a clock that is moved is followed at once, backwards too", () => {
  const time = new ServerTime();
  time.learn("2026-03-14T22:00:00Z");
  time.learn("2018-05-31T22:54:00Z");
  assert.ok(Math.abs(time.ms() - Date.parse("2018-05-31T22:54:00Z")) < 1000);
});

test("a message that was late on the way does not turn the clock back", () => {
  const time = new ServerTime();
  time.learn("2026-03-14T22:00:00.000Z");
  time.learn("2026-03-14T21:59:59.100Z");
  assert.ok(time.ms() >= Date.parse("2026-03-14T22:00:00Z"));
});
