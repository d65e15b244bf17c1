"""Crews: they acknowledge, drive, arrive, deal, clear, patrol, and say where they are."""

from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from contactcentre.management.simulator import movement
from contactcentre.management.simulator.chance import between
from contactcentre.management.simulator.client import Client, Order
from contactcentre.management.simulator.floor import Floor
from contactcentre.management.simulator.movement import Spot

RECEIVED, EN_ROUTE, AT_SCENE, ON_PATROL = 15, 5, 6, 2
# A crew at a place whose position is kept from the boards drives this long.
UNSEEN_DRIVE = 420
AT_SCENE_SECONDS = (480, 2400)
# A unit that patrols says where it is once a minute, one under way every ten seconds.
SILENT_SECONDS, UNDER_WAY = 60, 6
# Where an incident waits, the free units are asked first: nobody is sent from an unknown place.
ASKED = 4
# A crew at a scene says that it is well so long before it would be asked.
CHECKED_AHEAD = 120
# A visitor's crew is left alone this long before the simulator helps it along.
VISITORS_PATIENCE = 90


class Crews:
    """
    Whoever is in the units: they press and are located by radio, through its gateway.

    Units without a radio, and all of them where there is no gateway, report through the API.
    """

    def __init__(self, client: Client, *, seed: str, visitors: list[str]):
        self.client, self.seed, self.visitors = client, seed, set(visitors)
        self.beats: dict[str, list[Spot]] = {}
        self.radios: dict[str, int] | None = None

    def turn(self, floor: Floor, reports: int) -> None:
        """Let crews press what is due, and so many of them say where they are."""
        for unit in floor.rows["unit"]:
            code = self.pressed(unit, floor)
            if code is not None:
                self._press(unit["callsign"], code, floor)
            elif unit["check_by"] and floor.seconds(unit["check_by"]) > -CHECKED_AHEAD:
                self.client.do(Order(f"units/{unit['callsign']}/well/", {}))
        for unit in self._longest_silent(floor)[:reports]:
            self._report(unit, floor)

    def pressed(self, unit: dict, floor: Floor) -> int | None:
        """Return which code a crew presses now, if any."""
        since = floor.seconds(unit["assigned_at"])
        if unit["callsign"] in self.visitors:
            since -= VISITORS_PATIENCE
        about = (self.seed, unit["callsign"], unit["incident"])
        due = {
            "ASSIGNED": (RECEIVED, lambda: since >= between(4, 20, "received", *about)),
            "ACKNOWLEDGED": (EN_ROUTE, lambda: since >= between(20, 50, "en route", *about)),
            "EN_ROUTE": (AT_SCENE, lambda: self._has_arrived(unit, floor, since)),
            "AT_SCENE": (ON_PATROL, lambda: self._has_dealt(unit, floor, about)),
        }
        code, is_due = due.get(unit["assignment_state"], (None, lambda: False))
        return code if is_due() else None

    def heading(self, unit: dict, floor: Floor) -> tuple[Spot | None, float]:
        """Return where a unit is driving to, and how fast; None when it stands."""
        if unit["assignment_state"] == "EN_ROUTE":
            return _goal(unit, floor), movement.ON_CALL_KMH
        if unit["assignment_state"] is None and unit["state"] == "AVAILABLE":
            beat = self._beat(unit["base"], floor)
            at = floor.now.timestamp()
            return movement.patrol(self.seed, unit["callsign"], at, beat), movement.PATROL_KMH
        return None, 0.0

    def _has_arrived(self, unit: dict, floor: Floor, since: float) -> bool:
        goal = _goal(unit, floor)
        if goal is None or unit["lat"] is None:
            return since >= UNSEEN_DRIVE
        return movement.is_there(Spot(unit["lat"], unit["lon"]), goal)

    def _has_dealt(self, unit: dict, floor: Floor, about: tuple) -> bool:
        incident = floor.incidents.get(unit["incident_slug"])
        there = incident["units"] if incident else []
        since = next((u["since"] for u in there if u["callsign"] == unit["callsign"]), None)
        dealt = floor.seconds(since or unit["assigned_at"])
        return dealt >= between(*AT_SCENE_SECONDS, "at scene", *about)

    def _longest_silent(self, floor: Floor) -> list[dict]:
        """Return the units whose place may be told and is due, the longest silent first."""
        on_duty = [unit for unit in floor.rows["unit"] if unit["state"] != "OFF_DUTY"]
        waits = {row["scope"] for row in floor.rows["incident"] if row["status"] == "AWAITING_UNIT"}
        silent = [
            (_silence(unit, waits, floor), unit) for unit in on_duty if unit["lat"] is not None
        ]
        due = [pair for pair in silent if pair[0] >= SILENT_SECONDS]
        return [unit for _silence, unit in sorted(due, key=lambda pair: -pair[0])]

    def _report(self, unit: dict, floor: Floor) -> None:
        here = Spot(unit["lat"], unit["lon"])
        goal, kmh = self.heading(unit, floor)
        if goal is not None:
            seconds = min(_since_moving(unit, floor), movement.LEG_SECONDS)
            here = movement.towards(here, goal, seconds=seconds, kmh=kmh)
        body = {"lat": here.lat, "lon": here.lon}
        if not self._by_radio(unit["callsign"], floor, type="position", **body):
            self.client.do(Order(f"units/{unit['callsign']}/position/", body))

    def _press(self, callsign: str, code: int, floor: Floor) -> None:
        if not self._by_radio(callsign, floor, type="status", status=code):
            self.client.do(Order(f"units/{callsign}/status/", {"code": code}))

    def _by_radio(self, callsign: str, floor: Floor, **what) -> bool:
        """Say it by the unit's radio, if it has one; what is said is as of the board seen."""
        issi = self._issi(callsign) if self.client.radio_secret else None
        if issi is None:
            return False
        # Whoever was sent elsewhere since that look has pressed for where they were sent before.
        said = {"issi": issi, "at": floor.now.isoformat(), **what}
        name = f"{callsign} {what['type']} {said['at']}"
        self.client.radio({"message_id": name, **said}, at=floor.by_now())
        return True

    def _issi(self, callsign: str) -> int | None:
        """Return by what the radio of a unit is known, asked of the list of units once."""
        if self.radios is None:
            rows, asked = [], {"page_size": "200"}
            while asked:
                page = self.client.read("units/", **asked)
                if page is None:
                    return None
                rows += page["results"]
                asked = dict(parse_qsl(urlsplit(page["next"]).query)) if page["next"] else {}
            self.radios = {row["callsign"]: row["issi"] for row in rows if row["issi"]}
        return self.radios.get(callsign)

    def _beat(self, borough: str, floor: Floor) -> list[Spot]:
        """Return the places of a borough between which its units patrol."""
        if borough not in self.beats:
            found = self.client.read("places/", by=floor.cast.handlers[0], q=borough)
            places = (found or {}).get("results", [])
            own = [Spot(p["lat"], p["lon"]) for p in places if p["borough"] == borough]
            self.beats[borough] = own
        return self.beats[borough]


def _goal(unit: dict, floor: Floor) -> Spot | None:
    incident = floor.incidents.get(unit["incident_slug"])
    if incident is None or incident["lat"] is None:
        return None
    return Spot(incident["lat"], incident["lon"])


def _silence(unit: dict, waits: set[str], floor: Floor) -> float:
    """Return how long a unit has not said where it is, weighted by how much it is wanted."""
    weight = ASKED if unit["scope"] in waits and unit["incident"] is None else 1
    if unit["assignment_state"] == "EN_ROUTE":
        weight = UNDER_WAY
    return floor.seconds(unit["position_at"]) * weight


def _since_moving(unit: dict, floor: Floor) -> float:
    """Return how long a unit has been driving since it last said where it was."""
    reported = floor.seconds(unit["position_at"])
    if unit["assigned_at"] is None:
        return reported
    began = max(
        datetime.fromisoformat(unit["position_at"]), datetime.fromisoformat(unit["assigned_at"])
    )
    return (floor.now - began).total_seconds()
