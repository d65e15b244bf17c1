"""How far and how long, as the crow flies over London."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch import travel

CHARING_CROSS = (51.5073, -0.1276)
HEATHROW = (51.4700, -0.4543)
GREENWICH = (51.4769, 0.0005)
BRIXTON = (51.4627, -0.1145)
CROYDON = (51.3727, -0.1099)

places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        (CHARING_CROSS, HEATHROW, 23.0),
        (CHARING_CROSS, GREENWICH, 9.5),
        (BRIXTON, CROYDON, 10.0),
        (CHARING_CROSS, BRIXTON, 5.0),
    ],
)
def test_known_distances_in_london_are_right_to_two_hundred_metres(start, end, km):
    assert travel.distance_km(*start, *end) == pytest.approx(km, abs=0.2)


@given(places)
def test_there_is_no_way_to_where_one_is(place):
    assert travel.distance_km(*place, *place) == 0
    assert travel.minutes(0, hour=12) == 0


@given(places, places)
def test_the_way_back_is_as_long_and_no_way_is_longer_than_half_the_earth(one, other):
    there = travel.distance_km(*one, *other)
    assert there == pytest.approx(travel.distance_km(*other, *one), abs=1e-6)
    assert 0 <= there <= 20_016


@given(st.floats(0.01, 50), st.floats(0.01, 50), st.integers(0, 23))
def test_the_nearer_unit_is_never_the_slower_one(km, more, hour):
    assert travel.minutes(km + more, hour=hour) > travel.minutes(km, hour=hour)


@pytest.mark.parametrize(
    ("hour", "speed"),
    [
        (0, 42),
        (5, 42),
        (6, 26),
        (9, 26),
        (10, 30),
        (14, 30),
        (15, 25),
        (19, 25),
        (20, 34),
        (23, 34),
    ],
)
def test_the_hour_decides_the_speed(hour, speed):
    assert travel.speed_at(hour) == speed
    assert travel.minutes(speed / travel.DETOUR, hour=hour) == pytest.approx(60)
