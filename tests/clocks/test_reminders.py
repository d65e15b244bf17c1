"""Who is asked for the risk assessment that an emergency left out, and who hears after them."""

import pytest

from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from incidents.actions import duty, grading, places
from incidents.models import Incident, LogEntry
from incidents.places import Where


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


@pytest.mark.capability("D1")
@pytest.mark.parametrize("leave", [duty.sign_off, duty.start_break])
def test_whoever_leaves_unread_what_is_for_them_alone_leaves_it_to_a_colleague(world, leave):
    alert = _reminder(world, world.handler)
    world.on_shift("colleague", Role.CALL_HANDLER)
    before = alert.version

    leave(by=world.handler, at=world.at)

    alert.refresh_from_db()
    assert (alert.level, alert.audience, alert.for_person) == (0, "call_handler", None)
    assert alert.version > before
    assert "Alert to call handlers, Handler: " in _log_of(alert)


@pytest.mark.capability("D1")
def test_with_no_colleague_at_the_desk_what_is_left_unread_climbs_at_once(world):
    alert = _reminder(world, world.handler)

    duty.start_break(by=world.handler, at=world.at)

    alert.refresh_from_db()
    assert (alert.level, alert.for_person) == (1, None)


@pytest.mark.capability("D1")
def test_where_its_incident_moves_out_of_sight_it_is_for_who_is_there(world):
    alert = _reminder(world, world.dispatcher)
    incident = Incident.objects.get(pk=alert.subject_id)
    where = Where(text="Camden Road", place_id=world.place_elsewhere().pk)
    places.correct(incident_id=incident.pk, location=where, by=world.supervisor, at=world.at)

    alert.refresh_from_db()
    assert (alert.area, alert.for_person, alert.level) == (world.elsewhere, None, 1)


@pytest.mark.capability("D1")
def test_nobody_is_asked_for_what_they_cannot_open(world):
    incident = world.incident()
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    grading.grade(grade="I", emergency_reason="she is screaming", **who)
    Incident.objects.filter(pk=incident.pk).update(restricted=True, owner=world.dispatcher)
    world.wait(minutes=5)

    alert = Alert.objects.live().get(code="ASSESSMENT_DUE")
    assert (alert.audience, alert.for_person) == ("supervisor", None)


@pytest.mark.capability("D1", "I5")
def test_the_repeat_takes_it_from_no_supervisor(world):
    alert = _reminder(world, world.handler)
    world.wait(minutes=5)
    alert.refresh_from_db()
    world.acknowledge_alert(alert, by=world.supervisor)

    world.wait(minutes=6)

    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.times_returned) == (world.supervisor, 0)
    world.wait(minutes=5)
    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.times_returned) == (None, 1)


def _log_of(alert) -> str:
    return "\n".join(
        LogEntry.objects.filter(incident=alert.subject_id).values_list("text", flat=True)
    )
