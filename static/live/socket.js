/*
 * One live socket that comes back by itself: after a jittered wait of 0.2 to 5 seconds.
 *
 * Events: "open"; "message" (event.detail: the parsed message); "closed" (event.detail: the code).
 */

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

/** The server has more to say than this connection carries: give it some seconds. */
const TOO_SLOW = 1013;
const WAITS_AFTER_TOO_SLOW = 4;

/** The connection failed, and no code says why. */
const ABNORMAL = 1006;

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
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#say("message", JSON.parse(event.data));
    socket.onclose = (event) => this.#lost(event.code);
    socket.onerror = () => this.#lost(ABNORMAL);
  }

  /** Disconnect and stay so. */
  stop() {
    clearTimeout(this.#timer);
    this.#forget()?.close();
  }

  // A door that opens is no reason to wait before knocking again.
  #opened() {
    this.#failures = 0;
    this.#say("open");
  }

  #lost(code) {
    this.#forget();
    if (code === TOO_SLOW) this.#failures = WAITS_AFTER_TOO_SLOW;
    if (code !== SIGNED_OUT) this.#connectLater();
    this.#say("closed", code);
  }

  #forget() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    return socket;
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
