"""Units move as units do: so far in so long, there and no further, about their own borough."""

import pytest

from contactcentre.management.simulator import movement
from contactcentre.management.simulator.movement import Spot
from dispatch.travel import distance_km

BRIXTON, STREATHAM = Spot(51.4607, -0.1163), Spot(51.4300, -0.1290)
BEAT = [BRIXTON, STREATHAM, Spot(51.4860, -0.1120)]


def test_a_distance_is_that_of_the_estimate_on_screen():
    exact = distance_km(BRIXTON.lat, BRIXTON.lon, STREATHAM.lat, STREATHAM.lon)

    assert movement.km(BRIXTON, STREATHAM) == pytest.approx(exact, rel=0.005)


def test_a_unit_goes_as_far_as_its_speed_takes_it():
    here = movement.towards(BRIXTON, STREATHAM, seconds=120, kmh=30)

    assert movement.km(BRIXTON, here) == pytest.approx(30 / movement.DETOUR / 30, rel=0.02)
    assert movement.km(here, STREATHAM) < movement.km(BRIXTON, STREATHAM)


def test_a_unit_arrives_and_goes_no_further():
    assert movement.towards(BRIXTON, STREATHAM, seconds=7200, kmh=30) == STREATHAM
    assert movement.is_there(STREATHAM, STREATHAM)
    assert not movement.is_there(BRIXTON, STREATHAM)


def test_time_that_runs_backwards_moves_nobody():
    assert movement.towards(BRIXTON, STREATHAM, seconds=-60, kmh=30) == BRIXTON


def test_many_short_steps_lead_where_one_long_one_does():
    here = BRIXTON
    for _step in range(12):
        here = movement.towards(here, STREATHAM, seconds=10, kmh=30)
    at_once = movement.towards(BRIXTON, STREATHAM, seconds=120, kmh=30)

    assert movement.km(here, at_once) < 0.02


def test_a_patrol_heads_for_one_place_of_its_beat_for_a_while_and_always_the_same():
    goals = [movement.patrol("x", "AS11", at, BEAT) for at in range(0, 90_000, 60)]

    assert set(goals) == set(BEAT)
    assert goals[0] == goals[14] == movement.patrol("x", "AS11", 30.0, BEAT)
    assert movement.patrol("x", "AS11", 0, []) is None
