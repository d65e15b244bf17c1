"""Two drivers of the sweep, each a real process: either alone is enough, both double nothing."""

import threading
import time
import zlib
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from contactcentre.contacts.actions import texts
from contactcentre.contacts.models import OutboundMessage
from contactcentre.core import clock
from contactcentre.core.models import Heartbeat
from contactcentre.countdowns.actions import clocks, sweep
from contactcentre.countdowns.models import Clock, ClockStep
from tests.live.server import Process
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CELERY = ("-m", "celery", "-A", "contactcentre.celery")
RUN_CLOCKS = ("manage.py", "run_clocks")
PATIENCE = 30
CONNECTED = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
CUT = "SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid"


@pytest.fixture
def incidents():
    """Some incidents, now."""
    world = World(at=clock.now())
    return [world.incident() for _number in range(3)]


def own_redis() -> str:
    """Return a corner of Redis that goes with this test's own database and with no other."""
    corner = 1 + zlib.crc32(connection.settings_dict["NAME"].encode()) % 15
    return f"{settings.REDIS_URL.rpartition('/')[0]}/{corner}"


@pytest.fixture
def running():
    """Start real processes; they are stopped at the end."""
    with ExitStack() as stack:
        yield lambda *command: stack.enter_context(Process(*command, REDIS_URL=own_redis()))


def celery(running, tmp_path) -> None:
    """Start a worker and a beat."""
    running(*CELERY, "worker", "--pool=solo", "--loglevel=WARNING")
    schedule = f"--schedule={tmp_path / 'schedule'}"
    running(*CELERY, "beat", "--pidfile=", schedule, "--loglevel=WARNING")


def connected() -> set[int]:
    """Return who is connected to this test's database."""
    with connection.cursor() as cursor:
        cursor.execute(CONNECTED)
        return {pid for (pid,) in cursor.fetchall()}


def until(holds) -> bool:
    """Wait until something holds, as long as a busy machine may need."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def promise(incident, seconds: float) -> Clock:
    """Start a clock that falls due in so many seconds."""
    at = clock.now()
    return clocks.start(
        kind="close_or_send",
        subject_id=incident.pk,
        at=at,
        due_at=at + timedelta(seconds=seconds),
    )


def check_in_time(promised: list[Clock], *, within: float) -> None:
    """Check that none fired early, and the middle one no later than this; others may be unlucky."""
    late = sorted((fired(each)[0].fired_at - each.due_at).total_seconds() for each in promised)
    assert late[0] >= 0
    assert late[len(late) // 2] <= within, late


def is_swept() -> bool:
    """Test whether a driver is at work."""
    age = Heartbeat.age("sweep")
    return age is not None and age < 2


def fired(promised: Clock) -> list[ClockStep]:
    """Return the steps that a clock has fired."""
    return list(ClockStep.objects.filter(clock=promised).order_by("pk"))


def told(incident) -> OutboundMessage:
    """Write down a text to the caller of an incident."""
    at = clock.now()
    about = {"subject": "incident", "row": incident, "news": "DIVERTED", "number": "+447700900123"}
    return texts.write(**about, happened_at=at, by=incident.owner, at=at)


def is_delivered(text: OutboundMessage) -> bool:
    """Test whether some driver has sent a text, and only one of them."""
    text.refresh_from_db()
    return (text.state, text.tries) == ("DELIVERED", 1)


@pytest.mark.capability("I3", "H9")
def test_run_clocks_alone_fires_in_time_and_needs_no_redis(incidents, running):
    running(*RUN_CLOCKS)
    assert until(is_swept)

    promised = [promise(each, 2 + 0.4 * n) for n, each in enumerate(incidents)]
    text = told(incidents[0])

    assert until(lambda: all(fired(each) for each in promised))
    check_in_time(promised, within=1)
    assert until(lambda: is_delivered(text))


@pytest.mark.capability("I3")
def test_run_clocks_goes_on_when_its_connection_is_cut(incidents, running):
    others = connected()
    running(*RUN_CLOCKS)
    assert until(is_swept)
    with connection.cursor() as cursor:
        cursor.execute(CUT, [sorted(connected() - others)])
        assert cursor.rowcount >= 1

    promised = promise(incidents[0], 1)

    assert until(lambda: fired(promised))


@pytest.mark.capability("I3", "H9")
def test_celery_alone_fires(incidents, running, tmp_path):
    celery(running, tmp_path)
    assert until(is_swept)

    promised = [promise(each, 2 + 0.4 * n) for n, each in enumerate(incidents)]
    text = told(incidents[0])

    assert until(lambda: all(fired(each) for each in promised))
    check_in_time(promised, within=3)
    assert until(lambda: is_delivered(text))


@pytest.mark.capability("I3")
def test_all_drivers_together_double_nothing(incidents, running, tmp_path):
    running(*RUN_CLOCKS)
    running(*RUN_CLOCKS)
    celery(running, tmp_path)
    assert until(is_swept)

    promised = [promise(incident, 2) for incident in incidents]
    sent = [told(incident) for incident in incidents]
    assert until(lambda: all(fired(each) for each in promised))
    time.sleep(2)

    for each in promised:
        percents = [step.percent for step in fired(each)]
        assert percents == sorted(set(percents))
    assert until(lambda: all(is_delivered(text) for text in sent))


@pytest.mark.capability("I3")
def test_two_sweeps_at_one_moment_fire_a_step_once(incidents):
    world_at = clock.now()
    promised = promise(incidents[0], 1)
    later = world_at + timedelta(minutes=5)
    barrier = threading.Barrier(4)
    by = incidents[0].owner

    def run_at_once() -> None:
        barrier.wait()
        sweep.run(by=by, at=later)
        connection.close()

    threads = [threading.Thread(target=run_at_once) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(fired(promised)) == 1
