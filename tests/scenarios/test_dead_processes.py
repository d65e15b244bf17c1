"""
The night of 31 May 2018 while processes die: what keeps her from being forgotten needs few of them.

A real `run_clocks`, without Redis or Celery, and with time that runs as that night's did. What is
late is late by that process; the tests wait for it as long as a busy machine may need.
"""

import time
from contextlib import contextmanager
from datetime import timedelta

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert, Clock, ClockStep
from dispatch import queries
from dispatch.models import Assignment, Divert
from incidents import figures
from tests.live.server import Process, database_url
from tests.patience import SOON
from tests.rules.invariants import broken, broken_logs
from tests.scenarios.test_31_may_2018 import at
from tests.world import World

pytestmark = pytest.mark.slow
NO_REDIS = {"REDIS_URL": "redis://127.0.0.1:1/0"}
A_MOMENT = timedelta(seconds=1.5)
WITHIN = timedelta(seconds=10)
CUT = "SELECT pg_terminate_backend(%s)"


class Night:
    """Her incident, and the unit that was sent to her; the wall clock is that of the night."""

    def __init__(self):
        self.world = World(at=at("23:54"))
        self.car = self.world.unit("F21")
        self.hers = self.world.graded("S")
        self.stabbing = self.world.graded("I", opening_code="VIOLENCE")
        for code in (None, 15, 5):
            self.send() if code is None else self.world.press(self.car, code)
        VirtualClock.begin(anchor=at("23:58"), speed=1)
        clock.forget()

    def send(self) -> None:
        """Send F21 to her."""
        self.world.assign(self.car, self.hers)

    def be(self, moment) -> None:
        """Let it be that moment for every process."""
        VirtualClock.move(to=moment)
        clock.forget()
        self.world.at = clock.now()

    def divert(self) -> None:
        """Take her unit away at two minutes past midnight."""
        self.be(at("0:02"))
        self.world.divert(self.car, to=self.stabbing)
        self.hers.refresh_from_db()

    def alarm(self) -> Alert:
        """Return the alarm that her unit has left."""
        return Alert.objects.live().get(code="UNIT_LEFT", subject_id=self.hers.pk)

    def clocks(self):
        """Return the open clocks about her and about the alarm of her, by what comes first."""
        hers = Q(subject="incident", subject_id=self.hers.pk)
        alarm = Q(subject="alert", subject_id=self.alarm().pk)
        waiting = Clock.objects.open().exclude(next_step_at=None)
        return waiting.filter(hers | alarm).order_by("next_step_at")


@pytest.fixture
def night(transactional_db) -> Night:
    """The room at two minutes to midnight, everything committed."""
    return Night()


@contextmanager
def run_clocks():
    """Run the driver of the clocks that needs nothing but PostgreSQL."""
    with Process("manage.py", "run_clocks", **NO_REDIS) as process:
        yield process


def wait_for(is_true) -> None:
    """Wait until something is so, as long as a busy machine may need."""
    end = time.monotonic() + SOON
    while not is_true():
        assert time.monotonic() < end, "It never came."
        time.sleep(0.05)


@pytest.mark.capability("H2", "H5", "I2", "I3")
def test_without_redis_and_celery_each_step_is_within_a_second_of_its_time(night):
    night.divert()
    lateness, heard = [], []
    with run_clocks():
        # The first that falls due tells that the process is there; then each is measured.
        for _step in range(4):
            first = night.clocks().first()
            night.be(max(first.next_step_at - A_MOMENT, clock.now()))
            lateness.append(_seconds_late(night, first))
            heard.append(role_at(night.alarm()))
            assert queries.unprotected() == []

    assert min(lateness) >= 0
    # A busy machine may be late, not every time.
    assert min(lateness[1:]) < 1, lateness
    assert heard[:2] == ["supervisor", "duty_officer"]
    assert not figures.listed("lost").exists()


def _seconds_late(night: Night, first: Clock) -> float:
    due = first.next_step_at
    wait_for(lambda: not night.clocks().filter(next_step_at__lte=due).exists())
    step = ClockStep.objects.get(clock=first, fell_due_at=due)
    return (step.fired_at - step.fell_due_at).total_seconds()


@pytest.mark.capability("H2", "I2", "I3")
def test_when_run_clocks_returns_what_is_overdue_comes_at_once_most_severe_first_and_late(night):
    others = [night.world.graded(grade) for grade in "EIS"]
    night.divert()
    overdue_at = at("0:20")
    night.be(overdue_at)
    overdue = {each.pk: each.severity for each in Clock.objects.due(overdue_at)}
    assert len(set(overdue.values())) > 1
    assert len(others) < len(overdue)

    with run_clocks():
        wait_for(lambda: not Clock.objects.filter(pk__in=overdue).due(overdue_at).exists())

    first = {}
    for step in ClockStep.objects.filter(clock__in=overdue).order_by("pk"):
        first.setdefault(step.clock_id, step)
    fired = sorted(first.values(), key=lambda step: step.fired_at)
    severities = [overdue[step.clock_id] for step in fired]
    assert severities == sorted(severities)
    assert fired[-1].fired_at - fired[0].fired_at < WITHIN
    assert all(step.late_by > timedelta(minutes=1) for step in fired)
    assert role_at(night.alarm()) == "duty_officer"
    assert queries.unprotected() == []


@pytest.mark.capability("H1", "H2")
def test_a_divert_whose_database_goes_away_at_any_of_its_statements_is_whole_or_not_there(night):
    cuts = 0
    while not _is_diverted_with_a_cut_after(night, cuts):
        cuts += 1
        assert (Divert.objects.count(), queries.unprotected()) == (0, [])
        assert Assignment.objects.current().get(unit=night.car).incident == night.hers
        assert night.world.alerts(night.hers) == []

    assert cuts > 20
    assert Assignment.objects.current().get(unit=night.car).incident == night.stabbing
    assert "UNIT_LEFT" in night.world.alerts(night.hers)
    assert (broken(), broken_logs()) == ([], [])


def _is_diverted_with_a_cut_after(night: Night, statements: int) -> bool:
    """Divert, with the connection ended by PostgreSQL after so many statements; False if it was."""
    left = [statements]

    def cut(execute, sql, parameters, many, context):
        if left[0] == 0:
            _end_the_server_process_of(connection.connection.info.backend_pid)
        left[0] -= 1
        return execute(sql, parameters, many, context)

    try:
        with connection.execute_wrapper(cut):
            night.world.divert(night.car, to=night.stabbing)
    except (OperationalError, InterfaceError):
        connection.close()
        return False
    return left[0] >= 0


def _end_the_server_process_of(pid: int) -> None:
    other = psycopg2.connect(database_url())
    with other.cursor() as cursor:
        cursor.execute(CUT, [pid])
    other.close()
