// Times as the floor reads them: 24-hour clock, London's time, labelled GMT or BST.

const LONDON = "Europe/London";
const TIME = new Intl.DateTimeFormat("en-GB", {
  timeZone: LONDON, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: LONDON, day: "numeric", month: "short", year: "numeric" });
const ZONE = new Intl.DateTimeFormat("en-GB", { timeZone: LONDON, timeZoneName: "short" });

/** 14:31:05 */
export const time = (moment) => TIME.format(moment);

/** 22 Nov 2026 */
export const day = (moment) => DAY.format(moment).replace("Sept", "Sep");

const ISO_DAY = new Intl.DateTimeFormat("en-CA", { timeZone: LONDON, year: "numeric", month: "2-digit", day: "2-digit" });

/** 2026-11-22, the day it is in London */
export const isoDay = (moment) => ISO_DAY.format(moment);

/** GMT or BST, whichever holds at that moment */
export function zone(moment) {
  const part = ZONE.formatToParts(moment).find((each) => each.type === "timeZoneName");
  return part.value === "GMT+1" ? "BST" : part.value.replace("UTC", "GMT");
}

/** 22 Nov 2026 14:31:05 GMT, or only the time when it is today */
export function stamp(iso, now) {
  const moment = new Date(iso);
  const clock = `${time(moment)} ${zone(moment)}`;
  return day(moment) === day(now) ? clock : `${day(moment)} ${clock}`;
}

/** 6 s · 12:40 · 1:02:40 · 3 days: how long something has lasted */
export function lasting(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole >= 2 * 86400) return `${Math.floor(whole / 86400)} days`;
  return clockwise(whole);
}

/** 12:40 or 1:02:40 */
export function clockwise(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** Seconds from a moment until now */
export const since = (iso, now) => (now - Date.parse(iso)) / 1000;
