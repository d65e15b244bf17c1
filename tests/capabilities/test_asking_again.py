"""The risk is asked for again whenever what it rested on has changed (D5)."""

from datetime import timedelta

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments
from incidents.actions import grading
from tests.world import CALM

ASKED, WATCHED = "REASSESS_DUE", "unattended"
QUIET = {"opening_code": "OTHER", "summary": "Somebody is in the garden"}


def assess(world, incident) -> None:
    """Assess the risk of an incident."""
    grading.assess(incident_id=incident.pk, answers=CALM, by=world.handler, at=world.at)


def words(incident) -> str:
    """Return what is asked of whoever assessed an incident."""
    return Alert.objects.live().get(code=ASKED, subject_id=incident.pk).text


def link(world, incident, contact) -> None:
    """Say of a call that it is about an incident."""
    note = f"the same as {incident.reference}"
    who = {"contact_id": contact.pk, "by": world.handler, "at": world.at}
    calls.dispose(outcome=Outcome.LINKED_INCIDENT, note=note, **who)
    calls.end(**who)


@pytest.mark.capability("D5")
def test_another_contact_about_it_asks_whoever_assessed_it_to_do_so_again(world):
    incident = world.graded("S", **QUIET)
    world.at += timedelta(minutes=5)

    link(world, incident, world.call("07700 900400"))

    assert words(incident).startswith("Another contact came about this.")
    assert "reassess" in world.clocks(incident)
    assess(world, incident)
    assert ASKED not in world.alerts(incident)


@pytest.mark.capability("D5")
def test_whoever_assessed_it_while_they_had_the_other_contact_is_not_asked(world):
    incident = world.graded("S", **QUIET)
    world.at += timedelta(minutes=5)
    contact = world.call("07700 900400")
    world.at += timedelta(minutes=1)
    assess(world, incident)

    link(world, incident, contact)

    assert ASKED not in world.alerts(incident)


@pytest.mark.capability("D5", "C8")
@pytest.mark.parametrize("graded", [True, False])
def test_a_call_that_is_cut_off_asks_at_once_also_before_a_grade(world, graded):
    contact = world.call()
    incident = world.opened(contact, suspect_identity="SUSPECTED")
    assess(world, incident)
    if graded:
        grading.grade(grade="S", incident_id=incident.pk, by=world.handler, at=world.at)

    world.at += timedelta(seconds=5)
    calls.end(contact_id=contact.pk, is_cut=True, by=world.handler, at=world.at)

    assert words(incident).startswith("The call about this was cut off. Ring the caller back")
    assess(world, incident)
    assert incident.assessments.order_by("-pk")[0].suggested_grade == "I"


@pytest.mark.capability("D5")
def test_a_call_that_is_cut_off_before_any_assessment_has_the_clock_of_its_grade(world):
    contact = world.call()
    incident = world.opened(contact)

    calls.end(contact_id=contact.pk, is_cut=True, by=world.handler, at=world.at)

    assert ASKED not in world.alerts(incident)
    assert "grade_due" in world.clocks(incident)


@pytest.mark.capability("D5", "G6")
def test_a_unit_that_cannot_come_asks_for_the_risk_again(world):
    incident, car = world.graded("S", **QUIET), world.unit()
    world.assign(car, incident)
    world.at += timedelta(seconds=1)

    assignments.unable(unit_id=car.pk, reason="puncture", by=world.dispatcher, at=world.at)

    assert words(incident).startswith("A unit cannot come to this.")


@pytest.mark.capability("D5")
def test_after_three_hours_and_a_half_without_anybody_it_is_asked_for_and_again(world):
    incident = world.graded("E", **QUIET)
    world.outage(hours=3, minutes=29)
    assert ASKED not in world.alerts(incident)

    world.outage(minutes=1)

    assert words(incident).startswith("Three and a half hours without an assessment")
    assess(world, incident)
    assert ASKED not in world.alerts(incident)
    world.outage(hours=3, minutes=30)
    assert ASKED in world.alerts(incident)


@pytest.mark.capability("D5")
def test_an_assessment_meanwhile_lets_the_hours_run_anew(world):
    incident = world.graded("E", **QUIET)
    world.outage(hours=3)
    assess(world, incident)

    world.outage(hours=3)
    assert ASKED not in world.alerts(incident)
    world.outage(minutes=30)
    assert ASKED in world.alerts(incident)


@pytest.mark.capability("D5")
def test_the_hours_end_with_a_unit_at_the_scene_and_run_again_when_it_leaves(world):
    incident, car = world.graded("E", **QUIET), world.unit()
    assert WATCHED in world.clocks(incident)
    world.assign(car, incident)
    world.press(car, 6)
    assert WATCHED not in world.clocks(incident)

    world.press(car, 7)
    world.divert(car, world.graded("I"))

    assert WATCHED in world.clocks(incident)


@pytest.mark.capability("D5")
def test_what_nobody_is_sent_to_has_no_hours(world):
    assert WATCHED not in world.clocks(world.graded("R", **QUIET))
