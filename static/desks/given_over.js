// How long is left until somebody must have accepted what was given over, on an incident's page.

import { countdown, tick } from "./countdown.js";
import { ServerTime } from "../live/time.js";
import { _ } from "./words.js";

const EVERY_MS = 250;
const section = document.getElementById("transfers");
const time = new ServerTime();

time.learn(section.dataset.now);
section.querySelectorAll("[data-accept-by]").forEach((place) => {
  const { acceptBy: due, from, transfer } = place.dataset;
  place.replaceWith(countdown({ name: `transfer-${transfer}`, from, due, label: _("Until they must have accepted") }));
});
tick(time.ms());
setInterval(() => tick(time.ms()), EVERY_MS);
