"""A clock begins where the environment says, once, however often its processes start."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock
from tests.live.server import ROOT, database_url
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.capability("I1")]
NIGHT = "2018-05-31T23:50:00+01:00"
SAME_NIGHT = "2018-05-31T22:50:00Z"
NEW_YEAR = "2024-12-31T23:55:00+00:00"


def start(command: str = "set_clock", **environment: str) -> datetime:
    """Start a real process as `make run` does, and return what the clock says after it."""
    mode = {"DATABASE_URL": database_url(), "DEMO": "1", "TEST": "0"}
    ran = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env={**os.environ, **mode, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    clock.forget()
    return clock.now()


def is_shortly_after(moment: datetime, anchor: str, minutes: float = 1) -> bool:
    """Test whether no more than a minute has passed since an anchor."""
    began = datetime.fromisoformat(anchor)
    return began <= moment < began + timedelta(minutes=minutes)


def test_a_first_start_begins_at_the_anchor_and_a_restart_runs_on():
    first = start(CLOCK_ANCHOR=NIGHT)
    time.sleep(0.5)
    again = start(CLOCK_ANCHOR=NIGHT)

    assert is_shortly_after(first, NIGHT)
    assert first + timedelta(seconds=0.5) < again
    assert is_shortly_after(again, NIGHT)

    assert start(CLOCK_ANCHOR=SAME_NIGHT) > again


def test_another_anchor_moves_the_clock_and_none_leaves_it():
    start(CLOCK_ANCHOR=NIGHT)

    moved = start(CLOCK_ANCHOR=NEW_YEAR, CLOCK_SPEED="60")
    left = start()

    assert is_shortly_after(moved, NEW_YEAR, minutes=30)
    assert clock.speed() == 60
    assert left > moved


def test_another_speed_holds_from_now_on_and_nothing_jumps():
    VirtualClock.begin(anchor=datetime.fromisoformat(NIGHT), speed=1)
    clock.forget()
    before, real = clock.now(), time.monotonic()

    after = start(CLOCK_ANCHOR=NIGHT, CLOCK_SPEED="3600")

    longest = timedelta(hours=time.monotonic() - real + 1)
    assert clock.speed() == 3600
    assert before < after < before + longest


def test_without_an_anchor_a_faster_clock_begins_at_the_present():
    started = start(CLOCK_SPEED="2")

    assert abs((started - datetime.now(UTC)).total_seconds()) < 20
    assert clock.speed() == 2


def test_a_clock_moved_by_hand_is_not_moved_back_by_a_restart():
    start(CLOCK_ANCHOR=NIGHT)
    VirtualClock.move(to=datetime.fromisoformat(NEW_YEAR))

    assert is_shortly_after(start(CLOCK_ANCHOR=NIGHT), NEW_YEAR)


def test_many_processes_that_start_at_once_begin_once():
    VirtualClock.begin(anchor=datetime.fromisoformat(NEW_YEAR), speed=1)
    anchor = datetime.fromisoformat(NIGHT)

    together(*[partial(VirtualClock.begin, anchor=anchor, speed=60)] * 8)

    row = VirtualClock.objects.get()
    assert (row.virtual_at, row.speed) == (anchor, 60)


def test_the_demonstration_is_seeded_at_its_anchor():
    seeded = start("seed_demo", CLOCK_ANCHOR=NIGHT)

    assert is_shortly_after(seeded, NIGHT, minutes=5)


def test_a_real_clock_is_never_moved(settings):
    settings.VIRTUAL_CLOCK = False

    with pytest.raises(CommandError, match="never moved"):
        call_command("set_clock")
    assert not VirtualClock.objects.exists()
