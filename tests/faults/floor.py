"""A busy floor: contacts that arrive by the clock, incidents opened from them, and dispatchers."""

import random
import threading
import time
from dataclasses import dataclass, field

from contactcentre.core.permissions import Role
from tests.faults.clients import Client, Doors
from tests.faults.notes import Notes
from tests.world import CALM, HOME

TAKERS = 14
DISPATCHERS = 4
THINKING = 0.25
OPENED = 0.06
EMERGENCIES = 0.03
ON_SCREEN = 30
EN_ROUTE, AT_SCENE, FREE = 5, 6, 3


@dataclass
class Known:
    """What the people on the floor know of units and incidents, from what they were answered."""

    callsigns: list[str]
    units: dict[str, dict] = field(default_factory=dict)
    incidents: list[tuple[str, str]] = field(default_factory=list)

    def opened(self, slug: str, grade: str) -> None:
        """Put an incident on the screens; the oldest scrolls away."""
        self.incidents = [*self.incidents[-ON_SCREEN:], (slug, grade)]


class Floor:
    """Everybody at work until they are sent home; `pause` lets them finish what they have begun."""

    def __init__(self, addresses: list[str], key: str, callsigns: list[str], *, seed: int):
        self.notes, self.known = Notes(), Known(callsigns)
        self.doors, self.key, self.seed = Doors(addresses), key, seed
        self.at_work, self.going_home = threading.Event(), threading.Event()
        self.rate = 0.0
        self._due_at, self._lock, self._busy = 0.0, threading.Lock(), 0
        jobs = [(self._take, n) for n in range(TAKERS)]
        jobs += [(self._dispatch, n) for n in range(DISPATCHERS)]
        self.threads = [threading.Thread(target=job, args=(n,)) for job, n in jobs]
        for thread in self.threads:
            thread.start()

    def begin(self, rate: float) -> None:
        """Let so many contacts a second arrive from now on."""
        self.rate, self._due_at = rate, time.monotonic()
        self.at_work.set()

    def pause(self, patience: float = 60) -> None:
        """Let nothing new begin, and wait until everything begun is done."""
        self.at_work.clear()
        end = time.monotonic() + patience
        while self._busy and time.monotonic() < end:
            time.sleep(0.02)
        assert not self._busy, f"{self._busy} people are still busy after {patience} s"

    def close(self) -> None:
        """Send everybody home."""
        self.at_work.clear()
        self.going_home.set()
        for thread in self.threads:
            thread.join()

    def _working(self, client: Client, turn) -> None:
        try:
            while not self.going_home.is_set():
                if not self.at_work.wait(0.1):
                    continue
                with self._lock:
                    self._busy += self.at_work.is_set()
                    if not self.at_work.is_set():
                        continue
                try:
                    turn(client)
                finally:
                    with self._lock:
                        self._busy -= 1
        finally:
            client.close()

    def _take(self, number: int) -> None:
        rng = random.Random(f"{self.seed} taker {number}")
        self._working(Client(self.doors, self.key, "", rng), self._take_next)

    def _dispatch(self, number: int) -> None:
        rng = random.Random(f"{self.seed} dispatcher {number}")
        desk = Dispatcher(self.notes, self.known, rng)
        client = Client(self.doors, self.key, f"dispatcher-{number}", rng)
        self._working(client, desk.turn)

    def _take_next(self, client: Client) -> None:
        """Take the next contact when it arrives; those that nobody was free for come at once."""
        with self._lock:
            wait = self._due_at - time.monotonic()
            if wait <= 0:
                self._due_at += 1 / self.rate
        if wait > 0:
            time.sleep(min(wait, 0.02))
            return
        order = self.notes.invoke("contact.received")
        body = {"channel": "WEB_REPORT", "text": order.mark}
        if client.rng.random() < 0.5:
            body["source_id"] = order.mark
        if client.rng.random() < EMERGENCIES:
            body["channel"] = "999"
        row = client.order(self.notes, order, "contacts/", body)
        if row is not None and client.rng.random() < OPENED:
            self._open(client, row["id"])

    def _open(self, client: Client, contact_id: int) -> None:
        order = self.notes.invoke("incident.opened")
        body = {"contact": contact_id, "opening_code": "DOM", "summary": order.mark}
        row = client.order(self.notes, order, "incidents/", {**body, "location": {"text": HOME}})
        if row is None:
            return
        path, grade = f"incidents/{row['slug']}", client.rng.choice("IS")
        words = {"grade": grade, "override_reason": "as asked"}
        assess, decide = self.notes.invoke("incident.assessed"), self.notes.invoke
        if client.order(self.notes, assess, f"{path}/assessments/", {"answers": CALM}) is None:
            return
        if client.order(self.notes, decide("incident.graded"), f"{path}/grade/", words):
            self.known.opened(row["slug"], grade)


class Dispatcher:
    """Sends, diverts, acknowledges and writes, by what the last answers said."""

    def __init__(self, notes: Notes, known: Known, rng: random.Random):
        self.notes, self.known, self.rng = notes, known, rng

    def turn(self, client: Client) -> None:
        """Do one thing and think."""
        self.rng.choices([self._move, self._alert, self._write], [10, 1, 2])[0](client)
        time.sleep(THINKING)

    def _move(self, client: Client) -> None:
        callsign = self.rng.choice(self.known.callsigns)
        row = self.known.units.get(callsign)
        if row is None:
            self._look(client)
            return
        order, path, body = self._order_for(row)
        if order is None:
            return
        answer = client.order(self.notes, order, f"units/{callsign}/{path}/", body)
        # Whoever is refused, or never learns, looks again.
        self.known.units[callsign] = answer

    def _look(self, client: Client) -> None:
        found = client.get("/api/v1/units/?page_size=100") or {"results": []}
        self.known.units |= {row["callsign"]: row for row in found["results"]}

    def _order_for(self, row: dict):
        state = row["assignment_state"]
        if state is None or self.rng.random() < 0.05:
            return self._to_an_incident("unit.assigned", "assign", "SI")
        choices = {
            "ASSIGNED": [self._acknowledge, self._acknowledge, self._stand_down, self._divert],
            "ACKNOWLEDGED": [self._press(EN_ROUTE), self._divert],
            "EN_ROUTE": [self._press(AT_SCENE), self._divert, self._stand_down],
            "AT_SCENE": [self._press(FREE)],
        }
        return self.rng.choice(choices[state])()

    def _to_an_incident(self, leaves: str, path: str, grades: str):
        slugs = [slug for slug, grade in self.known.incidents if grade in grades]
        if not slugs:
            return None, "", {}
        order = self.notes.invoke(leaves)
        return order, path, {"incident": self.rng.choice(slugs)}

    def _divert(self):
        order, path, body = self._to_an_incident("unit.diverted_on", "divert", "I")
        return order, path, {**body, "reason": order.mark if order else ""}

    def _stand_down(self):
        order = self.notes.invoke("unit.stood_down")
        return order, "stand-down", {"reason": order.mark}

    def _acknowledge(self):
        return self.notes.invoke("unit.acknowledged"), "acknowledge", {}

    def _press(self, code: int):
        return lambda: (self.notes.invoke("unit.status_pressed"), "status", {"code": code})

    def _alert(self, client: Client) -> None:
        found = client.get("/api/v1/alerts/?page_size=50") or {"results": []}
        mine = [row for row in found["results"] if row["raised_for"] == Role.DISPATCHER]
        live = [row for row in mine if row["acknowledged_by"] is None]
        if live:
            order = self.notes.invoke("alert.acknowledged")
            path = f"alerts/{self.rng.choice(live)['id']}/acknowledge/"
            client.order(self.notes, order, path, {})

    def _write(self, client: Client) -> None:
        if self.known.incidents:
            order = self.notes.invoke("incident.noted")
            slug, _grade = self.rng.choice(self.known.incidents)
            client.order(self.notes, order, f"incidents/{slug}/log/", {"text": order.mark})
