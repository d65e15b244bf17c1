"""Whole journeys, told in the words of the control room."""

import pytest

from contactcentre.countdowns.models import Alert, Clock
from incidents import chain
from incidents.enums import Status
from tests.world import AT_THE_DOOR, check_constraints


@pytest.mark.capability("A1", "E1", "E2", "G2", "I1")
def test_a_999_call_is_answered_graded_attended_and_closed(world):
    incident, unit = world.graded("I", summary="Banging on her door"), world.unit()

    world.assign(unit, incident)
    world.press(unit, 15)
    world.press(unit, 5)
    world.wait(minutes=8)
    world.press(unit, 6)
    world.wait(minutes=20)
    world.press(unit, 2)
    world.finish(incident)

    incident.refresh_from_db()
    check_constraints()
    assert incident.status == Status.CLOSED
    assert incident.reference == "1/14MAR26"
    assert incident.attended_at is not None
    assert not Clock.objects.open().filter(subject="incident").exists()
    assert not Alert.objects.live().exists()
    assert chain.first_broken(incident.log.all()) is None


@pytest.mark.capability("H1", "H2", "H3", "H13", "I7")
def test_an_incident_that_a_unit_leaves_has_an_owner_a_clock_and_an_alarm(world):
    banging = world.graded("S", suspect_identity="SUSPECTED")
    stabbing = world.graded("I", opening_code="VIOLENCE", summary="A stabbing")
    unit, due_at = world.unit(), banging.due_at
    world.assign(unit, banging)

    world.divert(unit, to=stabbing)

    check_constraints()
    banging.refresh_from_db()
    stabbing.refresh_from_db()
    assert (banging.status, stabbing.status) == (Status.AWAITING_UNIT, Status.ASSIGNED)
    assert banging.owner == world.dispatcher
    assert "re_resource" in world.clocks(banging)
    assert {"UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"} <= set(world.alerts(banging))
    assert banging.due_at == due_at
    assert banging.tags == ["DIVERT", "DA"]


@pytest.mark.capability("D2")
def test_somebody_at_the_door_suggests_immediate_with_the_reason(world):
    incident = world.incident(suspect_identity="SUSPECTED")
    world.grade(incident, "I", answers=AT_THE_DOOR)

    reasons = [reason["rule"] for reason in incident.assessments.get().reasons]
    assert incident.suggested_grade == "I"
    assert "threat_now" in reasons
    assert "domestic" in reasons
