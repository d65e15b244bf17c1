"""What was settled for a lesser grade is settled no longer when the grade is raised."""

import pytest

from contactcentre.core.errors import WrongState
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions import assignments
from incidents.actions import results
from incidents.enums import Status
from incidents.models import Incident
from tests.rules.database import refusal
from tests.scenarios.test_excused import excuse
from tests.world import check_constraints


def check_a_unit_is_awaited(world, incident, *, since) -> None:
    """Check that a raised incident awaits a unit, with a clock from now on and an alarm."""
    check_constraints()
    incident.refresh_from_db()
    assert (incident.status, incident.left_at) == (Status.AWAITING_UNIT, since)
    assert incident.non_attendance_approved_by is None
    assert "re_resource" in world.clocks(incident)
    assert "close_or_send" not in world.clocks(incident)
    assert {"UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"} <= set(world.alerts(incident))
    assert queries.unprotected() == []
    with pytest.raises(WrongState):
        results.close(incident_id=incident.pk, by=world.dispatcher, at=world.at)


def said(incident) -> str:
    """Return why a unit is awaited, in the words of both alarms."""
    live = Alert.objects.live().filter(subject_id=incident.pk, code__startswith="UNIT_LEFT")
    (words,) = set(live.values_list("text", flat=True))
    why, _, nobody = words.partition(". ")
    assert nobody == f"NO UNIT for {incident.place_shown}"
    return why


@pytest.mark.capability("E5", "H2", "D2")
def test_an_excuse_after_a_unit_was_there_ends_when_the_grade_is_raised(world):
    incident, unit = world.graded("E"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    reason = "needed elsewhere"
    assignments.stand_down(unit_id=unit.pk, reason=reason, by=world.dispatcher, at=world.at)
    excuse(world, incident)
    assert incident.status == Status.RESULTED
    world.wait(minutes=5)

    world.grade(incident, "I", reason="he is back with a knife")

    check_a_unit_is_awaited(world, incident, since=world.at)
    assert said(incident) == "Raised from E to I; for E nobody was to attend"


@pytest.mark.capability("H2", "D2")
def test_what_was_cleared_awaits_a_unit_again_when_its_grade_is_raised(world):
    incident, unit = world.graded("E"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    world.press(unit, 2)
    world.wait(minutes=5)

    world.grade(incident, "I", reason="he is back with a knife")

    check_a_unit_is_awaited(world, incident, since=world.at)
    assert said(incident) == "Raised from E to I; its units had cleared"


@pytest.mark.capability("D2", "H2")
def test_what_was_referred_and_resulted_awaits_a_unit_when_it_is_graded_higher(world):
    incident = world.graded("R")
    results.result(incident_id=incident.pk, code="PHONE", text="", by=world.handler, at=world.at)
    world.wait(minutes=5)

    world.grade(incident, "S", reason="she rings again")

    check_a_unit_is_awaited(world, incident, since=world.at)
    assert said(incident) == "Raised from R to S; it had been referred and resulted"


@pytest.mark.capability("E5", "H2")
def test_the_database_trusts_an_excuse_for_no_more_urgent_grade(world):
    incident = world.graded("E")
    excuse(world, incident)
    assert incident.non_attendance_grade == "E"
    check_constraints()

    raised = f"UPDATE incidents_incident SET grade = 'I' WHERE id = {incident.pk}"  # noqa: S608

    assert "nobody would be alarmed" in refusal(raised)


@pytest.mark.capability("E5", "I4")
def test_a_raised_grade_ends_the_alert_that_asked_for_an_approval(world):
    incident = world.graded("E")
    results.ask_non_attendance(
        incident_id=incident.pk, reason="it is quiet", by=world.dispatcher, at=world.at
    )

    world.grade(incident, "I", reason="not quiet at all")

    assert not Incident.objects.exclude(non_attendance_asked_by=None).exists()
    assert not Alert.objects.live().filter(code="NON_ATTENDANCE_ASKED").exists()
