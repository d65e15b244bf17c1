"""Fifty dispatchers send one unit at the same moment, over HTTP, to real web processes."""

from collections import Counter
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection

from contactcentre.core import clock
from contactcentre.core.permissions import Role
from dispatch.actions import assignments
from dispatch.models import Assignment
from tests.faults import numbers
from tests.live.server import WebProcess
from tests.races.dispatchers import Answer, Dispatcher, Floor
from tests.rules.invariants import broken, broken_logs

PEOPLE = 50
ROUNDS = numbers.RIVALS
ROUNDS_WITHOUT_THE_INDEX = 30
CALLSIGN = "PC12"
ONE_CURRENT = "assignment_one_current_per_unit"


class Rivalry:
    """One unit that everybody wants, and an incident of their own for each."""

    def __init__(self, world):
        self.world = world
        self.unit = world.unit(CALLSIGN)
        incidents = [world.graded("I") for _person in range(PEOPLE)]
        self.slugs = [incident.slug for incident in incidents]
        self.names = [f"dispatcher-{n}" for n in range(PEOPLE)]
        for name in self.names:
            world.on_shift(name, Role.DISPATCHER, world.area)

    def current(self):
        """Return what the unit is assigned to now: one assignment, or none."""
        return Assignment.objects.current().filter(unit=self.unit).order_by("pk")

    def free(self) -> None:
        """Stand the unit down from whatever it has been sent to."""
        who = {"by": self.world.dispatcher, "at": clock.now()}
        while self.current().exists():
            assignments.stand_down(unit_id=self.unit.pk, reason="the next round", **who)


@pytest.fixture
def rivalry(committed_world) -> Rivalry:
    return Rivalry(committed_world)


@pytest.fixture
def floor(rivalry):
    """Fifty open connections to two web processes that share nothing but the database."""
    key = rivalry.world.key()
    with ExitStack() as open_things:
        doors = [open_things.enter_context(WebProcess(LOG_LEVEL="ERROR")) for _ in range(2)]
        people = [Dispatcher(name, key, doors[n % 2].port) for n, name in enumerate(rivalry.names)]
        floor = Floor(people)
        open_things.callback(floor.close)
        yield floor


@contextmanager
def without_the_index():
    """Take away what decides who was first, and put it back whatever happens."""
    [constraint] = [each for each in Assignment._meta.constraints if each.name == ONE_CURRENT]
    with connection.schema_editor() as schema:
        schema.remove_constraint(Assignment, constraint)
    try:
        yield
    finally:
        with connection.schema_editor() as schema:
            schema.add_constraint(Assignment, constraint)


def why_not_told(answers: list[Answer], surname: str, reference: str) -> list[Answer]:
    """Return the answers to those who came too late that do not name who was first."""
    words = f"{CALLSIGN} was taken by CAD {reference} a moment ago ({surname}, "
    return [
        answer
        for answer in answers
        if answer.status != 200 and not (answer.status == 409 and answer.detail.startswith(words))
    ]


@pytest.mark.slow
@pytest.mark.capability("G4", "G12")
def test_of_fifty_dispatchers_who_send_one_unit_one_wins_and_the_others_are_told_who(
    rivalry, floor
):
    winners = Counter()
    for _round in range(ROUNDS):
        answers = floor.all_want(CALLSIGN, rivalry.slugs)

        won = [answer for answer in answers if answer.status == 200]
        assert len(won) == 1, Counter((answer.status, answer.detail) for answer in answers)
        current = rivalry.current().select_related("incident", "assigned_by").get()
        assert (current.incident.slug, current.assigned_by.username) == (
            won[0].incident,
            won[0].name,
        )
        name, reference = current.assigned_by.short_name, current.incident.reference
        assert why_not_told(answers, name, reference) == []
        winners[won[0].name] += 1
        rivalry.free()

    assert len(winners) > 1, "the same person always won: this was no race"
    assert Assignment.objects.count() == ROUNDS
    assert (broken(), broken_logs()) == ([], [])


@pytest.mark.slow
@pytest.mark.capability("G4", "G12")
def test_without_the_unique_index_more_than_one_wins_so_the_index_is_what_decides(rivalry, floor):
    with without_the_index():
        for _round in range(ROUNDS_WITHOUT_THE_INDEX):
            answers = floor.all_want(CALLSIGN, rivalry.slugs)
            winners = [answer for answer in answers if answer.status == 200]
            sent = rivalry.current().count()
            rivalry.free()
            if len(winners) > 1:
                break

    assert len(winners) > 1, "nobody ever won twice: the race is not close enough to prove anything"
    assert sent == len(winners)
