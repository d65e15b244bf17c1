"""The sweep: every step fires once, at its time or as soon as anybody looks (DESIGN §4)."""

from datetime import timedelta

import pytest

from contactcentre.core.models import Heartbeat
from contactcentre.countdowns import kinds, steps
from contactcentre.countdowns.actions import policies, sweep
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Clock, ClockStep, Policy
from incidents.models import LogEntry

STEPS = [50, 75, 90, 100, 150, 200]


def fired(incident) -> list[int]:
    """Return the percents of an incident's attendance clocks that have fired, in order."""
    kept = ClockStep.objects.filter(clock__kind="attend", clock__subject_id=incident.pk)
    return list(kept.order_by("fired_at", "pk").values_list("percent", flat=True))


def attendance(incident) -> Clock:
    """Return the running attendance clock of an incident."""
    return Clock.objects.open().get(kind="attend", subject_id=incident.pk)


def lines(incident, kind: str) -> list[str]:
    """Return the log lines of a kind."""
    return list(incident.log.filter(kind=kind).order_by("seq").values_list("text", flat=True))


@pytest.mark.capability("I1", "I2")
def test_every_step_fires_once_at_its_own_time(world):
    incident = world.graded("S")
    start = incident.clock_start_at

    world.wait(minutes=120)

    kept = ClockStep.objects.filter(clock__kind="attend").order_by("fired_at")
    assert fired(incident) == STEPS
    assert [step.fired_at - start for step in kept] == [
        timedelta(minutes=60) * percent / 100 for percent in STEPS
    ]
    assert not any(step.late_by for step in kept)


@pytest.mark.capability("I1")
def test_a_second_sweep_at_the_same_moment_fires_nothing_more(world):
    incident = world.graded("I")
    world.wait(minutes=8)

    assert sweep.run(by=world.system, at=world.at) == 0
    assert fired(incident) == [50]


@pytest.mark.capability("I2", "I3")
def test_past_its_time_it_goes_on_asking_until_somebody_is_there(world):
    incident = world.graded("I")
    world.wait(minutes=60)

    assert fired(incident) == [*STEPS, 200, 200]
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    world.wait(minutes=60)
    assert fired(incident) == [*STEPS, 200, 200]


@pytest.mark.capability("I2", "I3")
@pytest.mark.parametrize("minutes", [8, 13, 40, 500])
def test_steps_missed_in_an_outage_fire_once_as_the_highest_with_how_late(world, minutes):
    incident = world.graded("I")

    world.outage(minutes=minutes)

    kept = ClockStep.objects.get(clock__kind="attend")
    assert fired(incident) == [max(p for p in STEPS if p * 15 / 100 <= minutes)]
    assert kept.late_by > timedelta(seconds=1)
    assert kept.fell_due_at == incident.clock_start_at + timedelta(minutes=7.5)
    assert f"found {int(kept.late_by.total_seconds())} s late" in lines(incident, "CLOCK")[0]


@pytest.mark.capability("I1")
def test_after_an_outage_the_most_severe_come_first(world):
    order = [world.graded(grade) for grade in "ESIISE"]
    before = LogEntry.objects.order_by("pk").last().pk

    world.outage(hours=49)

    found = LogEntry.objects.filter(pk__gt=before, kind="CLOCK").order_by("pk")
    grades = [line.incident.grade for line in found]
    assert grades == sorted(grades, key="ISE".index)
    assert len(order) == len(grades)


@pytest.mark.capability("I1", "I7")
def test_another_grade_counts_from_the_original_start_and_hides_no_breach(world):
    incident = world.graded("S")
    started, first = incident.clock_start_at, attendance(incident)
    world.wait(minutes=50)
    assert fired(incident) == [50, 75]

    world.grade(incident, "I")

    incident.refresh_from_db()
    first.refresh_from_db()
    second = attendance(incident)
    assert incident.due_at == started + timedelta(minutes=15) == second.due_at
    assert (second.started_at, second.steps) == (started, [200])
    assert (first.stop_reason, first.due_at) == (
        StopReason.SUPERSEDED,
        started + timedelta(minutes=60),
    )

    world.wait(seconds=1)
    assert fired(incident) == [50, 75, 200]
    assert second.fired.get().late_by == timedelta(minutes=20)  # 200 % was at 30 min.


@pytest.mark.capability("I1", "D8")
def test_a_clock_keeps_the_target_it_was_started_under(world):
    before = world.graded("S")
    policies.add(
        kind="attend",
        key="S",
        seconds=1800,
        steps=[100],
        repeat_seconds=1800,
        effective_from=world.at + timedelta(seconds=1),
        by=world.admin,
        at=world.at,
    )
    world.wait(seconds=2)
    after = world.graded("S")

    assert before.due_at - before.clock_start_at == timedelta(minutes=60)
    assert after.due_at - after.clock_start_at == timedelta(minutes=30)
    assert attendance(before).policy != attendance(after).policy
    assert Policy.objects.filter(kind="attend", key="S").count() == 2


def poison(like: Clock, how_many: int) -> list[int]:
    """Add clocks of the most severe kind, due at once, whose step fails; return which they are."""
    made = Clock.objects.bulk_create(
        Clock(
            kind=f"no such kind {number}",
            subject="incident",
            subject_id=like.subject_id,
            severity=0,
            started_at=like.started_at,
            due_at=like.due_at,
            steps=[1],
            next_step_at=like.started_at,
        )
        for number in range(how_many)
    )
    return [clock.pk for clock in made]


@pytest.mark.capability("I1")
@pytest.mark.parametrize("how_many", [3, sweep.BATCH + 100])
def test_clocks_that_cannot_fire_keep_no_other_from_firing(world, how_many):
    incident = world.graded("S")
    poison(attendance(world.graded("I")), how_many)

    world.outage(minutes=31)
    sweep.run(by=world.system, at=world.at)
    assert fired(incident) == [50]
    world.outage(minutes=15)

    assert fired(incident) == [50, 75]


@pytest.mark.capability("I1")
def test_those_that_failed_are_tried_again_after_all_others_a_few_at_a_time(world, caplog):
    incident = world.graded("S")
    failing = poison(attendance(world.graded("I")), 3 * sweep.AGAIN)
    world.outage(minutes=31)
    tried = []

    for _sweep in range(3):
        caplog.clear()
        sweep.run(by=world.system, at=world.at)
        lines = [each.msg for each in caplog.records if isinstance(each.msg, dict)]
        tried += [line["clock"] for line in lines if line["event"] == "clock.step_failed"]

    assert sorted(tried) == failing
    assert fired(incident) == [50]


@pytest.mark.capability("I1")
def test_one_that_failed_fires_as_soon_as_it_can(world):
    incident = world.graded("S")
    (failing,) = poison(attendance(incident), 1)
    world.outage(minutes=1)
    assert Clock.objects.due(world.at).filter(pk=failing).exists()

    kinds.register(kinds.Kind("no such kind 0", "incident", "Mended", lambda fired: None))
    try:
        assert sweep.run(by=world.system, at=world.at) == 1
    finally:
        del kinds.KINDS["no such kind 0"]


@pytest.mark.capability("I1", "I3")
def test_a_stopped_clock_never_fires(world):
    incident, unit = world.graded("I"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)

    world.outage(hours=3)

    assert fired(incident) == []
    stopped = Clock.objects.get(kind="attend", subject_id=incident.pk)
    assert (stopped.stop_reason, stopped.next_step_at) == (StopReason.AT_SCENE, None)


@pytest.mark.capability("I4")
def test_every_sweep_says_that_it_ran(world):
    assert Heartbeat.age("sweep") is None

    sweep.run(by=world.system, at=world.at)

    assert 0 <= Heartbeat.age("sweep") < 5


@pytest.mark.capability("I1")
def test_what_has_passed_is_split_from_what_is_to_come():
    start = ClockStep._meta.get_field("fired_at").to_python("2026-03-14T22:00:00Z")
    due = start + timedelta(minutes=10)
    for minutes in range(0, 25):
        at = start + timedelta(minutes=minutes)
        passed, ahead = steps.split_passed(started_at=start, due_at=due, steps=STEPS, at=at)
        assert passed + ahead == STEPS
        assert passed == [percent for percent in STEPS if percent <= minutes * 10]
