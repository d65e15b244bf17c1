/*
 * Fetches a board's snapshot over HTTP, one request at a time: for when the socket is silent.
 */

const GIVE_UP_MS = 8000;
const REFUSED = new Set([401, 403]);

export class SignedOut extends Error {}

export class Fetcher {
  #url;

  isRunning = false;

  constructor(url) {
    this.#url = url;
  }

  /** The snapshot, or null if there was none to be had this time. @throws SignedOut */
  async fetch() {
    this.isRunning = true;
    try {
      return await this.#once();
    } finally {
      this.isRunning = false;
    }
  }

  async #once() {
    let answer;
    try {
      answer = await fetch(this.#url, {
        credentials: "same-origin",
        cache: "no-store",
        redirect: "manual",
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      if (answer.ok) return await answer.json();
    } catch {
      return null; // The server cannot be reached: the board says STALE meanwhile.
    }
    if (REFUSED.has(answer.status) || answer.type === "opaqueredirect") throw new SignedOut();
    return null;
  }
}
