"""When the steps of a clock fall due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactcentre.countdowns import steps

START = datetime(2024, 11, 21, 23, 30, tzinfo=UTC)
DUE = START + timedelta(minutes=15)
PERCENTS = [50, 75, 90, 100, 150, 200]
USUAL = {"started_at": START, "due_at": DUE}

some_steps = st.lists(st.integers(1, 400), unique=True, max_size=8).map(sorted)
some_time = st.timedeltas(timedelta(seconds=1), timedelta(days=3))


@pytest.mark.capability("I2")
@pytest.mark.parametrize(
    ("percent", "minutes"), [(0, 0), (50, 7.5), (75, 11.25), (90, 13.5), (100, 15), (200, 30)]
)
def test_a_step_falls_due_at_its_share_of_the_time(percent, minutes):
    assert steps.step_at(**USUAL, percent=percent) == START + timedelta(minutes=minutes)


def test_a_clock_without_steps_left_has_no_next_one():
    assert steps.next_step(**USUAL, remaining=[]) is None
    assert steps.next_step(**USUAL, remaining=[90, 100]) == START + timedelta(minutes=13.5)


@pytest.mark.capability("I2")
@pytest.mark.parametrize(
    ("minutes", "passed"),
    [
        (-1, []),
        (7.49, []),
        (7.5, [50]),
        (13, [50, 75]),
        (15, [50, 75, 90, 100]),
        (99, PERCENTS),
    ],
)
def test_steps_are_split_at_the_moment(minutes, passed):
    at = START + timedelta(minutes=minutes)
    split = steps.split_passed(**USUAL, steps=PERCENTS, at=at)
    assert split == (passed, PERCENTS[len(passed) :])


@given(percents=some_steps, length=some_time, after=some_time)
def test_no_step_is_lost_or_doubled_whenever_one_looks(percents, length, after):
    times = {"started_at": START, "due_at": START + length}
    at = START + after
    passed, remaining = steps.split_passed(**times, steps=percents, at=at)
    assert passed + remaining == percents
    assert all(steps.step_at(**times, percent=each) <= at for each in passed)
    following = steps.next_step(**times, remaining=remaining)
    assert following is None or following > at


@pytest.mark.parametrize(
    ("seconds", "late"), [(-5, None), (0, None), (1, None), (1.5, 1.5), (3600, 3600)]
)
def test_a_step_is_late_from_more_than_a_second_on(seconds, late):
    said = steps.late_by(fell_due_at=DUE, at=DUE + timedelta(seconds=seconds))
    assert said == (None if late is None else timedelta(seconds=late))
