"""A divert asks for the risk to be assessed again, until somebody has."""

import pytest

from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.models import Alert, Clock
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


@pytest.fixture
def waiting(world):
    """A world in which nobody was ever sent to `first`, of which the caller knows."""
    world.first = world.graded("S")
    return world


def times_asked(world) -> int:
    return AuditEntry.objects.filter(name="alert.sounded", detail__code=ASKED).count()


@pytest.mark.capability("I2")
def test_when_nobody_is_there_in_time_a_new_assessment_is_asked_for_with_its_own_clock(waiting):
    waiting.outage(minutes=59)
    assert ASKED not in waiting.alerts(waiting.first)

    waiting.outage(minutes=1)

    assert asked().text.startswith("Nobody is there, and its time is used up. Ring the caller")
    assert asked().for_person == waiting.handler
    assert "reassess" in waiting.clocks(waiting.first)
    assess(waiting)
    assert ASKED not in waiting.alerts(waiting.first)
    assert "ATTENDANCE_LATE" in waiting.alerts(waiting.first), "It still has nobody."


@pytest.mark.capability("I2")
def test_it_is_asked_for_once_a_breach(waiting):
    waiting.outage(minutes=60)
    assess(waiting)

    for _half_hour in range(3):
        waiting.outage(minutes=30)

    assert ASKED not in waiting.alerts(waiting.first)
    assert times_asked(waiting) == 1


@pytest.mark.capability("I2")
def test_a_unit_on_its_way_is_nobody_there_and_one_that_is_ends_the_question(waiting):
    car = waiting.unit()
    waiting.assign(car, waiting.first)
    waiting.press(car, 5)
    waiting.outage(minutes=60)
    assert ASKED in waiting.alerts(waiting.first)

    waiting.press(car, 6)

    assert ASKED not in waiting.alerts(waiting.first)


@pytest.mark.capability("I2")
def test_who_has_just_assessed_and_raised_it_past_its_new_time_is_not_asked_again(waiting):
    waiting.outage(minutes=20)

    waiting.grade(waiting.first, "I", reason="he is back")
    waiting.outage(seconds=1)

    assert "ATTENDANCE_LATE" in waiting.alerts(waiting.first)
    assert ASKED not in waiting.alerts(waiting.first)


@pytest.mark.capability("I2", "H6")
def test_what_a_divert_has_asked_for_already_is_not_put_off_by_the_breach(diverted):
    running = Clock.objects.open().filter(kind="reassess", subject_id=diverted.first.pk)
    due = running.get().due_at

    diverted.outage(minutes=60)

    assert running.get().due_at == due
    alert = Alert.objects.live().get(code=ASKED, subject_id=diverted.first.pk)
    assert alert.text.startswith("A unit was diverted from this.")


@pytest.mark.capability("I2")
def test_the_supervisor_hears_of_the_same_when_nobody_has_done_it(waiting):
    waiting.outage(minutes=60)
    waiting.outage(minutes=5)

    assert asked().level >= 1
    assert asked().text.startswith("Nobody is there, and its time is used up.")
