/*
 * Many browsers in one Node process, each with our own board.js, for tests.
 *
 * Arguments: the site's address, the session's key, the board, how many. Orders come as lines on
 * stdin, each answered by one line of JSON: "report", "cut N", "wait N" (milliseconds).
 */

import { createInterface } from "node:readline";

const [site, key, name, count] = process.argv.slice(2);
const headers = { Cookie: `sessionid=${key}`, Origin: site };
const RealWebSocket = globalThis.WebSocket;
const realFetch = globalThis.fetch;
const sockets = [];

globalThis.location = new URL(site);
globalThis.fetch = (url, options) =>
  realFetch(url, { ...options, headers: { ...options.headers, ...headers } });
globalThis.WebSocket = class extends RealWebSocket {
  constructor(url) {
    super(url, { headers });
    sockets.push(this);
  }
};

const { openBoard } = await import("../../static/live/board.js");
const boards = Array.from({ length: Number(count) }, () => openBoard(name));
const statuses = boards.map((board) => {
  const seen = [];
  board.addEventListener("status", (event) => seen.push(event.detail.status));
  return seen;
});
let alarms = 0;
let starts = 0;
boards.forEach((board) =>
  board.addEventListener("rows", (event) => {
    if (event.detail.alarm) alarms += 1;
    if (event.detail.whole) starts += 1;
  }),
);

const orders = {
  report: () => ({
    boards: boards.map((board) => ({
      status: board.status,
      reason: board.reason,
      rows: Object.fromEntries(board.rows().map((row) => [row.id, row.version])),
      figures: board.figures("ZA"),
      lit: board.rowsIn("lit", "lamp").length,
      now: board.now().getTime(),
      clocksAge: board.clocksAge,
    })),
    statuses,
    alarms,
    starts,
  }),
  cut: (some) => {
    const open = sockets.filter((socket) => socket.readyState === RealWebSocket.OPEN);
    const chosen = open.sort(() => Math.random() - 0.5).slice(0, some);
    chosen.forEach((socket) => socket.close());
    return chosen.length;
  },
  wait: (ms) => new Promise((done) => setTimeout(() => done(ms), ms)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [order, number] = line.split(" ");
  console.log(JSON.stringify(await orders[order](Number(number))));
}
process.exit(0);
