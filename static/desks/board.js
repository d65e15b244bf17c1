// The live board of this desk. Everything here reads rows from it; nothing else opens a socket.

import { openBoard } from "/static/live/board.js";
import { config } from "./config.js";
import { whenStill } from "./still.js";

export const board = openBoard(config.board);

/** The contact centre's time, in milliseconds. */
export const now = () => board.now().getTime();

/** The rows of a kind, ordered by a list of measures (each smaller first). */
export function rows(kind, ...measures) {
  const found = board.rows(kind);
  return measures.length ? found.sort((one, other) => compare(one, other, measures)) : found;
}

/** Do something whenever rows change; while something is pressed, a moment later. */
export const onRows = (deed) => board.addEventListener("rows", (event) => whenStill(() => deed(event.detail)));

function compare(one, other, measures) {
  for (const measure of measures) {
    const [a, b] = [measure(one), measure(other)];
    if (a < b) return -1;
    if (a > b) return 1;
  }
  return 0;
}
