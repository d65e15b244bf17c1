"""Callers are told that a unit is on its way, is late, or has come (G8, I2)."""

import pytest

pytestmark = pytest.mark.capability("G8")


def test_the_first_unit_on_its_way_is_told_once(world, told):
    incident = world.graded("S")
    for callsign in ("PC12", "PC13"):
        unit = world.unit(callsign)
        world.assign(unit, incident)
        assert told.texts(incident) in ([], ["DISPATCHED QUEUED"])
        world.press(unit, 5)

    assert told.texts(incident) == ["DISPATCHED QUEUED"]


def test_a_unit_that_is_only_assigned_promises_nothing(world, told):
    incident = world.graded("S")
    world.assign(world.unit(), incident)

    assert told.texts(incident) == []


def test_who_gets_no_text_is_not_rung_for_good_news_but_the_log_says_so(world, told):
    incident = world.graded("S", suspect_identity="SUSPECTED")
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 5)
    world.press(unit, 6)

    assert (told.texts(incident), told.rings(incident)) == ([], [])
    assert "not told by text that a unit is on its way: domestic" in told.log(incident)


def test_an_arrival_is_told_once(world, told):
    incident = world.graded("S")
    for callsign in ("PC12", "PC13"):
        unit = world.unit(callsign)
        world.assign(unit, incident)
        world.press(unit, 6)

    assert told.texts(incident) == ["ARRIVED QUEUED"]


@pytest.mark.capability("I2")
def test_at_the_whole_of_its_time_the_caller_hears_that_nobody_has_come(world, told):
    incident = world.graded("I")

    world.outage(minutes=15, seconds=1)

    assert told.texts(incident) == ["DELAYED QUEUED"]
    world.send_texts()
    world.outage(minutes=15)
    assert told.texts(incident) == ["DELAYED DELIVERED"]


@pytest.mark.capability("I2")
def test_a_domestic_caller_for_whom_nobody_came_in_time_is_rung(world, told):
    incident = world.graded("I", suspect_identity="CONFIRMED")

    world.outage(minutes=15, seconds=1)

    assert told.texts(incident) == []
    assert told.rings(incident) == ["DOMESTIC WAITING"]


def test_a_unit_that_came_in_time_lets_nobody_hear_of_a_delay(world, told):
    incident = world.graded("I")
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)

    world.outage(minutes=20)

    assert told.texts(incident)[0].startswith("ARRIVED")
    assert len(told.texts(incident)) == 1
