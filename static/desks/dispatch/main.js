// The dispatcher's desk.

import { startFrame } from "../frame.js";
import { startCandidates } from "./candidates.js";
import { startDivert } from "./divert.js";
import { startIncidents } from "./incidents.js";
import { startOrders } from "./orders.js";
import { startSelected } from "./selected.js";
import { startSelection } from "./selection.js";
import { startStatus } from "./status.js";
import { startUnits } from "./units.js";

startFrame();
startIncidents();
startUnits();
startSelected();
startCandidates();
startDivert();
startOrders();
startStatus();
startSelection();
