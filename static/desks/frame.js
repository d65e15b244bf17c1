// What every desk starts with. A desk's own module starts this first.

import { startAlerts } from "./alerts.js";
import { now, onRows } from "./board.js";
import { startBusy } from "./busy.js";
import { startCommand } from "./command.js";
import { startEmergency } from "./emergency.js";
import { tick } from "./countdown.js";
import { startLock } from "./lock.js";
import { startMenu } from "./menu.js";
import { startMessages } from "./messages.js";
import { announce, startPulse } from "./pulse.js";
import { startShift } from "./shift.js";
import { startShortcuts } from "./shortcuts.js";
import { play, startSound } from "./sound.js";
import { _ } from "./words.js";

/** Start the frame: clock, alerts, command line, keys, lock, menu, sound. */
export function startFrame() {
  startBusy();
  startShortcuts();
  startSound();
  startMenu();
  startLock();
  startCommand();
  startShift();
  startPulse();
  startAlerts();
  startEmergency();
  startMessages();
  setInterval(() => tick(now()), 250);
  onRows(() => tick(now()));
  document.addEventListener("over", (event) => {
    play("alarm");
    announce(_("Time is over: {what}", { what: event.detail }));
  });
}
