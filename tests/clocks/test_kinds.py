"""Each kind of clock: how long it runs, and what happens when it has run."""

from datetime import timedelta

import pytest

from contactcentre.contacts.actions import intake
from contactcentre.contacts.models import Contact
from contactcentre.core.models import Duty
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.kinds import KINDS
from contactcentre.countdowns.models import Alert, Clock, Policy
from dispatch.models import Assignment
from incidents.actions import duty, grading, results
from incidents.actions.incidents import Opening, open_from
from tests.world import CALM


def seconds_left(kind: str, subject) -> int:
    """Return for how long the clock of a kind on a row runs, from its start."""
    clock = Clock.objects.open().get(kind=kind, subject_id=subject.pk)
    return int((clock.due_at - clock.started_at).total_seconds())


def test_every_kind_has_a_target_from_the_first_day(db):
    assert set(Policy.objects.values_list("kind", flat=True)) == set(KINDS)


@pytest.mark.capability("B2", "I1")
def test_a_999_call_has_ten_seconds_by_both_clocks(world):
    first, waiting = world.ring(), world.ring("07700 900999")

    assert world.clocks(waiting) == ["answer_from_bt", "answer_from_ring", "no_disposition"]
    world.wait(seconds=9)
    assert world.alerts(waiting) == []
    world.wait(seconds=1)
    assert world.alerts(waiting) == world.alerts(first) == ["NOT_ANSWERED"]
    alert = Alert.objects.get(code="NOT_ANSWERED", subject_id=waiting.pk)
    assert role_at(alert) == "supervisor"


@pytest.mark.capability("B2")
def test_the_clock_from_bt_counts_from_their_connection(world):
    held_up = world.at - timedelta(seconds=4)
    contact = intake.receive(
        source="test",
        source_id="held up",
        channel="999",
        received_at=world.at,
        connected_at=held_up,
        presented_at=world.at,
        by=world.system,
        at=world.at,
    )

    bt, ring = Clock.objects.filter(kind__startswith="answer").order_by("kind")
    assert (bt.started_at, ring.started_at) == (held_up, world.at)
    world.wait(seconds=6)
    assert world.alerts(contact) == ["NOT_ANSWERED"]


@pytest.mark.capability("B2")
def test_a_101_call_has_no_ten_second_clock(world):
    assert world.clocks(world.ring(channel="101")) == ["no_disposition"]


@pytest.mark.capability("A3")
def test_a_contact_without_an_outcome_is_asked_after_every_ten_minutes(world):
    contact = world.ring(channel="101")
    world.wait(minutes=10, seconds=-1)
    assert "NO_DISPOSITION" not in world.alerts(contact)
    world.wait(seconds=1)
    assert "NO_DISPOSITION" in world.alerts(contact)
    world.acknowledge_alert(Alert.objects.get(code="NO_DISPOSITION"), by=world.supervisor)
    world.wait(minutes=10)
    assert Alert.objects.get(code="NO_DISPOSITION").acknowledged_by is None


@pytest.mark.capability("B4")
def test_an_offer_that_is_not_taken_in_fifteen_seconds_goes_back_to_its_place(world):
    contact = world.ring()
    assert Contact.objects.get(pk=contact.pk).handler == world.handler

    world.wait(seconds=15)

    contact.refresh_from_db()
    assert (contact.state, contact.handler) == ("QUEUED", None)
    assert "CALL_MISSED" in world.alerts(contact)


@pytest.mark.capability("I1", "I2")
@pytest.mark.parametrize(("grade", "seconds"), [("I", 15 * 60), ("S", 60 * 60), ("E", 48 * 3600)])
def test_the_time_to_attend_follows_the_grade(world, grade, seconds):
    incident = world.graded(grade)

    assert seconds_left("attend", incident) == seconds
    assert incident.due_at == incident.clock_start_at + timedelta(seconds=seconds)


@pytest.mark.capability("I1")
def test_it_counts_from_the_answer_and_not_from_the_grade(world):
    contact = world.call()
    answered = world.at
    world.wait(minutes=4)
    incident = world.incident(contact)
    world.grade(incident, "I")

    assert incident.due_at == answered + timedelta(minutes=15)


@pytest.mark.capability("I1")
def test_a_referred_one_has_no_time_to_attend(world):
    incident = world.graded("R")

    assert (incident.due_at, world.clocks(incident)) == (None, [])


@pytest.mark.capability("I2", "I3")
def test_without_a_unit_the_desk_hears_at_75_and_those_above_at_90_and_100(world):
    incident = world.graded("S")
    heard = {}
    for percent in (50, 75, 90, 100):
        world.outage(minutes=percent * 0.6 - (world.at - incident.clock_start_at).seconds / 60)
        alert = Alert.objects.live().filter(code="ATTENDANCE_LATE").first()
        heard[percent] = role_at(alert) if alert else None

    assert heard == {50: None, 75: "dispatcher", 90: "supervisor", 100: "duty_officer"}


@pytest.mark.capability("I2")
def test_with_a_unit_on_its_way_only_100_percent_is_an_alert(world):
    incident = world.graded("S")
    world.assign(world.unit(), incident)
    world.press(world.unit("PC20"), 3)

    world.wait(minutes=59)
    assert "ATTENDANCE_LATE" not in world.alerts(incident)
    world.wait(minutes=1)
    assert "ATTENDANCE_LATE" in world.alerts(incident)


@pytest.mark.capability("H3", "H5")
@pytest.mark.parametrize(("grade", "seconds"), [("I", 60), ("S", 300), ("E", 1800)])
def test_another_unit_is_to_be_sent_in_the_time_of_the_grade(world, grade, seconds):
    incident, unit = world.graded(grade), world.unit()
    world.assign(unit, incident)
    world.press(unit, 11)
    Clock.objects.open().filter(kind="acknowledge_alert").update(next_step_at=None)
    alert = Alert.objects.get(code="UNIT_LEFT")

    assert seconds_left("re_resource", incident) == seconds
    world.outage(seconds=seconds)

    alert.refresh_from_db()
    assert role_at(alert) == "duty_officer"
    assert "Still no unit" in alert.text
    raised = alert.raised_at
    world.outage(seconds=seconds)
    world.outage(seconds=seconds)
    alert.refresh_from_db()
    assert alert.raised_at > raised  # And it goes on asking.


@pytest.mark.capability("H3", "I1")
def test_a_left_incident_that_gets_worse_is_to_be_sent_a_unit_sooner(world):
    incident, unit = world.graded("E"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 11)
    left_at = world.at
    world.wait(seconds=30)

    world.grade(incident, "I")

    clock = Clock.objects.open().get(kind="re_resource", subject_id=incident.pk)
    assert clock.due_at == left_at + timedelta(seconds=60)


@pytest.mark.capability("G2", "G3")
def test_a_crew_has_60_seconds_to_acknowledge_and_at_120_the_dispatcher_hears(world):
    incident, unit = world.graded("S"), world.unit()
    assignment = world.assign(unit, incident)
    assert seconds_left("acknowledge_assignment", assignment) == 60

    world.wait(seconds=60)
    assert "PC12 has not acknowledged" in incident.log.order_by("seq").last().text
    assert world.alerts(incident) == []
    world.wait(seconds=60)
    assert world.alerts(incident) == ["ASSIGNMENT_NOT_ACKNOWLEDGED"]

    world.press(unit, 15)
    assert world.alerts(incident) == []
    assert world.clocks(Assignment.objects.get(pk=assignment.pk)) == []


@pytest.mark.capability("E5")
def test_units_cleared_it_is_closed_or_sent_again_within_half_an_hour(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    world.press(unit, 3)
    assert seconds_left("close_or_send", incident) == 1800

    world.wait(minutes=30)
    assert world.alerts(incident) == ["CLOSE_OR_SEND"]

    world.assign(unit, incident)
    assert world.alerts(incident) == []
    assert "close_or_send" not in world.clocks(incident)


@pytest.mark.capability("D1")
def test_a_grade_in_an_emergency_leaves_five_minutes_to_assess(world):
    incident = world.incident()
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    grading.grade(grade="S", emergency_reason="she is screaming", **who)
    grading.grade(grade="I", emergency_reason="and now he is in", **who)
    assert seconds_left("complete_assessment", incident) == 300

    world.wait(minutes=5)
    assert "ASSESSMENT_DUE" in world.alerts(incident)

    grading.assess(answers=CALM, **who)
    assert "ASSESSMENT_DUE" not in world.alerts(incident)
    assert "complete_assessment" not in world.clocks(incident)


@pytest.mark.capability("H2")
def test_who_is_not_seen_for_a_minute_of_real_time_owns_nothing_any_more(world):
    incident = world.graded("S")
    assert incident.owner == world.dispatcher
    world.wait(minutes=10)
    incident.refresh_from_db()
    assert incident.owner == world.dispatcher  # Ten minutes of the moved clock are nothing.

    Duty.objects.filter(person=world.dispatcher).update(last_seen_at="2000-01-01T00:00Z")
    world.wait(seconds=15)

    incident.refresh_from_db()
    assert incident.owner == world.supervisor
    assert not Duty.objects.current().filter(person=world.dispatcher).exists()
    assert "not seen for a minute" in incident.log.filter(kind="OWNER").last().text


@pytest.mark.capability("H2")
def test_a_duty_officer_who_was_called_in_and_has_signed_on_lapses_like_anybody(world):
    world.graded("S")
    other = world.person("other", "duty_officer")
    for person in (world.dispatcher, world.supervisor, world.officer):
        duty.sign_off(by=person, at=world.at)
    duty.sign_on(desk="DUTY_OFFICE", by=other, at=world.at)
    duty.sign_on(desk="SUPERVISION", by=world.supervisor, at=world.at)
    Duty.objects.filter(person=other).update(last_seen_at="2000-01-01T00:00Z")

    world.wait(minutes=1)

    assert not Duty.objects.current().filter(person=other).exists()


@pytest.mark.capability("I7")
def test_every_clock_that_stopped_says_why(world):
    incident, unit = world.graded("I"), world.unit()
    world.grade(incident, "S", by=world.supervisor)
    world.assign(unit, incident)
    world.press(unit, 6)
    world.press(unit, 3)
    world.finish(incident)

    reasons = dict(Clock.objects.filter(subject="incident").values_list("kind", "stop_reason"))
    every = Clock.objects.filter(subject="incident", kind="attend").order_by("pk")
    assert [clock.stop_reason for clock in every] == ["SUPERSEDED", "AT_SCENE"]
    assert reasons["close_or_send"] == "CLOSED"
    assert not Clock.objects.open().filter(subject="incident").exists()


@pytest.mark.capability("E5", "I7")
def test_an_approved_non_attendance_stops_the_clocks_for_that_reason(world):
    incident = world.graded("S")
    who = {"incident_id": incident.pk, "at": world.at}
    results.ask_non_attendance(reason="cancelled", by=world.dispatcher, **who)
    results.approve_non_attendance(by=world.supervisor, **who)

    stopped = Clock.objects.get(kind="attend", subject_id=incident.pk)
    assert stopped.stop_reason == "NON_ATTENDANCE"
    assert world.clocks(incident) == ["close_or_send"]


@pytest.mark.capability("A1")
def test_opening_an_incident_does_not_stop_asking_for_the_contacts_outcome(world):
    contact = world.call()
    open_from(
        contact_id=contact.pk,
        opening=Opening(opening_code="DOM", summary="banging"),
        by=world.handler,
        at=world.at,
    )

    assert "no_disposition" in world.clocks(contact)
    world.done_with(contact)
    assert world.clocks(contact) == []
