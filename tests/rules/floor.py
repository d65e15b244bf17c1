"""A busy floor for random sequences: who is there, what goes on, and how anything is done."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from rest_framework.test import APIClient

from contactcentre.core import clock
from contactcentre.core.errors import Refused
from contactcentre.core.models import Person, VirtualClock
from contactcentre.core.permissions import Role
from dispatch.actions import units
from dispatch.models import Unit
from incidents.actions import duty, links, markers, results, warnings
from incidents.actions.subjects import Subject
from incidents.models import Incident
from tests.agencies import agency
from tests.world import DESKS, World

NIGHT = datetime(2026, 3, 14, 22, 0, tzinfo=UTC)
CALLS = ("handler", "colleague", "supervisor")
FIRST_ISSI = 4_200_000
DISPATCH = ("dispatcher", "dispatcher", "second", "supervisor", "elsewhere", "crew")
FLOOR = ("handler", "colleague", "dispatcher", "second", "supervisor", "officer", "elsewhere")
OFFICERS = ("officer", "deputy")
EVERYBODY = (*FLOOR, "deputy", "crew", "admin")


class Floor:
    """
    The moment from which every sequence starts: calls, incidents and units in every state.

    `did` counts what has been done by any sequence so far, so that a test can tell whether the
    random sequences ever did everything they are meant to.
    """

    def __init__(self):
        self.world = World(at=NIGHT)
        self._people_and_calls(self.world)
        # CN1 has no radio; those of the others are known by the numbers of their rows.
        Unit.objects.exclude(callsign="CN1").update(issi=FIRST_ISSI + F("pk"))
        self.key = self.world.key()
        self.at = self.world.at
        self.did: Counter = Counter()
        self.refused: Counter = Counter()

    def _people_and_calls(self, world: World) -> None:
        crew = self._more_people(world)
        cars = [world.unit(name) for name in ("PC12", "PC13", "PC14")]
        units.crew(unit_id=cars[0].pk, people=[crew.username], by=world.dispatcher, at=world.at)
        units.create(callsign="CN1", command_unit="CN", by=world.admin, at=world.at)
        domestic = world.graded("S", suspect_identity="SUSPECTED")
        stabbing, burglary, noise, done = (world.graded(grade) for grade in "IEES")
        world.incident()
        self._link(noise, domestic)
        self._know(domestic)
        world.assign(cars[2], done)
        world.press(cars[2], 6)
        world.press(cars[2], 2)
        results.ask_non_attendance(
            incident_id=noise.pk, reason="it is quiet now", by=world.dispatcher, at=world.at
        )
        world.assign(cars[0], domestic)
        world.assign(cars[1], burglary)
        world.press(cars[1], 6)
        world.divert(cars[0], to=stabbing)
        self._ring()

    def _more_people(self, world: World) -> Person:
        """Add whoever else there is, and return the crew."""
        world.on_shift("second", Role.DISPATCHER, world.area)
        world.on_shift("elsewhere", Role.DISPATCHER, world.elsewhere)
        world.person("deputy", Role.DUTY_OFFICER)
        return world.person("crew", Role.CREW)

    def _ring(self) -> None:
        """Let one call be spoken on, and another ring at a colleague."""
        self.world.call("07700 900321")
        self.world.on_shift("colleague", Role.CALL_HANDLER)
        self.world.ring()

    def _know(self, incident: Incident) -> None:
        """Let a marker, an order and a warning for crews hold; another force can be told."""
        agency(self.world)
        who = {"by": self.world.supervisor, "at": self.world.at}
        her = {"subject": Subject(number="07700 900123"), "text": "He has a knife"}
        markers.enter(**her, **who)
        markers.enter_order(kind="RESTRAINING", **her, **who)
        knife = {"kind": "WEAPON", "text": "He has a knife"}
        warnings.give(incident_id=incident.pk, **knife, **who)

    def _link(self, one: Incident, other: Incident) -> None:
        ends = {"incident_id": one.pk, "to_incident_id": other.pk, "kind": "SAME_SUSPECT"}
        links.link(**ends, by=self.world.handler, at=self.world.at)


class Night:
    """One sequence: a savepoint over the floor, and a clock that only moves forward."""

    def __init__(self, floor: Floor):
        self.floor, self.at = floor, floor.at
        self._all = transaction.atomic()
        self._all.__enter__()

    def end(self) -> None:
        """Take back everything."""
        transaction.set_rollback(True)
        self._all.__exit__(None, None, None)
        clock.forget()

    def person(self, name: str) -> Person:
        """Return a person as they are in the database now."""
        return Person.objects.get(username=name)

    def do(self, action, **arguments):
        """Do an action whole or not at all; a refusal is a fair answer, anything else is not."""
        self.at += timedelta(seconds=1)
        if isinstance(by := arguments.get("by"), str):
            arguments["by"] = self.person(by)
        name = f"{action.__module__}.{action.__name__}"
        try:
            with transaction.atomic():
                done = action(**arguments, at=self.at)
        except Refused as refusal:
            self.floor.refused[name, type(refusal).__name__] += 1
            return None
        self.floor.did[name] += 1
        return done

    def post(self, path: str, body: dict | None = None, *, by: str):
        """Order something over HTTP for somebody; any refusal but a fault of ours is fair."""
        self.at += timedelta(seconds=1)
        VirtualClock.move(to=self.at)
        clock.forget()
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.floor.key}", HTTP_ACT_FOR=by)
        answer = client.post(f"/api/v1/{path}", body or {})
        self.at = max(self.at, clock.now())
        assert answer.status_code < 500, answer.content
        self.floor.did["http"] += answer.status_code < 400
        return answer

    def sign_on(self, name: str) -> None:
        """Put somebody on shift at the desk of their first role."""
        person = self.person(name)
        desk = DESKS.get(Role(person.roles[0])) if person.roles else None
        if desk:
            self.do(duty.sign_on, desk=desk, by=name)
