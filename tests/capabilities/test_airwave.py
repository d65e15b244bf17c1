"""A radio gateway brings what crews press and where they are; what is late says nothing of now."""

from datetime import timedelta

import pytest

from contactcentre.contacts.models import RawPayload
from contactcentre.core import clock, people
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.models import Alert, Clock
from incidents.actions import duty
from tests.capabilities.gateway import state_of

pytestmark = pytest.mark.capability("O5")
LATE_CODES = {15: "Received", 5: "En route", 6: "At scene", 2: "On patrol", 11: "Off duty"}


def stopped(incident) -> list[tuple]:
    """Return which clocks of an incident and its assignments were stopped, and why."""
    ours = Clock.objects.filter(subject="incident", subject_id=incident.pk)
    of_units = incident.assignments.values("pk")
    ours |= Clock.objects.filter(subject="assignment", subject_id__in=of_units)
    return sorted(ours.values_list("kind", "stop_reason"))


def test_the_whole_story_by_radio_alone_is_the_same_as_by_the_api(world, gateway):
    by_radio, by_api = gateway.issue(world.unit()), world.unit("PC13")
    first, second = world.graded("S"), world.graded("S")
    for unit, incident in ((by_radio, first), (by_api, second)):
        world.assign(unit, incident)

    for code in (15, 5, 6, 2):
        world.at += timedelta(seconds=20)
        answer = gateway.press(by_radio, code)
        world.press(by_api, code)
        assert (answer.status_code, answer.json()["taken"]) == (200, True)

    assert stopped(first) == stopped(second)
    assert ("attend", "AT_SCENE") in stopped(first)
    for each in (first, second):
        each.refresh_from_db()
    assert (first.status, first.attended_at) == (second.status, second.attended_at)
    assert first.status == "RESULTED"
    said = by_radio.status_changes.order_by("pk").values_list("code", "by")
    assert list(said) == [(code, "airwave") for code in (15, 5, 6, 2)]
    assert state_of(by_radio) == ("AVAILABLE", None, None)


def test_a_unit_that_is_diverted_is_not_at_the_scene_by_a_press_from_before(world, gateway, sent):
    unit, _first = sent
    for code in (15, 5):
        gateway.press(unit, code, 1)
    worse = world.graded("I")
    world.at += timedelta(minutes=2)
    world.divert(unit, worse)

    answer = gateway.press(unit, 6, -20)

    said = answer.json()
    assert (answer.status_code, said["taken"], said["unit"]) == (200, False, "PC12")
    assert state_of(unit) == ("AVAILABLE", "ASSIGNED", worse.pk)
    worse.refresh_from_db()
    assert (worse.status, worse.attended_at) == ("ASSIGNED", None)
    assert "attend" in world.clocks(worse)
    line = worse.log.last().text
    assert line.startswith("PC12 pressed 6 At scene at ")
    assert line.endswith(", before it was sent here: not taken for this incident")
    assert said["detail"] == f"{line}."
    assert AuditEntry.objects.get(name="unit.press_not_taken").by == "airwave"
    assert [gateway.press(unit, code, code).json()["taken"] for code in (5, 6)] == [True, True]
    assert state_of(unit)[1] == "AT_SCENE"


@pytest.mark.parametrize("code", LATE_CODES)
def test_what_was_pressed_before_it_was_sent_moves_nothing(gateway, sent, code):
    unit, incident = sent
    before = state_of(unit)

    answer = gateway.press(unit, code, -1)

    assert (answer.status_code, answer.json()["taken"]) == (200, False)
    assert state_of(unit) == before
    assert f"pressed {code} {LATE_CODES[code]}" in incident.log.last().text
    assert not unit.status_changes.exists()


def test_a_press_older_than_the_last_that_was_taken_moves_nothing(gateway, sent):
    unit, incident = sent
    gateway.press(unit, 6, 40)

    answer = gateway.press(unit, 5, 20)

    assert "before what it last reported" in answer.json()["detail"]
    assert state_of(unit) == ("AVAILABLE", "AT_SCENE", incident.pk)


def test_the_last_crews_late_press_books_nobody_off(world, gateway):
    unit = gateway.issue(world.unit())

    assert not gateway.press(unit, 11, -60).json()["taken"]
    assert state_of(unit)[0] == "AVAILABLE"
    assert gateway.press(unit, 11, 60).json()["taken"]
    assert not gateway.press(unit, 2, 30).json()["taken"]
    assert state_of(unit)[0] == "OFF_DUTY"


@pytest.mark.parametrize("seconds", [-3000, 20])
def test_an_emergency_is_taken_however_late_it_comes(world, gateway, sent, seconds):
    unit, incident = sent
    gateway.press(unit, 6, 40)

    assert gateway.press(unit, 0, seconds).json()["taken"]

    assert state_of(unit) == ("EMERGENCY", "AT_SCENE", incident.pk)
    assert world.alerts(unit) == ["UNIT_EMERGENCY_0", "UNIT_EMERGENCY_1"]
    assert "(pressed at " in Alert.objects.filter(code="UNIT_EMERGENCY_0").get().text


def test_an_urgent_call_back_is_heard_however_late(world, gateway, sent):
    unit, _incident = sent

    assert gateway.press(unit, 14, -30).json()["taken"]
    assert world.alerts(unit) == ["CALL_BACK"]


def test_an_emergency_of_a_radio_that_nobody_knows_is_shown_to_a_supervisor(gateway):
    message = {"type": "status", "status": 0, "issi": 77, "message_id": "m", "at": "now"}

    for _again in range(2):
        answer = gateway.send(message)
        assert (answer.status_code, "EMERGENCY" in answer.json()["detail"]) == (202, True)

    kept = RawPayload.objects.get()
    assert kept.reason.startswith("EMERGENCY")
    alert = Alert.objects.live().get(code="BROKEN_PAYLOAD")
    assert (alert.text, alert.audience) == (kept.reason, "supervisor")


def test_with_the_gateways_account_closed_nothing_is_lost(world, gateway, sent):
    unit, _incident = sent
    duty.deactivate(person_id=people.airwave().pk, by=world.admin, at=world.at)

    answers = [gateway.press(unit, 0), gateway.press(unit, 15), gateway.report(unit, 51.5, -0.1)]

    assert [answer.status_code for answer in answers] == [202, 202, 202]
    reasons = RawPayload.objects.order_by("pk").values_list("reason", flat=True)
    assert [reason.startswith("EMERGENCY") for reason in reasons] == [True, False, False]


@pytest.mark.parametrize(
    "changes",
    [{"message_id": None}, {"at": "yesterday"}, {"type": "pressed"}, {"status": "0"}],
)
def test_an_emergency_is_taken_whatever_is_broken_beside_it(gateway, sent, changes):
    unit, _incident = sent
    message = gateway.said(unit, type="status", status=0) | changes

    answer = gateway.send(message)

    assert (answer.status_code, answer.json()["taken"]) == (202, True)
    assert state_of(unit)[0] == "EMERGENCY"
    assert not RawPayload.objects.get().reason.startswith("EMERGENCY")


def test_what_is_said_to_lie_in_the_future_is_taken_as_now(world, gateway, sent):
    unit, incident = sent
    assert gateway.press(unit, 6, 9000).json()["taken"]
    assert gateway.report(unit, 51.5, -0.1, 9000).json()["taken"]

    unit.refresh_from_db()
    incident.refresh_from_db()
    now = clock.now()
    assert max(unit.status_at, unit.position_at, incident.attended_at) <= now
    assert now - incident.attended_at < timedelta(minutes=1)


def test_a_crew_whose_press_comes_late_was_there_when_it_pressed(world, gateway, sent):
    unit, incident = sent
    assert gateway.press(unit, 6, 120).json()["taken"]

    incident.refresh_from_db()
    there = unit.assignments.get()
    assert incident.attended_at == there.at_scene_at == there.state_since == gateway.when(120)
    assert unit.status_changes.get().at == gateway.when(120)
    line = incident.log.filter(kind="UNIT").last()
    assert "PC12 at scene (pressed at " in line.text
    # The room heard of it now; its log does not say that it knew before.
    assert clock.now() - line.at < timedelta(minutes=1)


def test_who_had_gone_before_it_was_graded_up_has_not_dealt_with_it(world, gateway, sent):
    unit, incident = sent
    gateway.press(unit, 6, 10)
    world.at += timedelta(minutes=1)
    world.grade(incident, "I")

    gateway.press(unit, 2, -10)

    incident.refresh_from_db()
    assert incident.status == "AWAITING_UNIT"
    assert "UNIT_LEFT" in world.alerts(incident)
    assert "before it was graded I" in unit.assignments.get().end_reason


def test_a_crew_does_not_know_a_place_that_was_corrected_after_it_pressed(world, gateway, sent):
    unit, incident = sent
    gateway.press(unit, 15, 5)
    world.at += timedelta(minutes=1)
    incident.refresh_from_db()
    incident.place_number, incident.place_changed_at = 1, world.at
    incident.save_changes("place_number", "place_changed_at")

    late = gateway.press(unit, 15, -1)

    assert "before its place was corrected" in late.json()["detail"]
    assert unit.assignments.get().place_known == 0
    assert gateway.press(unit, 15, 1).json()["taken"]
    assert unit.assignments.get().place_known == 1


def test_a_crew_whose_press_makes_no_sense_now_is_asked_about_once(world, gateway):
    unit = gateway.issue(world.unit())

    answers = [gateway.press(unit, code, n) for n, code in enumerate((6, 5, 6), start=1)]

    assert {(each.status_code, each.json()["taken"]) for each in answers} == {(200, False)}
    assert state_of(unit) == ("AVAILABLE", None, None)
    assert not RawPayload.objects.exists()
    alert = Alert.objects.live().get(subject="unit", subject_id=unit.pk)
    assert (alert.code, alert.audience) == ("CALL_BACK", "dispatcher")
    assert alert.text.startswith("PC12 pressed 6 At scene at ")
    assert "(PC12 is not assigned to any incident): not taken. Ask the crew" in alert.text
    gateway.press(unit, 2, 10)
    assert world.alerts(unit) == []


def test_who_presses_twice_to_be_sure_troubles_nobody(gateway, sent):
    unit, incident = sent
    gateway.press(unit, 6, 10)

    again = gateway.press(unit, 6, 12)

    assert (again.status_code, again.json()["taken"]) == (200, False)
    assert state_of(unit) == ("AVAILABLE", "AT_SCENE", incident.pk)
    assert not RawPayload.objects.exists()
