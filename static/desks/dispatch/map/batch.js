// Gathers what changed, and does the work once for each picture the screen draws.

/** Keys wait here until the next frame; however often one changes, it is drawn once. */
export class Batch {
  #keys = new Set();
  #asked = false;
  #deed;
  #frame;

  constructor(deed, frame = (run) => requestAnimationFrame(run)) {
    this.#deed = deed;
    this.#frame = frame;
  }

  /** Take keys in; the deed is given all of them in the next frame. */
  add(keys) {
    for (const key of keys) this.#keys.add(key);
    if (this.#asked || !this.#keys.size) return;
    this.#asked = true;
    this.#frame(() => this.#run());
  }

  #run() {
    const keys = [...this.#keys];
    this.#keys.clear();
    this.#asked = false;
    this.#deed(keys);
  }
}
