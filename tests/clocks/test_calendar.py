"""The two nights on which the clocks change, leap day, midnight: time is UTC, days are London's."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contactcentre.countdowns.models import Clock, ClockStep
from incidents import cad
from tests.world import World

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
LEAP_DAY = datetime(2028, 2, 29, 23, 50, tzinfo=UTC)
NIGHTS = {"clocks go forward": SPRING, "clocks go back": AUTUMN, "leap day": LEAP_DAY}
nights = pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)


@pytest.fixture
def at_night(db, night) -> World:
    """A control room ten minutes before the hour that is missing, or there twice."""
    return World(at=night)


@pytest.mark.capability("I1", "I2", "I9")
@nights
def test_an_hour_to_attend_is_sixty_minutes_on_every_night(at_night):
    incident = at_night.graded("S")
    start = at_night.at

    at_night.wait(minutes=60)

    fired = ClockStep.objects.filter(clock__kind="attend").order_by("fired_at")
    assert incident.due_at == start + timedelta(minutes=60)
    assert [(step.percent, step.fired_at - start) for step in fired] == [
        (percent, timedelta(minutes=60) * percent / 100) for percent in (50, 75, 90, 100)
    ]


@pytest.mark.capability("I9")
def test_the_hour_that_is_there_twice_is_told_apart(db):
    world = World(at=AUTUMN)
    first = world.graded("I")
    world.wait(hours=1)
    second = world.graded("I")

    both = [incident.opened_at.astimezone(LONDON) for incident in (first, second)]
    assert both[0].strftime("%H:%M") == both[1].strftime("%H:%M") == "01:50"
    assert [moment.tzname() for moment in both] == ["BST", "GMT"]
    assert second.opened_at - first.opened_at == timedelta(hours=1)


@pytest.mark.capability("I9")
@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2028, 2, 29), 24)]
)
def test_a_london_day_has_as_many_hours_as_it_has(day, hours):
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    of_the_day = [
        moment
        for moment in (noon.astimezone(UTC) + timedelta(minutes=m) for m in range(-900, 900, 15))
        if cad.day_of(moment) == day
    ]

    assert len(of_the_day) == hours * 4


@pytest.mark.capability("E1")
def test_numbers_start_at_one_with_each_london_day(db):
    world = World(at=datetime(2026, 7, 1, 22, 58, tzinfo=UTC))  # 23:58 in London.
    references = []
    for _minute in range(4):
        references.append(world.incident().reference)
        world.wait(minutes=1)

    assert references == ["1/01JUL26", "2/01JUL26", "1/02JUL26", "2/02JUL26"]


@pytest.mark.capability("E1", "I9")
@nights
def test_numbers_go_on_through_the_hour_that_changes(at_night):
    start = at_night.at
    numbers = []
    for _quarter in range(12):
        incident = at_night.incident()
        numbers.append((incident.cad_day, incident.cad_number))
        at_night.outage(minutes=15)

    days = sorted({day for day, _number in numbers})
    assert days == sorted({cad.day_of(start + timedelta(minutes=15 * n)) for n in range(12)})
    for day in days:
        own = [number for of_day, number in numbers if of_day == day]
        assert own == list(range(1, len(own) + 1))


@pytest.mark.capability("E1")
def test_leap_day_has_its_own_numbers(db):
    world = World(at=LEAP_DAY)
    incident = world.incident()

    assert (incident.reference, incident.slug) == ("1/29FEB28", "1-29FEB28")
    assert cad.parse("1-29FEB28") == (1, date(2028, 2, 29))
    assert cad.parse("1-29FEB27") is None


@pytest.mark.capability("I1", "I9")
def test_two_days_to_attend_are_48_hours_over_the_change(db):
    world = World(at=SPRING)
    world.graded("E")

    clock = Clock.objects.get(kind="attend")
    assert clock.due_at - clock.started_at == timedelta(hours=48)
