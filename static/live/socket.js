/*
 * One live socket that comes back by itself: after a jittered wait of 0.2 to 5 seconds.
 *
 * Events: "open"; "message" (event.detail: the parsed message); "closed" (event.detail: the code).
 */

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

/** The server says that this person is signed out, or may no longer see this board. */
export const SIGNED_OUT = 4401;

export class LiveSocket extends EventTarget {
  #url;
  #socket = null;
  #timer = null;
  #failures = 0;

  constructor(url) {
    super();
    this.#url = url;
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Connect now, dropping the present connection if there is one. */
  connect() {
    this.stop();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => this.#say("open");
    socket.onmessage = (event) => this.#say("message", JSON.parse(event.data));
    socket.onclose = (event) => this.#lost(event.code);
  }

  /** Disconnect and stay so. */
  stop() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** The connection has shown that it works: the next failure is a first one again. */
  works() {
    this.#failures = 0;
  }

  #lost(code) {
    this.#socket = null;
    if (code !== SIGNED_OUT) this.#connectLater();
    this.#say("closed", code);
  }

  #connectLater() {
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures + 1));
    this.#failures += 1;
    const wait = FIRST_WAIT_MS + Math.random() * (ceiling - FIRST_WAIT_MS);
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
