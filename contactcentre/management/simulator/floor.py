"""The floor at one moment, as the supervisor's board shows it to whoever asks over HTTP."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WHOLE_FORCE = "ALL"
# When so much time passes between two looks, offers end before they are seen.
LONG_LOOK = timedelta(seconds=6)


@dataclass
class Cast:
    """The colleagues whom the simulator plays, by username, and their ids once they are known."""

    handlers: list[str]
    dispatchers: list[str]
    supervisors: list[str]
    officers: list[str]
    ids: dict[int, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)

    def desks(self):
        """Yield everybody with the desk they sit at."""
        for desk, people in (
            ("CALLS", self.handlers),
            ("DISPATCH", self.dispatchers),
            ("SUPERVISION", self.supervisors),
            ("DUTY_OFFICE", self.officers),
        ):
            for who in people:
                yield desk, who

    def dispatcher_of(self, scope: str) -> str:
        """Return who sends units for a command unit; the supervisor does without one."""
        return self.areas.get(scope, self.supervisors[0])


class Floor:
    """One snapshot. Moments of rows are compared with its own `now`: no other clock is read."""

    def __init__(self, snapshot: dict, cast: Cast, before: "Floor | None" = None):
        self.cast, self.before = cast, before.now if before else None
        self._looked_at = time.monotonic()
        self.now = datetime.fromisoformat(snapshot["now"])
        self.speed = snapshot["speed"]
        self.figures = snapshot["figures"]
        self.rows: dict[str, list[dict]] = defaultdict(list)
        for row in snapshot["rows"]:
            self.rows[row["kind"]].append(row)
        self.incidents = {row["slug"]: row for row in self.rows["incident"]}
        self.contacts = {row["id"]: row for row in self.rows["contact"]}
        self.units = {row["callsign"]: row for row in self.rows["unit"]}

    @property
    def is_fast(self) -> bool:
        """Whether more time passes between two looks than people would let pass."""
        return self.before is not None and self.now - self.before >= LONG_LOOK

    def by_now(self) -> datetime:
        """Return what the contact centre's clock says by now, for a signature: time may be fast."""
        return self.now + timedelta(seconds=(time.monotonic() - self._looked_at) * self.speed)

    def seconds(self, moment: str | None) -> float:
        """Return how long ago a moment was; what has no moment was never."""
        if moment is None:
            return 0.0
        return (self.now - datetime.fromisoformat(moment)).total_seconds()

    def colleagues(self, *states: str) -> list[tuple[str, dict]]:
        """Return the handlers of the cast in one of these states: username and row."""
        return [
            (self.cast.ids[row["person_id"]], row)
            for row in self.rows["handler"]
            if row["person_id"] in self.cast.ids and row["state"] in states
        ]

    def visitors(self, *states: str) -> list[dict]:
        """Return the handlers in one of these states who are somebody else."""
        mine = self.cast.ids
        handlers = [row for row in self.rows["handler"] if row["person_id"] not in mine]
        return [row for row in handlers if row["state"] in states]

    def waiting(self) -> int:
        """Return how many contacts nobody has answered yet."""
        return sum(row["state"] in {"QUEUED", "OFFERED"} for row in self.rows["contact"])

    def is_a_visitors(self, contact: dict) -> bool:
        """Test whether somebody who is not of the cast has a contact."""
        return contact["handler_id"] is not None and contact["handler_id"] not in self.cast.ids
