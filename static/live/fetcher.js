/*
 * Fetches a board's snapshot: one request at a time, tried again until it arrives.
 */

const GIVE_UP_MS = 8000;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5000;
const REFUSED = new Set([401, 403]);

export class SignedOut extends Error {}

export class Fetcher {
  #url;
  #running = null;
  #stopped = false;

  constructor(url) {
    this.#url = url;
  }

  get isRunning() {
    return this.#running !== null;
  }

  /** The snapshot, however long it takes; null if stopped meanwhile. @throws SignedOut */
  fetch() {
    this.#running ??= this.#untilItArrives().finally(() => (this.#running = null));
    return this.#running;
  }

  stop() {
    this.#stopped = true;
  }

  async #untilItArrives() {
    for (let tries = 0; !this.#stopped; tries += 1) {
      const snapshot = await this.#once();
      if (snapshot) return this.#stopped ? null : snapshot;
      const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      await new Promise((done) => setTimeout(done, ceiling * (0.5 + Math.random() / 2)));
    }
    return null;
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
