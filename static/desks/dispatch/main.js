// The dispatcher's desk.

import { el, say } from "../dom.js";
import { startFrame } from "../frame.js";
import { startCandidates } from "./candidates.js";
import { startDivert } from "./divert.js";
import { startIncidents } from "./incidents.js";
import { startOrders } from "./orders.js";
import { startSelected } from "./selected.js";
import { startSelection } from "./selection.js";
import { startStatus } from "./status.js";
import { startUnits } from "./units.js";
import { _ } from "../words.js";

startFrame();
startIncidents();
startUnits();
startSelected();
startCandidates();
startDivert();
startOrders();
startStatus();
startSelection();

// The map is a help, not the desk: whatever becomes of it, everything above works.
import("./map.js").then(({ startMap }) => startMap()).catch((error) => {
  console.warn("The map did not start", error);
  say(el("map-said"), _("The map could not be loaded. Everything else works."));
});
