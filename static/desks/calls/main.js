// The call handler's desk.

import { startFrame } from "../frame.js";
import { startAmending } from "./amending.js";
import { startCall } from "./call.js";
import { startCorrecting } from "./correcting.js";
import { startEnding } from "./ending.js";
import { startFlagged } from "./flagged.js";
import { startForm } from "./form.js";
import { startGrading } from "./grading.js";
import { startKnown } from "./known.js";
import { startLog } from "./log.js";
import { startMap } from "./map.js";
import { startNear } from "./near.js";
import { startPlaces } from "./places.js";
import { startPosition } from "./position.js";
import { startQueue } from "./queue.js";
import { startReminding } from "./reminding.js";
import { startStrip } from "./strip.js";

startFrame();
startQueue();
startStrip();
startPlaces();
startCorrecting();
startPosition();
startForm();
startAmending();
startGrading();
startKnown();
startFlagged();
startNear();
startMap();
startLog();
startEnding();
startReminding();
startCall();
