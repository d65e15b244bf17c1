"""The planned day is London's: its rhythm, its mix, and the same for the same seed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile

import pytest

from contactcentre.management.simulator import plan, rhythm, stories
from contactcentre.management.simulator.plan import HOUR

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 14, tzinfo=UTC)
CLOCKS_GO_BACK = datetime(2026, 10, 25, tzinfo=UTC)
PUBLISHED_SUM = 4_660_891
POINTS = 0.03


def day(seed: str, midnight: datetime = MONDAY, scale: float = 1.0) -> list[plan.Arrival]:
    return [
        each for hour in range(24) for each in plan.in_hour(seed, midnight + hour * HOUR, scale)
    ]


@pytest.fixture(scope="module")
def monday():
    return day("a day")


def test_the_mix_is_computed_from_the_parts_which_are_two_thousand_more_than_their_sum():
    assert sum(rhythm.TOTALS_2024.values()) - PUBLISHED_SUM == 2000
    assert sum(rhythm.mix().values()) == pytest.approx(1)
    assert rhythm.a_day() == pytest.approx(12740, abs=1)


def test_a_planned_day_has_the_mix_of_2024_within_three_points(monday):
    counted = Counter(each.channel for each in monday)

    for channel, share in rhythm.mix().items():
        assert counted[channel] / len(monday) == pytest.approx(share, abs=POINTS)
    digital = sum(counted[channel] for channel in rhythm.DIGITAL) / len(monday)
    assert digital == pytest.approx(988_923 / 4_662_891, abs=POINTS)


def test_a_planned_day_is_as_long_as_londons(monday):
    assert len(monday) == pytest.approx(rhythm.a_day(), rel=0.05)


def test_a_day_has_its_trough_before_dawn_and_its_peak_in_the_early_evening(monday):
    hours = Counter(each.at.astimezone(rhythm.LONDON).hour for each in monday)
    mean = len(monday) / 24

    assert min(hours, key=hours.get) in {3, 4, 5}
    assert max(hours, key=hours.get) in {14, 15, 16, 17, 18, 19}
    assert 1.4 < max(hours.values()) / mean < 1.8
    assert min(hours.values()) / mean < 0.45


def test_a_saturday_night_has_more_999_calls_than_a_monday_night():
    assert rhythm.rate("999", SATURDAY + timedelta(hours=23)) > 1.3 * rhythm.rate(
        "999", MONDAY + timedelta(hours=23)
    )
    assert rhythm.rate("101", SATURDAY) == rhythm.rate("101", MONDAY)


def test_the_rhythm_is_that_of_the_clocks_on_the_wall():
    before, after = CLOCKS_GO_BACK, CLOCKS_GO_BACK + timedelta(hours=1)

    assert before.astimezone(rhythm.LONDON).hour == after.astimezone(rhythm.LONDON).hour == 1
    assert rhythm.rate("101", before) == rhythm.rate("101", after)


def test_the_same_seed_plans_the_same_day_and_another_another():
    assert day("one", scale=0.05) == day("one", scale=0.05)
    assert day("one", scale=0.05) != day("two", scale=0.05)


def test_whoever_begins_later_meets_the_same_arrivals():
    since = MONDAY + timedelta(hours=9, minutes=20)
    until = MONDAY + timedelta(hours=11)
    late = takewhile(lambda each: each.at < until, plan.arrivals("x", since, 0.1))

    assert list(late) == [each for each in day("x", scale=0.1) if since < each.at < until]


def test_arrivals_come_in_order_and_never_end():
    first = list(islice(plan.arrivals("x", MONDAY, 0.05), 1500))

    assert [each.at for each in first] == sorted(each.at for each in first)
    assert len({each.name for each in first}) == 1500


def test_an_empty_board_begins_with_a_few_that_came_before_and_last():
    now = MONDAY + timedelta(hours=17, minutes=5)
    first = plan.under_way("x", now, 0.1)

    assert len(first) == plan.FIRST
    assert [each.at - now for each in first] == [plan.FIRST_APART * n for n in range(plan.FIRST)]
    assert all(each.told.code and each.name.startswith("begun-") for each in first)


def test_some_ring_off_some_are_cut_off_and_some_ring_again(monday):
    calls = [each for each in monday if each.is_call]
    off = [each for each in calls if each.rings_off_after is not None]
    numbers = Counter(each.number for each in day("x", scale=0.02) if each.is_call)

    assert 0.03 < len(off) / len(calls) < 0.08
    assert 0.02 < sum(each.is_cut for each in calls) / len(calls) < 0.04
    assert numbers.most_common(1)[0][1] >= 2
    assert not [each for each in monday if each.rings_off_after and not each.is_call]


def test_a_number_is_nobodys():
    drama = ("+447700900", "+442079460")

    assert all(each.number.startswith(drama) for each in day("x", scale=0.05))


def test_half_of_london_is_half_as_many():
    assert len(day("x", scale=0.5)) == pytest.approx(len(day("x")) / 2, rel=0.06)


def test_every_story_can_be_graded_or_ended():
    for story in stories.ALL.values():
        assert story.says
        assert set(story.thrive()) == set(stories.THRIVE) if story.code else story.note
