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
    assert left.clocks(left.burglary) == ["attend", "unattended"]
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


def lines(incident) -> list[str]:
    """Return what the log says of clocks and alerts, in order."""
    entries = incident.log.filter(kind__in=["CLOCK", "ALERT"]).order_by("seq")
    return list(entries.values_list("text", flat=True))


@pytest.mark.capability("G3")
def test_each_step_of_a_silent_crew_is_one_line_of_the_log(world):
    incident = world.graded("E")
    before = len(lines(incident))
    world.assign(world.unit(), incident)

    world.wait(minutes=10)

    silent, desk, supervisor, officer = lines(incident)[before:]
    assert silent == "PC12 has not acknowledged its assignment"
    assert desk.startswith("Alert to the dispatcher: PC12 has not acknowledged.")
    assert supervisor.startswith("Nobody acknowledged. Alert to the supervisor: PC12")
    assert officer.startswith("Nobody acknowledged. Alert to the duty officer: PC12")


@pytest.mark.capability("G3")
def test_its_alert_says_what_to_do_and_leaves_whoever_took_it_on_their_time(world):
    incident = world.graded("E")
    world.assign(world.unit(), incident)
    world.wait(minutes=2)
    alert = Alert.objects.live().get(code="ASSIGNMENT_NOT_ACKNOWLEDGED")
    for deed in ("Call the crew", "record its acknowledgement", "send another unit"):
        assert deed in alert.text

    world.acknowledge_alert(alert)
    world.wait(minutes=10)

    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.raised_at) == (world.dispatcher, alert.first_raised_at)


@pytest.mark.capability("G3")
def test_a_second_silent_crew_makes_the_alert_new_and_no_younger(world):
    incident = world.graded("E")
    first, second = world.unit("PC31"), world.unit("PC32")
    world.assign(first, incident)
    world.wait(seconds=50)
    world.assign(second, incident)
    world.wait(seconds=70)
    alert = Alert.objects.live().get(code="ASSIGNMENT_NOT_ACKNOWLEDGED")
    began = alert.raised_at

    world.wait(seconds=50)

    alert.refresh_from_db()
    assert alert.text.startswith("PC31, PC32 have not acknowledged.")
    assert (alert.first_raised_at, alert.raised_at) == (began, world.at)
    world.wait(minutes=5)
    alert.refresh_from_db()
    assert alert.raised_at == began + timedelta(seconds=50)
