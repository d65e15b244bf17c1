"""The alarm of a leaving goes on until another crew knows of it; a silent crew is heard of (G3)."""

from datetime import timedelta

import pytest

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions import assignments, units
from incidents import figures
from tests.rules import invariants
from tests.world import World, check_constraints


@pytest.fixture
def left(world) -> World:
    """A burglary whose van was stood down, and the van free again."""
    world.burglary, world.van = world.graded("E", opening_code="BURGLARY"), world.unit()
    world.assign(world.van, world.burglary)
    order = {"unit_id": world.van.pk, "by": world.dispatcher, "at": world.at}
    assignments.stand_down(reason="not needed", **order)
    return world


def alarm(world: World) -> Alert:
    """Return the alarm that a unit left the burglary."""
    return Alert.objects.live().get(code="UNIT_LEFT", subject_id=world.burglary.pk)


@pytest.mark.capability("H2", "G3", "I4")
@pytest.mark.parametrize("code", [15, 5, 6], ids=["acknowledges", "sets off", "arrives"])
def test_the_alarm_of_a_leaving_goes_on_until_another_crew_knows_of_it(left, code):
    another = left.unit("PC31")
    left.assign(another, left.burglary)
    assert "PC31 assigned by Dispatcher, not acknowledged yet" in alarm(left).text

    left.wait(seconds=119)
    assert role_at(alarm(left)) == Role.SUPERVISOR

    left.press(another, code)
    assert left.alerts(left.burglary) == []
    assert invariants.broken() == []


@pytest.mark.capability("H2", "L7")
def test_with_a_silent_crew_sent_it_is_neither_lost_nor_waiting_and_one_clock_watches_it(left):
    left.assign(left.van, left.burglary)

    check_constraints()
    assert not figures.listed("lost").exists()
    assert not figures.listed("waiting").exists()
    assert left.clocks(left.burglary) == ["attend"]
    assert left.clocks(queries.current_assignment(left.van.pk)) == ["acknowledge_assignment"]


@pytest.mark.capability("H2", "G3", "H13")
@pytest.mark.parametrize("leave", [units.book_off, assignments.unable])
def test_a_crew_that_goes_without_a_word_leaves_it_alarmed_anew(left, leave):
    left.acknowledge_alert(alarm(left))
    left.assign(left.van, left.burglary)
    left.at += timedelta(seconds=30)
    reason = {"reason": "flat tyre"} if leave is assignments.unable else {}

    leave(unit_id=left.van.pk, by=left.dispatcher, at=left.at, **reason)

    check_constraints()
    again = alarm(left)
    assert (again.raised_at, again.acknowledged_by) == (left.at, None)
    assert "NO UNIT" in again.text
    assert invariants.broken() == []


@pytest.mark.capability("G3", "I4")
def test_a_crew_that_stays_silent_is_heard_of_by_the_supervisor_and_the_duty_officer(world):
    incident = world.graded("E")
    world.assign(world.unit(), incident)
    heard = []
    for seconds in (120, 60, 60, 60):
        world.wait(seconds=seconds)
        alert = Alert.objects.live().get(code="ASSIGNMENT_NOT_ACKNOWLEDGED")
        heard.append(role_at(alert))

    assert heard == ["dispatcher", "supervisor", "duty_officer", "duty_officer"]
