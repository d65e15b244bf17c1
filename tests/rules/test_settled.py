# ruff: noqa: S608 - every statement is put together from what is written here.
"""
What is settled stays settled only while nothing has happened that calls for a unit.

The action, the wall at COMMIT, the third wall and the question asked after every random step must
all say the same of it.
"""

from datetime import timedelta

import pytest
from django.db import connection

from dispatch import queries
from dispatch.actions import assignments
from incidents.actions import results
from incidents.enums import Status
from tests.rules.database import refusal, run, take_down_named
from tests.rules.invariants import NEVER, SETTLED
from tests.world import World, check_constraints

RESULTED = "UPDATE incidents_incident SET status = 'RESULTED', left_at = NULL WHERE id = %(id)s"
WALL = "SELECT NOT dispatch_is_protected(i) FROM incidents_incident i WHERE id = %s"


def cleared(world: World):
    """Return an incident that a unit has been at and cleared from, a minute ago."""
    incident, unit = world.graded("E"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    world.press(unit, 2)
    world.wait(minutes=1)
    return incident


def sent_again_and_stood_down(world: World):
    """It was cleared; then another unit was sent and never got there."""
    incident, unit = cleared(world), world.unit("PC13")
    world.assign(unit, incident)
    world.wait(minutes=1)
    who = {"by": world.dispatcher, "at": world.at}
    assignments.stand_down(unit_id=unit.pk, reason="needed elsewhere", **who)
    return incident


def raised(world: World):
    """It was cleared; then its grade was raised."""
    incident = cleared(world)
    world.grade(incident, "I", reason="he is back")
    return incident


def raised_and_lowered(world: World):
    """It was cleared; then its grade was raised, and lowered again."""
    incident = raised(world)
    world.wait(minutes=1)
    world.grade(incident, "E", by=world.supervisor, override_reason="he is gone")
    return incident


def never_sent(world: World):
    """It awaits its first unit."""
    return world.graded("S")


FORGOTTEN = (sent_again_and_stood_down, raised, raised_and_lowered, never_sent)
ways = pytest.mark.parametrize("way", FORGOTTEN, ids=lambda way: way.__name__)


def said_of(incident) -> tuple[bool, bool, bool]:
    """Return whether the wall, the third wall and the random steps' question see a fault in it."""
    with connection.cursor() as cursor:
        cursor.execute(WALL, [incident.pk])
        at_the_wall = cursor.fetchone()[0]
        cursor.execute(NEVER[SETTLED])
        asked = (incident.pk,) in cursor.fetchall()
    return at_the_wall, incident.pk in queries.unprotected(), asked


@pytest.mark.capability("H2", "E5", "L7")
@ways
def test_no_statement_settles_what_calls_for_a_unit(world, way):
    incident = way(world)
    check_constraints()

    assert "nobody would be alarmed" in refusal(RESULTED, id=incident.pk)
    assert said_of(incident) == (False, False, False)


@pytest.mark.capability("H2", "H13", "L7")
@ways
def test_with_the_walls_down_everybody_who_asks_sees_it(world, way):
    incident = way(world)
    take_down_named("incident_left_is_protected")

    run(RESULTED, id=incident.pk)

    assert said_of(incident) == (True, True, True)


@pytest.mark.capability("H2", "L7")
def test_a_grade_raised_by_hand_settles_nothing(world):
    incident = cleared(world)
    by_hand = f"UPDATE incidents_incident SET grade = 'I' WHERE id = {incident.pk}"

    assert "nobody would be alarmed" in refusal(by_hand)
    take_down_named("incident_left_is_protected")
    run(by_hand)

    assert said_of(incident) == (True, True, True)


@pytest.mark.capability("E5")
def test_what_was_dealt_with_excused_or_referred_is_settled(world):
    dealt_with, referred, excused = cleared(world), world.graded("R"), world.graded("S")
    who = {"incident_id": referred.pk, "by": world.handler, "at": world.at}
    results.result(code="PHONE", text="", **who)
    results.ask_non_attendance(
        incident_id=excused.pk, reason="it is quiet now", by=world.dispatcher, at=world.at
    )
    results.approve_non_attendance(incident_id=excused.pk, by=world.supervisor, at=world.at)
    check_constraints()

    for incident in (dealt_with, referred, excused):
        incident.refresh_from_db()
        assert incident.status == Status.RESULTED
        assert said_of(incident) == (False, False, False)


@pytest.mark.capability("H2", "I4")
def test_a_unit_that_cleared_before_its_grade_was_raised_has_left_however_late_it_is_heard(world):
    incident, unit = world.graded("E"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    pressed_at = world.at + timedelta(seconds=1)
    world.wait(seconds=2)
    world.grade(incident, "I", reason="he is back with a knife")

    assignments.clear(unit_id=unit.pk, by=world.dispatcher, at=pressed_at)

    check_constraints()
    incident.refresh_from_db()
    assert (incident.status, incident.left_at) == (Status.AWAITING_UNIT, pressed_at)
    assert {"UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"} <= set(world.alerts(incident))
    assert said_of(incident) == (False, False, False)


@pytest.mark.capability("H2")
def test_two_units_that_clear_at_one_moment_have_dealt_with_it(world):
    incident = world.graded("E")
    for callsign in ("PC12", "PC13"):
        world.assign(world.unit(callsign), incident)
    for callsign in ("PC12", "PC13"):
        world.press(incident.assignments.get(unit__callsign=callsign).unit, 6)
    for callsign in ("PC12", "PC13"):
        world.press(incident.assignments.get(unit__callsign=callsign).unit, 2)

    check_constraints()
    incident.refresh_from_db()
    assert incident.status == Status.RESULTED
    assert said_of(incident) == (False, False, False)
