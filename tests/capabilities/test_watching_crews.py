"""A crew that is on its way and does not move, and one at a scene that nobody hears of."""

from datetime import timedelta

import pytest

from contactcentre.core.errors import NotAllowed, WrongState
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions import assignments, units, watching
from incidents.models import LogEntry

DOMESTIC = {"suspect_identity": "SUSPECTED"}


def on_its_way(world, **opening):
    """Return a unit that has set off, and its incident."""
    unit, incident = world.unit("PC12"), world.graded("S", **opening)
    world.assign(unit, incident, by=world.supervisor)
    assignments.set_off(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    return unit, incident


def at_scene(world, **opening):
    """Return a unit at the scene, and its incident."""
    unit, incident = on_its_way(world, **opening)
    assignments.arrive(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    return unit, incident


def drive(world, unit, lat: float) -> None:
    units.locate(unit_id=unit.pk, lat=lat, lon=-0.12, by=world.dispatcher, at=world.at)


def is_well(world, unit, **who):
    return watching.well(unit_id=unit.pk, by=who.get("by", world.dispatcher), at=world.at)


def clocks(world, unit) -> list[str]:
    return world.clocks(queries.current_assignment(unit.pk))


def lines(incident) -> str:
    return "\n".join(LogEntry.objects.filter(incident=incident).values_list("text", flat=True))


@pytest.mark.capability("I6")
def test_a_unit_on_its_way_that_stands_still_for_five_minutes_is_asked_after(world):
    unit, incident = on_its_way(world)

    world.wait(seconds=299)
    assert world.alerts(unit) == []
    units.locate(unit_id=unit.pk, lat=51.46, lon=-0.12, by=world.dispatcher, at=world.at)
    world.wait(seconds=1)

    alert = Alert.objects.live().get(code="CREW_NOT_MOVING")
    assert alert.text == (
        f"PC12 is on its way to CAD {incident.reference} and has not moved for 5 min. "
        "Call the crew, or send another unit."
    )
    assert (alert.audience, alert.area_id) == ("dispatcher", "AS")
    assert alert.text in lines(incident)
    world.wait(minutes=2)
    assert lines(incident).count(alert.text) == 1
    alert.refresh_from_db()
    assert alert.level == 2, "Nobody took it on, and it did not climb."


@pytest.mark.capability("I6")
def test_a_unit_that_gets_on_is_left_alone_and_one_that_stops_on_the_way_is_not(world):
    unit, _incident = on_its_way(world)
    for minute in range(1, 9):
        world.wait(minutes=1)
        drive(world, unit, 51.46 - minute * 0.002)
        assert world.alerts(unit) == []
    for _minute in range(5):
        world.wait(minutes=1)
        drive(world, unit, 51.4441)

    assert world.alerts(unit) == ["CREW_NOT_MOVING"]
    world.wait(seconds=1)
    drive(world, unit, 51.4461)
    assert world.alerts(unit) == []


@pytest.mark.capability("I6")
def test_an_alert_that_a_unit_stands_still_ends_when_it_is_there_or_leaves(world):
    unit, _incident = on_its_way(world)
    world.wait(minutes=5)
    assignments.arrive(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    assert world.alerts(unit) == []
    assert clocks(world, unit) == ["crew_welfare"]

    assignments.clear(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    world.assign(unit, world.graded("S"))
    assignments.set_off(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    world.wait(minutes=5)
    left = queries.current_assignment(unit.pk)
    assignments.stand_down(unit_id=unit.pk, reason="not needed", by=world.dispatcher, at=world.at)
    assert (world.alerts(unit), world.clocks(left)) == ([], [])


@pytest.mark.capability("G11")
@pytest.mark.parametrize(
    ("opening", "minutes"),
    [(DOMESTIC, 15), ({"opening_code": "THEFT"}, 30)],
    ids=["domestic", "theft"],
)
def test_a_crew_at_a_scene_is_asked_after_sooner_where_it_may_come_to_harm(world, opening, minutes):
    unit, incident = at_scene(world, **opening)

    world.wait(minutes=minutes, seconds=-1)
    assert world.alerts(unit) == []
    world.wait(seconds=1)

    alert = Alert.objects.live().get(code="CREW_NOT_HEARD")
    assert alert.text.startswith(
        f"PC12 has not been heard of for {minutes} min at the scene of CAD {incident.reference}."
    )
    assert alert.text in lines(incident)


@pytest.mark.capability("G11")
def test_a_crew_that_is_heard_of_is_asked_after_anew_and_never_twice_at_once(world):
    unit, incident = at_scene(world, **DOMESTIC)
    world.wait(minutes=14)
    is_well(world, unit)
    world.wait(minutes=14)
    units.press(unit_id=unit.pk, code=8, by=world.dispatcher, at=world.at)
    world.wait(minutes=14)
    assert world.alerts(unit) == []

    world.wait(minutes=3)

    assert world.alerts(unit) == ["CREW_NOT_HEARD"]
    is_well(world, unit)
    assert world.alerts(unit) == []
    assert clocks(world, unit) == ["crew_welfare"]
    assert lines(incident).count("PC12 is well") == 2


@pytest.mark.capability("G11")
def test_only_the_crew_at_a_scene_is_well_and_only_whoever_hears_crews_says_so(world):
    unit, _incident = on_its_way(world)
    with pytest.raises(WrongState, match="PC12 is not at a scene"):
        is_well(world, unit)
    assignments.arrive(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    with pytest.raises(NotAllowed):
        is_well(world, unit, by=world.handler)


@pytest.mark.capability("G11")
def test_an_emergency_is_no_news_that_a_crew_is_well(world):
    unit, _incident = at_scene(world, **DOMESTIC)
    world.wait(minutes=15)

    units.press(unit_id=unit.pk, code=0, by=world.dispatcher, at=world.at)

    assert "CREW_NOT_HEARD" in world.alerts(unit)


@pytest.mark.capability("G10", "G11")
def test_a_crew_that_is_well_after_its_emergency_stays_with_its_incident(world):
    unit, incident = at_scene(world, **DOMESTIC)
    units.press(unit_id=unit.pk, code=0, by=world.dispatcher, at=world.at)
    assert len(world.alerts(unit)) == 2

    is_well(world, unit)

    unit.refresh_from_db()
    incident.refresh_from_db()
    assert (unit.state, unit.airwave_code, world.alerts(unit)) == ("AVAILABLE", None, [])
    assert (incident.status, incident.units_live) == ("AT_SCENE", 1)
    assert incident.log.order_by("seq").last().text == "PC12 is well: its emergency is over"
    world.wait(minutes=14)
    assert world.alerts(unit) == []
    world.wait(minutes=2)
    assert world.alerts(unit) == ["CREW_NOT_HEARD"]


def test_an_emergency_of_a_free_crew_ends_when_it_is_well(world):
    unit = world.unit("PC12")
    units.press(unit_id=unit.pk, code=0, by=world.dispatcher, at=world.at)

    is_well(world, unit)

    unit.refresh_from_db()
    assert (unit.state, world.alerts(unit)) == ("AVAILABLE", [])


def test_an_urgent_call_back_is_heard_until_the_crew_says_something_else(world):
    unit, incident = at_scene(world, **DOMESTIC)
    units.press(unit_id=unit.pk, code=14, by=world.dispatcher, at=world.at)

    alert = Alert.objects.live().get(code="CALL_BACK")
    assert alert.text.startswith("PC12 asks to be called back urgently.")
    incident.refresh_from_db()
    assert "PC12 pressed 14" in "".join(incident.log.values_list("text", flat=True))

    for again in (12, 13, 14, 16):
        units.press(unit_id=unit.pk, code=again, by=world.dispatcher, at=world.at)
        assert world.alerts(unit) == ["CALL_BACK"], again

    units.press(unit_id=unit.pk, code=7, by=world.dispatcher, at=world.at)
    assert world.alerts(unit) == []


def test_a_crew_recorded_as_well_has_been_called_back(world):
    unit, _incident = at_scene(world, **DOMESTIC)
    units.press(unit_id=unit.pk, code=14, by=world.dispatcher, at=world.at)

    is_well(world, unit)
    assert world.alerts(unit) == []


@pytest.mark.capability("G11", "I6")
def test_an_alert_about_a_crew_says_nothing_of_a_restricted_incident(world):
    unit, incident = on_its_way(world, restricted=True)
    world.wait(minutes=5)
    said = Alert.objects.live().get(code="CREW_NOT_MOVING").text

    assert incident.reference not in said
    assert said.startswith("PC12 is on its way and has sent no position for 5 min.")


@pytest.mark.capability("I6")
def test_a_late_fix_says_where_a_unit_was_and_a_status_says_that_it_is_there(world):
    unit, _incident = on_its_way(world)
    began = world.at
    world.wait(minutes=6)
    alert = Alert.objects.live().get(code="CREW_NOT_MOVING")
    assert "and has sent no position for 5 min" in alert.text

    fix = {"lat": 51.47, "lon": -0.12, "fixed_at": began + timedelta(seconds=30)}
    units.locate(unit_id=unit.pk, by=world.dispatcher, at=world.at, **fix)
    assert world.alerts(unit) == ["CREW_NOT_MOVING"]

    units.press(unit_id=unit.pk, code=13, by=world.dispatcher, at=world.at)
    assert world.alerts(unit) == []
    world.wait(minutes=4)
    assert world.alerts(unit) == []
