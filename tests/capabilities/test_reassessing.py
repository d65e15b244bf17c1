"""A divert asks for the risk to be assessed again, until somebody has."""

import pytest

from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments
from incidents import figures
from incidents.actions import duty, grading
from tests.world import CALM

ASKED = "REASSESS_DUE"


@pytest.fixture
def diverted(world):
    """A world in which the only unit of `first` was diverted to `second`."""
    world.first, world.second = world.graded("S"), world.graded("I", opening_code="VIOLENCE")
    world.car = world.unit("PC12")
    world.assign(world.car, world.first)
    world.divert(world.car, world.second)
    return world


def asked() -> Alert:
    return Alert.objects.live().get(code=ASKED)


def assess(world) -> None:
    grading.assess(incident_id=world.first.pk, answers=CALM, by=world.handler, at=world.at)


@pytest.mark.capability("H6")
def test_whoever_assessed_it_is_asked_at_once_to_ring_back_and_assess_again(diverted):
    assert asked().for_person == diverted.handler
    assert asked().text == (
        "A unit was diverted from this. Ring the caller back and assess the risk again (THRIVE)."
    )
    assert "reassess" in diverted.clocks(diverted.first)

    assess(diverted)

    assert ASKED not in diverted.alerts(diverted.first)
    assert "reassess" not in diverted.clocks(diverted.first)
    assert "UNIT_LEFT" in diverted.alerts(diverted.first), "It still has no unit."


@pytest.mark.capability("H6")
def test_a_supervisor_is_asked_when_nobody_has_done_it_in_five_minutes(diverted):
    diverted.acknowledge_alert(asked(), by=diverted.handler)
    diverted.wait(minutes=5)

    alert = asked()
    assert (alert.level, alert.acknowledged_by) == (1, None)


@pytest.mark.capability("H6")
def test_where_whoever_assessed_it_has_gone_home_their_colleagues_are_asked(diverted):
    colleague = diverted.on_shift("colleague", diverted.handler.roles[0])
    duty.sign_off(by=diverted.handler, at=diverted.at)

    assert (asked().for_person, asked().audience) == (None, "call_handler")
    diverted.acknowledge_alert(asked(), by=colleague)


@pytest.mark.capability("H6")
def test_nobody_is_asked_once_another_unit_is_there(diverted):
    other = diverted.unit("PC13")
    diverted.assign(other, diverted.first)
    assert ASKED in diverted.alerts(diverted.first), "A unit on its way assesses nothing."

    assignments.arrive(unit_id=other.pk, by=diverted.dispatcher, at=diverted.at)

    assert ASKED not in diverted.alerts(diverted.first)
    assert "reassess" not in diverted.clocks(diverted.first)


@pytest.mark.capability("H6")
def test_a_unit_that_is_stood_down_asks_for_no_assessment(world):
    incident, car = world.graded("S"), world.unit("PC12")
    world.assign(car, incident)
    assignments.stand_down(unit_id=car.pk, reason="not needed", by=world.dispatcher, at=world.at)

    assert ASKED not in world.alerts(incident)


@pytest.mark.capability("H6", "L7")
def test_an_assessment_that_somebody_takes_on_is_no_unit_that_somebody_sends(diverted):
    diverted.acknowledge_alert(asked(), by=diverted.handler)

    assert list(figures.listed("waiting")) == [diverted.first]
