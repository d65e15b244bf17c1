"""What each clock does at each of its steps, with time passed as an argument."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcentre.countdowns.actions import sweep
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert, Clock, ClockStep
from incidents.actions import grading
from tests.world import World

SPRING = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 0, 40, tzinfo=UTC)
LEAP_DAY = datetime(2028, 2, 29, 23, 50, tzinfo=UTC)


def steps_of(incident, kind: str = "attend") -> list[int]:
    """Return the percents a clock of an incident has fired."""
    fired = ClockStep.objects.filter(clock__kind=kind, clock__subject_id=incident.pk)
    return list(fired.order_by("pk").values_list("percent", flat=True))


def alert_about(row, code: str) -> Alert:
    """Return the live alert of a code about a row."""
    live = Alert.objects.live().filter(subject_id=row.pk, subject=row._meta.model_name)
    return live.get(code=code)


@pytest.mark.capability("I1", "I2")
def test_each_step_of_the_attendance_clock_fires_once(world):
    incident = world.graded("S")

    for minutes in (30, 15, 9, 6, 30, 30):
        world.wait(minutes=minutes)
        world.wait(seconds=1)

    assert steps_of(incident) == [50, 75, 90, 100, 150, 200]


@pytest.mark.capability("I2")
def test_the_desk_the_supervisor_and_the_duty_officer_hear_in_turn(world):
    incident = world.graded("S")
    levels = {}
    for percent, minutes in ((75, 45), (90, 9), (100, 6)):
        world.wait(minutes=minutes)
        alert = alert_about(incident, "ATTENDANCE_LATE")
        levels[percent] = alert.level
        world.acknowledge_alert(alert)
    assert levels == {75: 0, 90: 1, 100: 2}


@pytest.mark.capability("I2")
def test_nobody_is_alerted_at_75_percent_while_a_unit_is_on_its_way(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 15)

    world.wait(minutes=46)

    assert world.alerts(incident) == []
    assert steps_of(incident) == [50, 75]


@pytest.mark.capability("I3")
def test_a_sweep_that_comes_late_fires_the_highest_step_once_and_says_how_late(world):
    incident = world.graded("S")
    world.at += timedelta(minutes=70)

    sweep.run(by=world.system, at=world.at)
    sweep.run(by=world.system, at=world.at)

    fired = ClockStep.objects.get(clock__kind="attend")
    assert fired.percent == 100
    assert fired.late_by == timedelta(minutes=40)
    assert "found 2400 s late" in incident.log.filter(kind="CLOCK").get().text


@pytest.mark.capability("I3")
def test_the_most_severe_is_swept_first(world):
    mild, grave = world.graded("S"), world.graded("I")
    world.at += timedelta(hours=2)

    sweep.run(by=world.system, at=world.at)

    order = ClockStep.objects.filter(clock__kind="attend").order_by("pk")
    assert list(order.values_list("clock__subject_id", flat=True)) == [grave.pk, mild.pk]


@pytest.mark.capability("I1")
def test_another_grade_counts_from_the_first_start_and_the_old_clock_stays(world):
    incident = world.graded("S")
    start = incident.clock_start_at
    world.wait(minutes=20)

    grading.grade(incident_id=incident.pk, grade="I", by=world.handler, at=world.at)
    world.wait(seconds=1)

    incident.refresh_from_db()
    old, new = Clock.objects.filter(kind="attend").order_by("pk")
    assert incident.due_at == start + timedelta(minutes=15) == new.due_at
    assert (old.stop_reason, new.stop_reason) == (StopReason.SUPERSEDED, "")
    assert new.last_step == 100


@pytest.mark.capability("H2")
def test_an_unacknowledged_alert_climbs_after_one_minute_and_after_two(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    world.divert(unit, to=world.graded("I"))
    levels = [alert_about(incident, "UNIT_LEFT").level]
    for _minute in range(3):
        world.wait(seconds=60)
        levels.append(alert_about(incident, "UNIT_LEFT").level)
    assert levels == [0, 1, 2, 2]


@pytest.mark.capability("H2")
def test_an_acknowledgement_is_a_lease_that_runs_out(world):
    incident, unit = world.graded("I"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 4)
    taken = world.acknowledge_alert(alert_about(incident, "UNIT_LEFT"))
    assert taken.lease_until == world.at + timedelta(minutes=10)

    world.wait(minutes=10, seconds=1)

    returned = alert_about(incident, "UNIT_LEFT")
    assert returned.acknowledged_by is None


def test_an_alert_for_a_desk_where_nobody_sits_climbs_at_once(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 15)
    world.sign_off(world.dispatcher)

    world.press(unit, 4, by=world.supervisor)

    assert alert_about(incident, "UNIT_LEFT").level == 1


@pytest.mark.capability("G2")
def test_a_crew_that_says_nothing_is_written_down_at_60_and_alarmed_at_120_seconds(world):
    incident, unit = world.graded("I"), world.unit()
    world.assign(unit, incident)

    world.wait(seconds=61)
    after_one = world.alerts(incident)
    world.wait(seconds=60)

    assert after_one == []
    assert "ASSIGNMENT_NOT_ACKNOWLEDGED" in world.alerts(incident)
    world.press(unit, 15)
    assert "ASSIGNMENT_NOT_ACKNOWLEDGED" not in world.alerts(incident)


@pytest.mark.capability("B2")
def test_a_999_call_has_ten_seconds_by_bts_clock_and_by_ours(world):
    contact = world.ring()
    assert {"answer_from_bt", "answer_from_ring"} <= set(world.clocks(contact))

    world.wait(seconds=11)

    fired = ClockStep.objects.filter(clock__kind__startswith="answer_")
    assert fired.count() == 2


@pytest.mark.capability("I9", "I1")
@pytest.mark.parametrize("moment", [SPRING, AUTUMN, LEAP_DAY], ids=["spring", "autumn", "leap"])
def test_an_hour_is_an_hour_on_the_nights_when_the_clocks_change(db, moment):
    world = World(at=moment)
    incident = world.graded("S")

    assert incident.due_at - incident.clock_start_at == timedelta(hours=1)
    world.wait(minutes=59)
    assert 100 not in steps_of(incident)
    world.wait(minutes=1)
    assert 100 in steps_of(incident)


@pytest.mark.capability("E1")
def test_numbers_begin_again_at_one_on_each_london_day(db):
    world = World(at=datetime(2026, 6, 30, 22, 59, tzinfo=UTC))  # 23:59 in London
    before = [world.incident().reference, world.incident().reference]
    world.wait(minutes=2)
    after = world.incident().reference

    assert (before, after) == (["1/30JUN26", "2/30JUN26"], "1/01JUL26")


@pytest.mark.capability("E1")
def test_the_hour_that_comes_twice_belongs_to_one_day(db):
    world = World(at=AUTUMN)
    references = [world.incident().reference]
    world.wait(hours=1)
    references.append(world.incident().reference)

    assert references == ["1/25OCT26", "2/25OCT26"]
