"""
The whole of it: look at the board, let everybody do what is due, look again.

The board is the only memory that counts. Whoever starts anew, waits for the web process or finds
the clock moved goes on from what the board shows.
"""

import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from contactcentre.management.simulator.alarms import Alarms
from contactcentre.management.simulator.callers import Callers
from contactcentre.management.simulator.client import Away, Client, Order
from contactcentre.management.simulator.crews import Crews
from contactcentre.management.simulator.dispatchers import Dispatchers, scope_of
from contactcentre.management.simulator.floor import Cast, Floor
from contactcentre.management.simulator.handlers import Handlers

BOARD = "boards/supervisor/"
# Real seconds: between looks, between signs of life, and the longest wait for a web process.
LOOK, SHORTEST_LOOK = 2.0, 0.2
SEEN = 20.0
LONGEST_WAIT = 10.0
# Positions in a real second, and at most in one look.
REPORTS, MOST_REPORTS_A_SECOND, MOST_REPORTS = 1.2, 8.0, 12


@dataclass(frozen=True)
class Settings:
    """Where the contact centre is, what London is like, and who of it is played."""

    address: str
    key: str
    secret: str
    cast: Cast
    radio_secret: str = ""
    seed: str = "london"
    scale: float = 0.1
    share: float = 0.7
    minutes: float | None = None
    visitors: dict[str, list[str]] = field(default_factory=dict)


class City:
    """A living London, until told to stop."""

    def __init__(self, settings: Settings, say: Callable[[str], None]):
        self.settings, self.say = settings, say
        seed, share = settings.seed, settings.share
        secrets = {"secret": settings.secret, "radio_secret": settings.radio_secret}
        self.client = Client(settings.address, settings.key, **secrets)
        self.callers = Callers(self.client, seed=seed, scale=settings.scale, share=share)
        self.handlers = Handlers(self.client, self.callers, seed=seed)
        self.dispatchers = Dispatchers(self.client, self.handlers, seed=seed, share=share)
        self.crews = Crews(self.client, seed=seed, visitors=settings.visitors.get("units", []))
        self.alarms = Alarms(self.client, self.dispatchers, seed=seed)
        self.guests = itertools.cycle(settings.visitors.get("dispatchers", []) or [""])
        self.seated: dict[str, float] = {}
        self.at_desk: dict[str, str | None] = {}
        self.floor: Floor | None = None
        self.began_at, self.looked_at, self.may_report = None, time.monotonic(), 0.0

    def run(self, stopping: threading.Event) -> None:
        """Live until told to stop, or until so many minutes of the contact centre have passed."""
        wait = 1.0
        while not stopping.is_set():
            try:
                floor = self._look()
                wait, pause = 1.0, max(SHORTEST_LOOK, min(LOOK, LOOK / floor.speed))
                if self._is_over(floor):
                    break
            except Away as away:
                self.say(f"The contact centre is away: {away}")
                pause, wait = wait, min(wait * 2, LONGEST_WAIT)
            stopping.wait(pause)
        self.client.close()
        self.say(self.told())

    def told(self) -> str:
        """Return in a line what was brought and how requests were answered."""
        answers = {str(status): count for status, count in sorted(self.client.answers.items())}
        return json.dumps({"contacts": self.callers.brought, "answers": answers})

    def _look(self) -> Floor:
        self._meet()
        self._be_seen()
        self._notice_a_visitor()
        supervisor = self.settings.cast.supervisors[0]
        snapshot = self.client.read(BOARD, by=supervisor)
        if snapshot is None:
            raise Away(f"{supervisor} is not shown the board")
        self.floor = floor = Floor(snapshot, self.settings.cast, self.floor)
        brought = self.callers.turn(floor)
        if floor.is_fast:
            self.handlers.answer_at_once(brought, floor)
        self.handlers.turn(floor)
        self.dispatchers.turn(floor)
        self.alarms.turn(floor)
        self.crews.turn(floor, self._reports(floor.speed))
        return floor

    def _meet(self) -> None:
        """Learn once who of the cast has which id and area."""
        cast = self.settings.cast
        known = set(cast.ids.values())
        for _desk, who in cast.desks():
            if who in known:
                continue
            me = self.client.read("me/", by=who)
            if me is None:
                raise Away(f"there is no {who} to act for")
            cast.ids[me["id"]] = who
            if who in cast.dispatchers:
                cast.areas |= dict.fromkeys(me["command_units"], who)

    def _be_seen(self) -> None:
        """Sign on, and again before anybody is missed: they have no screens to be seen by."""
        now = time.monotonic()
        for desk, who in self.settings.cast.desks():
            if now - self.seated.get(who, -SEEN) >= SEEN:
                self.client.do(Order("duty/", {"desk": desk}, who))
                self.seated[who] = now

    def _notice_a_visitor(self) -> None:
        """Ask after one of the desks where a visitor may sit, each in its turn."""
        guest = next(self.guests)
        if guest:
            me = self.client.read("me/", by=guest)
            self.at_desk[guest] = scope_of(me["duty"]) if me else None
            self.dispatchers.visited = {scope for scope in self.at_desk.values() if scope}

    def _reports(self, speed: float) -> int:
        """Return how many positions may be reported now, so that nobody is flooded."""
        now = time.monotonic()
        rate = min(REPORTS * max(speed, 1.0), MOST_REPORTS_A_SECOND)
        self.may_report = min(self.may_report + (now - self.looked_at) * rate, MOST_REPORTS)
        self.looked_at = now
        whole = int(self.may_report)
        self.may_report -= whole
        return whole

    def _is_over(self, floor: Floor) -> bool:
        self.began_at = self.began_at or floor.now
        minutes = self.settings.minutes
        return minutes is not None and (floor.now - self.began_at).total_seconds() >= minutes * 60
