"""Who is asked for the risk assessment that an emergency left out, and who hears after them."""

import pytest

from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from incidents.actions import duty, grading
from incidents.models import LogEntry


def _reminder(world, grader) -> Alert:
    """Let somebody grade without THRIVE, and five minutes pass."""
    incident = world.incident()
    who = {"incident_id": incident.pk, "by": grader, "at": world.at}
    grading.grade(grade="I", emergency_reason="she is screaming", **who)
    world.wait(minutes=5)
    return Alert.objects.live().get(code="ASSESSMENT_DUE")


@pytest.mark.capability("D1")
def test_whoever_graded_in_an_emergency_is_asked_for_the_assessment_and_then_a_supervisor(world):
    alert = _reminder(world, world.handler)
    assert (alert.level, alert.audience) == (0, "call_handler")
    assert alert.for_person == world.handler
    assert "Alert to Handler: Graded in an emergency by Handler" in _log_of(alert)

    world.acknowledge_alert(alert, by=world.handler)
    world.wait(minutes=5)

    alert.refresh_from_db()
    assert (alert.level, alert.acknowledged_by) == (1, None)
    assert "Alert to the supervisor: Graded in an emergency" in _log_of(alert)


@pytest.mark.capability("D1")
def test_a_dispatcher_who_graded_in_an_emergency_is_asked_at_their_own_desk(world):
    alert = _reminder(world, world.dispatcher)

    assert (alert.audience, alert.for_person) == ("dispatcher", world.dispatcher)


@pytest.mark.capability("D1")
def test_the_assessment_of_whoever_has_left_is_for_their_colleagues(world):
    incident = world.incident()
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    grading.grade(grade="I", emergency_reason="she is screaming", **who)
    world.on_shift("colleague", Role.CALL_HANDLER)
    duty.sign_off(by=world.handler, at=world.at)

    world.wait(minutes=5)

    alert = Alert.objects.live().get(code="ASSESSMENT_DUE")
    assert (alert.level, alert.audience, alert.for_person) == (0, "call_handler", None)


def _log_of(alert) -> str:
    return "\n".join(
        LogEntry.objects.filter(incident=alert.subject_id).values_list("text", flat=True)
    )
