"""Time is the database's; in demonstrations and tests it can be moved, for every process alike."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from contactcentre.core import clock, environment
from contactcentre.core.models import VirtualClock
from tests.production.environments import DEMONSTRATION, PRODUCTION

NIGHT = datetime(2018, 5, 31, 22, 54, tzinfo=UTC)


def move(**how) -> None:
    """Move the clock, and forget what was read before."""
    VirtualClock.move(**how)
    clock.forget()


@pytest.mark.capability("I1")
def test_unmoved_it_says_what_the_database_says(db):
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 5
    assert clock.speed() == 1.0


@pytest.mark.capability("I1")
def test_moved_it_runs_on_from_there(db):
    move(to=NIGHT)

    first = clock.now()
    time.sleep(0.2)

    assert timedelta(0) <= first - NIGHT < timedelta(seconds=2)
    assert timedelta(seconds=0.2) <= clock.now() - first < timedelta(seconds=2)


@pytest.mark.capability("I1")
@pytest.mark.parametrize("speed", [60, 3600])
def test_an_hour_passes_as_fast_as_it_is_told_to(db, speed):
    move(to=NIGHT, speed=speed)
    real, first = time.monotonic(), clock.now()

    clock.sleep(speed * 0.3)

    passed, real_passed = clock.now() - first, time.monotonic() - real
    assert 0.3 <= real_passed < 3
    assert abs(passed.total_seconds() / speed - real_passed) < 0.2


@pytest.mark.capability("I1")
def test_between_two_looks_at_the_database_time_never_runs_back(db):
    move(to=NIGHT, speed=60)
    moments = []
    for look in range(200):
        if look % 20 == 0:
            clock.forget()
        moments.append(clock.now())

    assert moments == sorted(moments)


@pytest.mark.capability("I1")
def test_in_production_a_moved_clock_is_not_believed(db, settings):
    move(to=NIGHT, speed=60)
    settings.VIRTUAL_CLOCK = False
    clock.forget()

    assert clock.now().year >= 2024
    assert clock.speed() == 1.0


@pytest.mark.capability("I1")
@pytest.mark.parametrize(
    "asked", [{"CLOCK_ANCHOR": "2018-05-31T23:54:00+01:00"}, {"CLOCK_SPEED": "60"}]
)
def test_production_refuses_to_start_with_a_moved_clock(asked):
    environment.read(PRODUCTION)
    with pytest.raises(environment.Unsafe, match="need DEMO or TEST"):
        environment.read(PRODUCTION | asked)
    environment.read(DEMONSTRATION | asked)


@pytest.mark.capability("I1")
@pytest.mark.parametrize(
    "asked",
    [
        {"CLOCK_SPEED": "0"},
        {"CLOCK_SPEED": "-1"},
        {"CLOCK_SPEED": "fast"},
        {"CLOCK_SPEED": "3601"},
        {"CLOCK_ANCHOR": "yesterday"},
        {"CLOCK_ANCHOR": "2018-05-31T23:54:00"},
    ],
    ids=str,
)
def test_even_a_demonstration_refuses_a_clock_that_makes_no_sense(asked):
    with pytest.raises(environment.Unsafe, match="CLOCK_"):
        environment.read(DEMONSTRATION | asked)


@pytest.mark.capability("I1")
def test_how_far_this_machine_is_from_the_database_is_known(db):
    move(to=NIGHT, speed=60)

    assert abs(clock.skew()) < 5  # Of the real clocks, however the virtual one was moved.
