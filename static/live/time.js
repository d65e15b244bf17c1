/*
 * The contact centre's clock in the browser: anchored by the server's beats, never by the
 * browser's own clock, and as fast as the server says it runs.
 */

const REMEMBERED = 10;
const JUMP_MS = 2000;

export class ServerTime {
  #speed = 1;
  #offsets = [];

  /** Learn from a message that the server's clock said this when it was sent. */
  learn(iso, speed = 1) {
    const offset = Date.parse(iso) - performance.now() * speed;
    const best = this.#best();
    if (speed !== this.#speed || Math.abs(offset - best) > JUMP_MS * speed) this.#offsets = [];
    this.#speed = speed;
    this.#offsets = [...this.#offsets, offset].slice(-REMEMBERED);
  }

  /** Whether any message has said what time it is. */
  get isKnown() {
    return this.#offsets.length > 0;
  }

  /** How many seconds of the contact centre pass in one real second. */
  get speed() {
    return this.#speed;
  }

  /** The moment it is, in milliseconds since 1970. */
  ms() {
    return this.isKnown ? this.#best() + performance.now() * this.#speed : Date.now();
  }

  // The message that travelled fastest was the least wrong: it gives the largest offset.
  #best() {
    return Math.max(...this.#offsets);
  }
}
