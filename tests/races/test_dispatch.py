"""
Whatever happens at the moment of a divert, the rules hold afterwards.

What comes of orders that do not go together is in test_pairs; here nobody is refused anything but
in words, and no incident is left behind.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import sweep
from dispatch.actions import assignments, diverts, units
from dispatch.models import Assignment
from incidents.actions import duty, grading, results
from incidents.models import Incident
from tests.faults import numbers
from tests.races.together import NOT_FOR_PEOPLE, together, unexpected
from tests.rules import invariants
from tests.world import DESKS, World

# Two hundred in `make faults`.
ROUNDS = numbers.RACES


class Floor:
    """Two incidents and a car, set up anew for each round."""

    def __init__(self, world: World):
        self.world = world
        self.first, self.second = world.graded("S", vulnerable=True), world.graded("I")
        self.car, self.van = world.unit("PC12"), world.unit("PC13")
        self.colleague = world.on_shift("colleague", Role.DISPATCHER, world.area)

    def arrange(self) -> None:
        """Put everybody back on shift, and the car on its way to the first incident."""
        self.world.at += timedelta(seconds=1)
        self._bring_back()
        for unit in (self.car, self.van):
            if Assignment.objects.current().filter(unit=unit).exists():
                self.do(assignments.stand_down, unit, reason="again")()
            unit.refresh_from_db()
            if unit.state != "AVAILABLE":
                self.world.press(unit, 1)
        self.world.assign(self.car, self.first)

    def _bring_back(self) -> None:
        world = self.world
        staff = [world.dispatcher, self.colleague, world.supervisor]
        there = set(Duty.objects.present().values_list("person_id", flat=True))
        for person in staff:
            if person.pk in there:
                continue
            person.refresh_from_db()
            if not person.is_active:
                people.reactivate(person_id=person.pk, by=world.admin, at=world.at)
                person.refresh_from_db()
            duty.sign_on(desk=DESKS[Role(person.roles[0])], by=person, at=world.at)

    def do(self, action: Callable, unit=None, *, by=None, **arguments) -> Callable:
        """Return something to do to a unit, by the dispatcher unless told otherwise."""
        arguments |= {"by": by or self.world.dispatcher, "at": self.world.at}
        if unit is not None:
            arguments["unit_id"] = unit.pk
        return partial(action, **arguments)

    def divert(self, **how) -> Callable:
        """Return the divert of the car to the second incident."""
        who = {"to_incident_id": self.second.pk, "reason": "stabbing", **how}
        return self.do(diverts.divert, self.car, **who)

    def incident(self, action: Callable, incident: Incident, **arguments) -> Callable:
        """Return something to do to an incident."""
        return self.do(action, incident_id=incident.pk, **arguments)


AGAINST_A_DIVERT = {
    "a crew that cannot": lambda floor: floor.do(assignments.unable, floor.car, reason="x"),
    "a press of available": lambda floor: floor.do(units.press, floor.car, code=3),
    "a press of at scene": lambda floor: floor.do(units.press, floor.car, code=6),
    "an emergency": lambda floor: floor.do(units.press, floor.car, code=0),
    "an owner who takes a break": lambda floor: partial(
        duty.start_break, by=floor.world.dispatcher, at=floor.world.at
    ),
    "an owner whose account is closed": lambda floor: partial(
        duty.deactivate,
        person_id=floor.world.dispatcher.pk,
        by=floor.world.admin,
        at=floor.world.at,
    ),
    "an upgrade": lambda floor: floor.incident(
        grading.grade, floor.first, grade="I", override_reason="worse"
    ),
    "a second unit for the first incident": lambda floor: floor.do(
        assignments.assign, floor.van, incident_id=floor.first.pk, by=floor.colleague
    ),
    "a request that nobody attend": lambda floor: floor.incident(
        results.ask_non_attendance, floor.first, reason="quiet"
    ),
    "a sweep": lambda floor: partial(
        sweep.run, by=floor.world.system, at=floor.world.at + timedelta(hours=1)
    ),
}


def check_round(results_: list) -> None:
    """Check that only refusals came, that no deadlock reached anybody, and every rule."""
    assert not unexpected(results_, Refused), results_
    assert not [error for error in results_ if str(error).startswith(NOT_FOR_PEOPLE)]
    assert invariants.broken() == []


@pytest.fixture
def floor(committed_world) -> Floor:
    """Two incidents, a car on its way to the first, and everybody on shift."""
    return Floor(committed_world)


@pytest.mark.capability("G4", "H1", "H2", "H13")
@pytest.mark.parametrize("other", AGAINST_A_DIVERT.values(), ids=AGAINST_A_DIVERT)
def test_a_divert_and_something_else_at_the_same_moment_leave_no_incident_behind(floor, other):
    for _round in range(ROUNDS):
        floor.arrange()
        check_round(together(floor.divert(by=floor.world.supervisor), other(floor)))


@pytest.mark.capability("H1", "H2")
def test_two_diverts_that_cross_never_stand_in_each_others_way(floor):
    by = floor.world.supervisor
    for _round in range(ROUNDS):
        floor.arrange()
        floor.world.assign(floor.van, floor.second)
        there = floor.divert(by=by)
        back = floor.do(
            diverts.divert, floor.van, to_incident_id=floor.first.pk, reason="closer", by=by
        )
        outcome = together(there, back)
        check_round(outcome)
        assert not [one for one in outcome if isinstance(one, Exception)]


@pytest.mark.capability("H2")
def test_when_every_colleague_goes_home_at_once_somebody_still_owns_it(floor):
    world = floor.world
    for _round in range(ROUNDS):
        floor.arrange()
        check_round(
            together(
                floor.do(assignments.unable, floor.car, reason="x", by=world.officer),
                *(
                    partial(duty.sign_off, by=person, at=world.at)
                    for person in (world.dispatcher, floor.colleague, world.supervisor)
                ),
            )
        )


@pytest.mark.capability("H2")
def test_an_owner_who_is_being_seen_keeps_what_is_theirs_and_nobody_is_called_in(floor):
    world = floor.world
    duty.sign_off(by=floor.colleague, at=world.at)
    everybody = list(Duty.objects.current().values_list("person_id", flat=True))
    Incident.objects.all().update(owner=world.dispatcher)

    def seen() -> None:
        for _look in range(25):
            Duty.objects.saw(everybody)

    for _round in range(ROUNDS // 2):
        world.at += timedelta(seconds=1)
        world.assign(floor.car, floor.first)
        leave = floor.do(assignments.unable, floor.car, reason="x")
        check_round(together(seen, seen, leave))
        floor.first.refresh_from_db()
        assert floor.first.owner == world.dispatcher

    assert not Duty.objects.filter(called_in=True).exists()


@pytest.mark.capability("H2")
def test_of_the_last_two_duty_officers_one_stays(floor):
    world = floor.world
    other = world.person("other", Role.DUTY_OFFICER)
    for _round in range(ROUNDS // 2):
        world.at += timedelta(seconds=1)
        check_round(
            together(
                *(
                    partial(duty.deactivate, person_id=person.pk, by=world.admin, at=world.at)
                    for person in (world.officer, other)
                )
            )
        )
        for person in (world.officer, other):
            person.refresh_from_db()
        assert world.officer.is_active or other.is_active
        for person in (world.officer, other):
            people.reactivate(person_id=person.pk, by=world.admin, at=world.at)
