// A list is read to its end: the nearest free unit may stand on its last page.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { cookie: "", querySelector: () => null };
const { readAll } = await import("../../static/desks/api.js");

const PAGES = {
  "/api/v1/units/?page_size=2": { results: [1, 2], next: "https://desk.example/api/v1/units/?cursor=b&page_size=2" },
  "/api/v1/units/?cursor=b&page_size=2": { results: [3, 4], next: "https://desk.example/api/v1/units/?cursor=c&page_size=2" },
  "/api/v1/units/?cursor=c&page_size=2": { results: [5], next: null },
};

test("a list of several pages is read whole, in order, from our own address", async () => {
  globalThis.fetch = async (path) => Response.json(PAGES[path]);

  assert.deepEqual(await readAll("/api/v1/units/?page_size=2"), [1, 2, 3, 4, 5]);
});

test("a page that is not answered is said, and no half of a list is taken for the whole", async () => {
  globalThis.fetch = async (path) => (path.includes("cursor=b") ? Promise.reject(new TypeError("no network")) : Response.json(PAGES[path]));

  await assert.rejects(readAll("/api/v1/units/?page_size=2"), /did not answer/);
});
