"""Two orders that do not go together, given at the same moment: there is one story afterwards."""

from collections import Counter
from functools import partial

import pytest

from contactcentre.core.errors import Refused, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.actions import alerts, sweep
from contactcentre.countdowns.models import Alert, Clock, ClockStep
from dispatch import queries
from dispatch.models import Assignment, Divert
from incidents import figures
from incidents.models import LogEntry
from tests.faults import numbers
from tests.races.pairs import PAIRS, Night
from tests.races.together import NOT_FOR_PEOPLE, together
from tests.rules.invariants import broken, broken_logs

# Two hundred in `make faults`.
ROUNDS = numbers.RACES


def was_done(answer) -> bool:
    """Test whether an order was obeyed; it may only be refused in words, and for a deadlock not."""
    if isinstance(answer, Exception) and not isinstance(answer, Refused):
        raise answer
    assert not str(answer).startswith(NOT_FOR_PEOPLE), answer
    return not isinstance(answer, Exception)


def check_one_story() -> None:
    """Check that all records of what the units did say the same, and nothing is forgotten."""
    assert queries.unprotected() == []
    assert list(figures.listed("lost")) == []
    assert (broken(), broken_logs()) == ([], [])
    diverted = Assignment.objects.filter(state="DIVERTED").order_by("pk")
    told = Divert.objects.order_by("assignment_id")
    assert list(told.values_list("assignment", "unit", "from_incident", "to_incident")) == list(
        diverted.values_list("pk", "unit", "incident", "diverted_to")
    )
    assert LogEntry.objects.filter(kind="DIVERT").count() == told.count()
    entries = Counter(AuditEntry.objects.values_list("name", flat=True))
    ended = Assignment.objects.exclude(ended_at=None)
    assert entries["unit.assigned"] == Assignment.objects.count()
    assert entries["unit.diverted_on"] == told.count()
    ways = ("cleared", "diverted", "stood_down", "unable")
    assert sum(entries[f"unit.{way}"] for way in ways) == ended.count()


@pytest.mark.slow
@pytest.mark.capability("H1", "H2", "H13")
@pytest.mark.parametrize("name", PAIRS)
def test_two_rival_orders_come_out_as_if_one_had_been_given_after_the_other(committed_world, name):
    pair, night = PAIRS[name], Night(committed_world)
    for _round in range(ROUNDS):
        night.begin()
        pair.prepare(night)

        answers = together(lambda: pair.one(night), lambda: pair.other(night))

        end = (*map(was_done, answers), night.where())
        assert end in pair.ends, answers
        pair.afterwards(night)
    check_one_story()


@pytest.mark.capability("I1", "I3")
def test_two_sweepers_on_one_due_clock_fire_its_step_once(committed_world):
    world = committed_world
    for _round in range(ROUNDS):
        incident = world.graded("I")
        clock = Clock.objects.open().get(kind="attend", subject_id=incident.pk)
        world.at = clock.next_step_at

        fired = together(*[lambda: sweep.run(by=world.system, at=world.at)] * 2)

        assert not [each for each in fired if isinstance(each, Exception)], fired
        assert ClockStep.objects.filter(clock=clock).count() == 1
        clock.refresh_from_db()
        assert clock.next_step_at > world.at
    turns = ClockStep.objects.values_list("clock", "percent", "turn")
    assert max(Counter(turns).values()) == 1
    assert (broken(), broken_logs()) == ([], [])


@pytest.mark.capability("I5")
def test_of_two_who_acknowledge_one_alert_one_has_it_and_the_other_is_told_who(committed_world):
    night = Night(committed_world)
    for _round in range(ROUNDS):
        night.begin()
        night.stand_down()
        alert = Alert.objects.live().get(code="UNIT_LEFT", subject_id=night.first.pk)
        who = (committed_world.dispatcher, committed_world.supervisor)

        answers = together(*[partial(acknowledge, night, alert, person) for person in who])

        assert sorted(map(was_done, answers)) == [False, True], answers
        alert.refresh_from_db()
        [refusal] = [answer for answer in answers if isinstance(answer, WrongState)]
        assert str(refusal) == f"{alert.acknowledged_by.short_name} acknowledged this already."
        assert committed_world.clocks(alert) == ["alert_lease"]
    taken = AuditEntry.objects.filter(name="alert.acknowledged").values_list("subject_id")
    assert max(Counter(taken).values()) == 1
    check_one_story()


def acknowledge(night: Night, alert: Alert, person) -> Alert:
    """Take an alert on."""
    return alerts.acknowledge(alert_id=alert.pk, by=person, at=night.world.at)


@pytest.mark.capability("E5", "I1")
def test_a_unit_sent_although_nobody_need_attend_is_minded_by_the_attendance_clock_again(world):
    night = Night(world)
    night.begin()
    night.ask_that_nobody_attends()
    before = Clock.objects.open().get(kind="attend", subject_id=night.first.pk)
    night.approve()
    assert not Clock.objects.open().filter(kind="attend", subject_id=night.first.pk).exists()

    night.send_again()

    again = Clock.objects.open().get(kind="attend", subject_id=night.first.pk)
    assert (again.started_at, again.due_at) == (before.started_at, before.due_at)
    world.wait(hours=1)
    assert "ATTENDANCE_LATE" in world.alerts(night.first)
