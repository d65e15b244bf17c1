"""
Somebody who does at random what people of a control room do, beside others who do so too.

Everything is committed. The rows are few, so that they meet; the clock runs sixty times as fast, so
that steps of clocks fall due meanwhile.
"""

import random
from collections import Counter
from collections.abc import Callable
from copy import copy
from datetime import timedelta
from functools import partial

from contactcentre.core import clock
from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.models import Duty, Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts, sweep
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments, diverts, guard, units, watching
from dispatch.models import Assignment, Unit
from incidents.actions import duty, grading, keeping, places, results
from incidents.enums import Status
from incidents.models import Incident
from incidents.places import Where
from incidents.states import DEPLOYABLE
from tests.races.together import OF_A_DEADLOCK
from tests.world import DESKS, LATER, World

CALLSIGNS = ("PC11", "PC12", "PC13", "PC14", "PC15", "PC16")
DISPATCH = ("dispatcher", "second", "supervisor")
FLOOR = (*DISPATCH, "officer", "deputy")
OPEN = 8
STEPS = 6
OVER = (Status.RESULTED, Status.REFERRED)
CLOSABLE = (*OVER, Status.AT_SCENE)
NEXT = {
    "ASSIGNED": (assignments.acknowledge, assignments.set_off),
    "ACKNOWLEDGED": (assignments.set_off, assignments.arrive),
    "EN_ROUTE": (assignments.arrive,),
    "AT_SCENE": (assignments.clear,),
}


def fill(world: World) -> None:
    """Put everybody on shift, and units and incidents on the floor."""
    world.on_shift("second", Role.DISPATCHER, world.area)
    world.on_shift("deputy", Role.DUTY_OFFICER)
    for callsign in CALLSIGNS:
        world.unit(callsign)
    for grade in "ISEISE":
        world.graded(grade, vulnerable=grade == "S")


class Somebody:
    """One of those who work at once; `did` and `refused` count what came of it."""

    def __init__(self, world: World, number: int, seed: int):
        self.rng = random.Random(f"{seed} somebody {number}")
        self.world = copy(world)
        self.world.handler = world.on_shift(f"handler-{number}", Role.CALL_HANDLER)
        self.did: Counter = Counter()
        self.refused: Counter = Counter()
        self.deadlocks: list[str] = []

    def sequence(self) -> None:
        """Do some things, one after the other; a refusal in words is a fair answer."""
        for _step in range(STEPS):
            [step] = self.rng.choices(list(WEIGHTS), WEIGHTS.values())
            self.world.at = clock.now()
            order = step(self)
            if order is not None:
                self._do(step.__name__, order)

    def _do(self, name: str, order: Callable) -> None:
        try:
            order()
        except Refused as refusal:
            self.refused[name] += 1
            if str(refusal).startswith(OF_A_DEADLOCK):
                self.deadlocks.append(f"{name}: {refusal}")
        else:
            self.did[name] += 1

    def person(self, *names: str) -> Person:
        """Return one of these people as they are now."""
        return Person.objects.get(username=self.rng.choice(names))

    def _pick(self, rows):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return self.rng.choice(keys) if keys else None

    def _order(self, action: Callable, *names: str, **arguments) -> Callable:
        by = self.person(*(names or DISPATCH))
        return partial(action, by=by, at=self.world.at, **arguments)

    def _unit(self, is_sent: bool = True) -> int:
        sent = Unit.objects.filter(assignments__in=Assignment.objects.current())
        free = Unit.objects.filter(state="AVAILABLE").exclude(pk__in=sent)
        wanted = sent if is_sent else free
        return self._pick(wanted) or self._pick(Unit.objects.all())

    def _incident(self, states=DEPLOYABLE) -> int:
        wanted = Incident.objects.filter(status__in=states)
        return self._pick(wanted) or self._pick(Incident.objects.all())

    def is_sent(self) -> Callable:
        """Send a unit."""
        what = {"unit_id": self._unit(is_sent=False), "incident_id": self._incident()}
        return self._order(assignments.assign, **what)

    def is_diverted(self) -> Callable:
        """Divert a unit."""
        urgent = Incident.objects.filter(status__in=DEPLOYABLE, grade__in="IS")
        to = self._pick(urgent) or self._incident()
        what = {"unit_id": self._unit(), "to_incident_id": to, "reason": "a knife"}
        return self._order(diverts.divert, **what)

    def gets_on(self) -> Callable:
        """Acknowledge, set off, arrive, clear."""
        unit_id = self._unit()
        current = Assignment.objects.current().filter(unit=unit_id).first()
        ways = NEXT[current.state] if current else NEXT["ASSIGNED"]
        return self._order(self.rng.choice(ways), unit_id=unit_id)

    def leaves(self) -> Callable:
        """Be stood down, or unable."""
        way = self.rng.choice((assignments.stand_down, assignments.unable))
        return self._order(way, unit_id=self._unit(), reason="needed elsewhere")

    def presses(self) -> Callable:
        """Press any code."""
        return self._order(units.press, unit_id=self._unit(), code=self.rng.randrange(17))

    def is_well(self) -> Callable:
        """Say that a crew is well."""
        return self._order(watching.well, unit_id=self._unit())

    def books(self) -> Callable:
        """Book off or on."""
        off = self._pick(Unit.objects.filter(state="OFF_DUTY"))
        if off:
            return self._order(units.book_on, unit_id=off)
        return self._order(units.book_off, unit_id=self._unit())

    def grades(self) -> Callable:
        """Give another grade."""
        what = {"incident_id": self._incident(), "grade": self.rng.choice("ISER")}
        return self._order(grading.grade, "supervisor", override_reason="as heard", **what)

    def corrects(self) -> Callable:
        """Correct where it is."""
        house = self.rng.randrange(1, 99)
        where = Where(text=f"{house} Acre Lane", place_id=self.world.place.pk)
        return self._order(places.correct, incident_id=self._incident(), location=where)

    def waits(self) -> Callable:
        """Ask that nobody attend, decide that, or let it wait on."""
        asked = self._pick(Incident.objects.exclude(non_attendance_asked_by=None))
        if asked and self.rng.random() < 0.7:
            way = {"incident_id": asked, "note": "as asked"}
            return self._order(results.approve_non_attendance, "supervisor", **way)
        way = self.rng.choice((results.ask_non_attendance, keeping.keep_waiting))
        return self._order(way, incident_id=self._incident(), reason="it is quiet")

    def ends(self) -> Callable:
        """Record a result, or close."""
        if self.rng.random() < 0.5:
            return self._order(results.close, incident_id=self._incident(OVER))
        about = {"incident_id": self._incident(CLOSABLE), "code": "ADVICE", "text": ""}
        return self._order(results.result, **about)

    def takes_an_alert(self) -> Callable | None:
        """Acknowledge an alert."""
        alert_id = self._pick(Alert.objects.live().filter(acknowledged_by=None))
        if alert_id is None:
            return None
        return self._order(alerts.acknowledge, *FLOOR, alert_id=alert_id)

    def comes_or_goes(self) -> Callable:
        """Sign on or off, take a break, come back."""
        return self._order(self.rng.choice((_sign_on, _sign_on, duty.sign_off, _break)), *FLOOR)

    def opens_or_closes_an_account(self) -> Callable:
        """Close an account, or open it again."""
        about = self.person(*FLOOR)
        way = duty.deactivate if about.is_active else people.reactivate
        return self._order(way, "admin", person_id=about.pk)

    def opens(self) -> Callable | None:
        """Open an incident where few are open."""
        if Incident.objects.exclude(status=Status.CLOSED).count() >= OPEN:
            return None
        return partial(self.world.graded, self.rng.choice("ISE"))

    def sweeps(self) -> Callable:
        """Sweep, and let the third wall look: it finds nothing."""
        return self._look

    def _look(self) -> None:
        sweep.run(by=self.world.system, at=self.world.at)
        assert guard.check_diverts(by=self.world.system, at=self.world.at) == 0


def _sign_on(*, by, at) -> None:
    made = duty.sign_on(desk=DESKS[Role(by.roles[0])], by=by, at=at)
    Duty.objects.filter(pk=made.pk).update(last_seen_at=LATER)


def _break(*, by, at) -> None:
    duty.start_break(by=by, at=at)
    duty.end_break(by=by, at=at + timedelta(seconds=1))


WEIGHTS = {
    Somebody.is_sent: 8,
    Somebody.is_diverted: 8,
    Somebody.gets_on: 7,
    Somebody.leaves: 3,
    Somebody.presses: 6,
    Somebody.is_well: 1,
    Somebody.books: 2,
    Somebody.grades: 2,
    Somebody.corrects: 1,
    Somebody.waits: 2,
    Somebody.ends: 3,
    Somebody.takes_an_alert: 3,
    Somebody.comes_or_goes: 3,
    Somebody.opens_or_closes_an_account: 1,
    Somebody.opens: 4,
    Somebody.sweeps: 2,
}
