"""Colleagues at dispatch: they send, divert, record results and close; never a visitor's own."""

from datetime import datetime

from contactcentre.management.simulator.chance import between, dice, happens
from contactcentre.management.simulator.client import Client, Order
from contactcentre.management.simulator.floor import WHOLE_FORCE, Floor
from contactcentre.management.simulator.handlers import Handlers
from contactcentre.management.simulator.plan import one

SEND_AFTER = {"I": (8, 40), "S": (30, 150), "E": (300, 1800)}
# A divert must be worth it: the unit on its way is there so many minutes sooner.
SOONER_MINUTES = 2.0
RESULT_AFTER = (45, 240)
DIVERT_REASON = "Nearest unit to a more urgent incident."
EXCUSE = "Resolved by telephone; the caller agrees that nobody need come."
NOT_GRADED_AFTER = 60


class Dispatchers:
    """Whoever of the cast sends units and ends incidents."""

    def __init__(self, client: Client, handlers: Handlers, *, seed: str, share: float):
        self.client, self.handlers, self.seed, self.share = client, handlers, seed, share
        self.visited: set[str] = set()
        self.cleared: dict[str, datetime] = {}

    def turn(self, floor: Floor) -> None:
        """See to every incident that is not a visitor's."""
        self.cleared = {slug: at for slug, at in self.cleared.items() if slug in floor.incidents}
        for incident in floor.rows["incident"]:
            if not self.is_left_to_visitors(incident, floor):
                self._see_to(incident, floor)

    def is_left_to_visitors(self, incident: dict, floor: Floor) -> bool:
        """
        Test whether an incident is for a visitor: theirs, or in an area where one dispatches.

        There, colleagues take their share of what other colleagues opened, and nothing else.
        """
        if incident["owner_id"] not in floor.cast.ids:
            return True
        if incident["scope"] not in self.visited:
            return False
        ours = incident["slug"] in self.handlers.opened.values()
        return not (ours and happens(self.share, self.seed, "share", incident["slug"]))

    def _see_to(self, incident: dict, floor: Floor) -> None:
        status = incident["status"]
        if status == "OPEN":
            self._grade(incident, floor)
        elif status == "REFERRED":
            self._excuse(incident, floor)
        elif status == "RESULTED":
            self._close(incident, floor)
        elif self._needs_a_unit(incident, floor):
            self._send(incident, floor)

    def _grade(self, incident: dict, floor: Floor) -> None:
        """Grade what a handler has opened and left, as after a start anew."""
        if floor.seconds(incident["opened_at"]) > NOT_GRADED_AFTER:
            who = floor.cast.ids[incident["owner_id"]]
            arrival = one(incident["slug"], self.seed, "999", floor.now)
            if arrival.told.code:
                self.handlers.assess(who, incident["slug"], arrival)

    def _needs_a_unit(self, incident: dict, floor: Floor) -> bool:
        about = (self.seed, "send", incident["slug"])
        wait = between(*SEND_AFTER.get(incident["grade"], (60, 120)), *about)
        since = floor.seconds(incident["left_at"] or incident["opened_at"])
        if incident["status"] == "AWAITING_UNIT":
            return since >= wait
        two = incident["grade"] == "I" and happens(0.5, *about, "second")
        return two and len(incident["units"]) == 1 and wait + 30 <= since < wait + 180

    def _send(self, incident: dict, floor: Floor) -> None:
        who = floor.cast.dispatcher_of(incident["scope"])
        found = self._candidates(incident, who)
        if not found:
            who = floor.cast.supervisors[0]
            found = self._candidates(incident, who)
        unit = self.picked(found, incident)
        if unit is None:
            return
        body, order = {"incident": incident["slug"]}, "assign"
        if unit["leaves"]:
            body, order = {**body, "reason": DIVERT_REASON}, "divert"
        self.client.do(Order(f"units/{unit['callsign']}/{order}/", body, who))

    def picked(self, candidates: list[dict], incident: dict) -> dict | None:
        """Return the unit to send: the nearest free one, or a divert that is worth it."""
        free = next((each for each in candidates if not each["leaves"]), None)
        allowed = (each for each in candidates if each["leaves"] and not each["needs_supervisor"])
        divert = next(allowed, None) if incident["grade"] == "I" else None
        if free and divert and divert["minutes"] + SOONER_MINUTES > free["minutes"]:
            return free
        return divert or free

    def _candidates(self, incident: dict, who: str) -> list[dict]:
        found = self.client.read(f"incidents/{incident['slug']}/candidates/", by=who)
        return (found or {}).get("candidates", [])

    def _excuse(self, incident: dict, floor: Floor) -> None:
        """Ask that nobody attend what was referred; a supervisor decides."""
        path = f"incidents/{incident['slug']}"
        if incident["non_attendance_reason"]:
            self.client.do(Order(f"{path}/approve-non-attendance/", {}, floor.cast.supervisors[0]))
        elif floor.seconds(incident["opened_at"]) > RESULT_AFTER[1]:
            who = floor.cast.dispatcher_of(incident["scope"])
            self.client.do(Order(f"{path}/non-attendance/", {"reason": EXCUSE}, who))

    def _close(self, incident: dict, floor: Floor) -> None:
        about = (self.seed, "close", incident["slug"])
        cleared_at = self.cleared.setdefault(incident["slug"], floor.now)
        if (floor.now - cleared_at).total_seconds() < between(*RESULT_AFTER, *about):
            return
        who = floor.cast.dispatcher_of(incident["scope"])
        code = dice(*about).choice(["CRIME", "ADVICE", "NOTRACE", "PEACE", "ARREST"])
        if not incident["attended_at"]:
            code = "PHONE"
        path = f"incidents/{incident['slug']}"
        if self.client.do(Order(f"{path}/result/", {"code": code, "text": "Dealt with."}, who)):
            self.client.do(Order(f"{path}/close/", {}, who))


def scope_of(duty: dict | None) -> str | None:
    """Return the command unit for which somebody dispatches now, or None."""
    if not duty or duty["desk"] != "DISPATCH" or duty["on_break"]:
        return None
    return duty["command_unit"] or WHOLE_FORCE
