"""Two drivers and no leader: both together double nothing (DESIGN §4)."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from contactcentre.core.errors import Refused
from contactcentre.countdowns.actions import alerts, sweep
from contactcentre.countdowns.models import Alert, Clock, ClockStep
from dispatch.actions import assignments
from incidents.models import LogEntry
from tests.races.together import together, unexpected
from tests.rules import invariants

SWEEPERS = 4


def sweepers(world, at) -> list:
    """Sweep from several threads at once; return how many steps each fired."""
    return together(*[partial(sweep.run, by=world.system, at=at)] * SWEEPERS)


@pytest.mark.capability("I1")
def test_four_sweepers_at_once_fire_each_step_once(committed_world):
    world = committed_world
    waiting = [world.graded("I") for _each in range(12)]
    at = world.at
    for minutes in (8, 12, 14, 16, 23, 31):
        at = world.at + timedelta(minutes=minutes)
        results = sweepers(world, at)
        assert not unexpected(results)

    kept = ClockStep.objects.filter(clock__kind="attend")
    assert Counter(kept.values_list("percent", flat=True)) == dict.fromkeys(
        (50, 75, 90, 100, 150, 200), len(waiting)
    )
    assert not Clock.objects.due(at).exclude(kind="ownership").exists()
    lines = LogEntry.objects.filter(kind="CLOCK").values_list("incident_id", "text")
    assert len(lines) == len(set(lines))
    live = Alert.objects.live().filter(code="ATTENDANCE_LATE")
    assert Counter(live.values_list("subject_id", flat=True)) == {one.pk: 1 for one in waiting}
    assert invariants.broken() == []


@pytest.mark.capability("I1", "I3")
def test_sweepers_and_people_at_once_neither_lose_nor_double_anything(committed_world):
    world = committed_world
    for round_ in range(8):
        incident, unit = world.graded("I"), world.unit(f"PC{round_}")
        world.assign(unit, incident)
        who = {"unit_id": unit.pk, "by": world.dispatcher}
        at = world.at + timedelta(minutes=2)
        results = together(
            *[partial(sweep.run, by=world.system, at=at)] * 2,
            partial(assignments.acknowledge, **who, at=at),
            partial(assignments.unable, **who, reason="flat tyre", at=at),
        )
        assert not unexpected(results, Refused), results
        world.at = at
        assert invariants.broken() == []


@pytest.mark.capability("I4", "I5")
def test_an_alert_that_climbs_while_it_is_taken_on_is_either_but_never_lost(committed_world):
    world = committed_world
    for round_ in range(8):
        incident, unit = world.graded("I"), world.unit(f"PC{round_}")
        world.assign(unit, incident)
        world.press(unit, 11)
        alert = Alert.objects.live().get(code="UNIT_LEFT", subject_id=incident.pk)
        at = world.at + timedelta(seconds=60)
        results = together(
            partial(alerts.acknowledge, alert_id=alert.pk, by=world.dispatcher, at=at),
            *[partial(sweep.run, by=world.system, at=at)] * 2,
        )
        assert not unexpected(results, Refused), results
        world.at = at
        world.press(unit, 1)
        assert invariants.broken() == []
