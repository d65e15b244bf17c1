// A desk stands still under a finger that is down: whoever presses a button gets what they saw.
// A line that is made anew between press and release would lose the press, and nobody would know.

/** A press takes a tenth of a second; whoever holds on longer holds up no alarm. */
const LONGEST = 400;
/** What a finger touched is clicked a moment after it is lifted. */
const AFTER = 50;
let held = null;
let limit = 0;

addEventListener("pointerdown", hold, { capture: true, passive: true });
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo, { capture: true, passive: true });

/** Do it now, or as soon as nothing is pressed any more; in the order they came. */
export function whenStill(deed) {
  if (held) held.push(deed);
  else deed();
}

function hold() {
  // Who presses again and again adds nothing to the longest wait.
  if (held) return;
  held = [];
  limit = setTimeout(catchUp, LONGEST);
}

function letGo() {
  if (!held) return;
  clearTimeout(limit);
  limit = setTimeout(catchUp, AFTER);
}

function catchUp() {
  clearTimeout(limit);
  const deeds = held;
  held = null;
  // Each by itself: one that fails keeps no other, least of all an alarm, from being shown.
  deeds.forEach((deed) => queueMicrotask(deed));
}
