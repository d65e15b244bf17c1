// Three sounds and no more: a call rings, an alarm, a notice. A browser plays none before a gesture.

import { el, setText } from "./dom.js";
import { _ } from "./words.js";

const SOUNDS = {
  ring: { notes: [[400, 0], [450, 0], [400, 0.6], [450, 0.6]], length: 0.4, level: 0.05 },
  alarm: { notes: [[880, 0], [660, 0.22], [880, 0.44]], length: 0.2, level: 0.12 },
  notice: { notes: [[520, 0]], length: 0.15, level: 0.05 },
};
let context = null;
let wanted = true;

/** Wait for the first gesture; the button says whether there is sound, and switches it. */
export function startSound() {
  const button = el("sound");
  const wake = () => begin(button);
  document.addEventListener("pointerdown", wake, { once: true });
  document.addEventListener("keydown", wake, { once: true });
  button.addEventListener("click", () => {
    wanted = context ? !wanted : true;
    begin(button);
  });
}

function begin(button) {
  context ??= new AudioContext();
  context.resume().then(() => show(button));
}

/** Test whether an alarm can be heard here now. */
export const isHeard = () => wanted && context?.state === "running";

/** Let there be sound, on a gesture. */
export function soundOn() {
  wanted = true;
  begin(el("sound"));
}

function show(button) {
  const on = isHeard();
  setText(button, on ? _("Sound on") : _("Sound off"));
  button.setAttribute("aria-pressed", String(on));
  document.dispatchEvent(new Event("sound"));
}

/** Play one of the three sounds, when there is sound. */
export function play(name) {
  if (!isHeard()) return;
  const { notes, length, level } = SOUNDS[name];
  notes.forEach(([pitch, at]) => note(pitch, context.currentTime + at, length, level));
}

function note(pitch, at, length, level) {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(level, at + 0.02);
  gain.gain.setValueAtTime(level, at + length - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + length);
}
