/*
 * The rows a board holds: whole rows by kind and id, the newest version of each.
 */

import { digests } from "./digest.js";

export class Store {
  #rows = new Map();

  /** All rows, or those of one kind. */
  rows(kind) {
    const every = [...this.#rows.values()];
    return kind === undefined ? every : every.filter((row) => row.kind === kind);
  }

  /** One row, or undefined. */
  row(kind, id) {
    return this.#rows.get(`${kind}:${id}`);
  }

  /** Take in a piece of news; answers what really changed: {rows, gone}. */
  learn({ rows = [], gone = [] }) {
    return {
      rows: rows.filter((row) => this.#keep(row)),
      gone: gone.map((left) => this.#drop(left)).filter(Boolean),
    };
  }

  /** Start again from a snapshot; answers what really changed: {rows, gone}. */
  replace(rows) {
    const before = this.#rows;
    this.#rows = new Map(rows.map((row) => [`${row.kind}:${row.id}`, row]));
    return {
      rows: rows.filter((row) => !isSame(before.get(`${row.kind}:${row.id}`), row)),
      gone: [...before].filter(([key]) => !this.#rows.has(key)).map(([, row]) => row),
    };
  }

  digests() {
    return digests(this.#rows.values());
  }

  #keep(row) {
    const key = `${row.kind}:${row.id}`;
    const held = this.#rows.get(key);
    if (held && held.version >= row.version) return false;
    this.#rows.set(key, row);
    return true;
  }

  // A row that moved to another scope is gone from the old one only: the new row stays.
  #drop(left) {
    const key = `${left.kind}:${left.id}`;
    const held = this.#rows.get(key);
    if (!held || held.scope !== left.scope || held.version > left.version) return null;
    this.#rows.delete(key);
    return held;
  }
}

function isSame(held, row) {
  return held !== undefined && held.version === row.version && held.scope === row.scope;
}
