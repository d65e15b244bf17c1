"""
The night of 31 May 2018 over HTTP while processes die at 0:01 and return at 0:20.

First Redis and Celery, so that `run_clocks` is alone with the clocks; then `run_clocks` as well.
The room is smaller than that of the whole night, and holds what the night needs.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from contactcentre.core import clock
from contactcentre.core.models import Heartbeat, VirtualClock
from contactcentre.core.permissions import Role
from contactcentre.core.pulse import CANARY
from contactcentre.countdowns.models import Alert, Clock, ClockStep
from contactcentre.management.replay import night as cast
from contactcentre.management.replay.night import Night, moment
from contactcentre.management.simulator.client import Client
from incidents.actions import duty
from incidents.models import Place
from runner import redis, venv
from tests.live.server import Process, WebProcess
from tests.rules.invariants import broken, broken_logs
from tests.scenarios.replay import CELERY, LEFT, Replay
from tests.world import World

pytestmark = pytest.mark.slow
DEAD = {"REDIS_URL": "redis://127.0.0.1:1/0"}
DIES, RETURNS = moment("0:01:00"), moment("0:20:00")
# Time runs so slowly that a busy machine has four seconds where the night had one.
SLOWLY = 0.25
LEAD, A_SECOND = timedelta(seconds=0.15), timedelta(seconds=1)
WITHIN_SECONDS = 10


@pytest.fixture
def room(transactional_db) -> World:
    """Whoever and whatever that night needs, at half past eleven."""
    world = World(at=moment("23:30:00").astimezone(UTC))
    world.person(cast.HANDLER, Role.CALL_HANDLER)
    world.person(cast.DISPATCHER, Role.DISPATCHER, area=world.area)
    world.person(cast.SUPERVISOR, Role.SUPERVISOR)
    world.person(cast.OFFICER, Role.DUTY_OFFICER)
    station = {"name": "Station Road", "words": "station road", "kind": "street"}
    Place.objects.create(**station, borough=world.borough, lat=51.4652, lon=-0.1145)
    VirtualClock.begin(anchor=world.at, speed=1)
    clock.forget()
    world.unit("F21")
    return world


@pytest.fixture
def broker() -> Iterator[redis.Server]:
    """A Redis of our own, which may be killed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = redis.Server(folder / "redis", folder / "redis.log", venv.packages())
        made.start()
        yield made
        made.stop()


@contextmanager
def played(room: World, grade: str, *, speed: float, **environment: str) -> Iterator[Replay]:
    """Play the night against a web process; its calls are for the handler of that night."""
    duty.sign_off(by=room.handler, at=room.at)
    with ExitStack() as open_until:
        web = open_until.enter_context(WebProcess(**environment))
        client = Client(web.url, room.key(), settings.TELEPHONY_SECRET)
        open_until.callback(client.close)
        yield Replay(Night(client, grade=grade), speed=speed)


def due_next() -> datetime:
    """Return when the next step of any clock falls due; who is still there, is asked all along."""
    waiting = Clock.objects.open().exclude(kind="ownership").exclude(next_step_at=None)
    return waiting.order_by("next_step_at").values_list("next_step_at", flat=True).first()


class Watch:
    """Plays on with a stop wherever a step falls due, and sees how late each stop was over."""

    def __init__(self, replay: Replay):
        self.replay, self.late = replay, []

    def until(self, then: datetime) -> None:
        """Play on until a moment."""
        while (coming := min(due_next(), self.replay.to_come[0].at)) <= then:
            if coming == self.replay.to_come[0].at:
                self.replay.until_moment(coming)
            else:
                self.replay.until_moment(coming - LEAD)
                self._see_them_fire()
        self.replay.until_moment(then)

    def _see_them_fire(self) -> None:
        overdue = [timedelta()]

        def is_over() -> bool:
            due, now = due_next(), clock.now()
            overdue.append(now - due)
            return due > now + A_SECOND

        self.replay.wait(is_over, "the step that is due")
        self.late.append(max(overdue))


@pytest.mark.capability("H2", "H5", "I2", "I3")
def test_without_redis_and_celery_each_step_is_within_a_second_of_its_time(room, broker):
    own = {"REDIS_URL": broker.url}
    with (
        played(room, "S", speed=SLOWLY, **own) as replay,
        Process(*CELERY, "worker", "--pool=solo", "--loglevel=WARNING", **own) as worker,
        Process("manage.py", "run_clocks", **own),
    ):
        replay.until_moment(DIES)
        replay.wait(lambda: Heartbeat.age(CANARY) is not None, "a task that Celery did")
        worker.child.kill()
        broker.kill()

        watch = Watch(replay)
        watch.until(RETURNS)

        replay.hears(LEFT, "duty_officer", begins="Still no unit since one left")
        fired = list(ClockStep.objects.filter(fell_due_at__range=(DIES, RETURNS)))
    assert len(fired) > len(watch.late) > 12
    assert max(each.fired_at - each.fell_due_at for each in fired) < A_SECOND
    assert max(watch.late) < A_SECOND, watch.late
    assert statistics.median(watch.late) < A_SECOND * SLOWLY
    assert {"acknowledge_alert", "acknowledge_assignment", "re_resource", "attend"} <= {
        each.clock.kind for each in fired
    }
    assert (broken(), broken_logs()) == ([], [])


@pytest.mark.capability("H2", "I2", "I3", "L7")
def test_with_run_clocks_dead_too_all_that_is_overdue_comes_when_it_returns(room):
    for grade in "SE":
        room.graded(grade)
    with played(room, "I", speed=1, **DEAD) as replay:
        with Process("manage.py", "run_clocks", **DEAD) as clocks:
            replay.until_moment(DIES)
            clocks.child.kill()
        replay.until_moment(RETURNS)
        overdue = overdue_now()
        assert len(set(overdue.values())) > 1
        # She was not without an alarm meanwhile, and the boards said that the clocks stood still.
        assert Alert.objects.live().filter(code=LEFT, subject_id=replay.hers.pk).exists()
        replay.wait(lambda: _clocks_age(replay) > 5, "clocks that stand still on the board")

        with Process("manage.py", "run_clocks", **DEAD) as clocks:
            replay.wait(lambda: "clocks.started" in clocks.output(), "run_clocks")
            took = _until_none_is_overdue(replay, overdue)
            assert took < WITHIN_SECONDS
            replay.hears("ATTENDANCE_LATE", "duty_officer")
            replay.hears(LEFT, "duty_officer")
            check_the_order(overdue)
            # What it missed is on her log as late, the highest of it once.
            said = replay.hers.log.filter(kind="CLOCK", text__startswith="150 %").get().text
            assert "found " in said
    assert (broken(), broken_logs()) == ([], [])


def overdue_now() -> dict[int, int]:
    """Return the severity of each clock that should have fired by now."""
    return {each.pk: each.severity for each in Clock.objects.due(clock.now())}


def _clocks_age(replay: Replay) -> float:
    return replay.night.client.read("boards/dispatch/", by=cast.DISPATCHER)["clocks_age"]


def _until_none_is_overdue(replay: Replay, overdue: dict[int, int]) -> float:
    began = time.monotonic()
    left = Clock.objects.filter(pk__in=overdue)
    replay.wait(lambda: not left.due(RETURNS).exists(), "the last that was overdue")
    return time.monotonic() - began


def check_the_order(overdue: dict[int, int]) -> None:
    """Check that what was overdue fired the most severe first, each of it marked as late."""
    first: dict[int, ClockStep] = {}
    for step in ClockStep.objects.filter(clock__in=overdue, fired_at__gte=RETURNS).order_by("pk"):
        first.setdefault(step.clock_id, step)
    severities = [overdue[pk] for pk in first]
    assert severities == sorted(severities)
    assert len(set(severities)) > 1
    assert [step for step in first.values() if not step.late_by] == []
