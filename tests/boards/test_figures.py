"""A number on a screen is the length of the list it opens (L4, L7)."""

import pytest

from contactcentre.contacts import figures as contact_figures
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.countdowns.models import Alert
from incidents import boards, figures
from incidents.actions import duty, results
from incidents.models import Incident
from incidents.places import Where


def check_every_figure(world) -> None:
    """Check each figure of each area against its list, and against the rows of the board."""
    counts = figures.counts()
    rows = boards.rows(list(Incident.objects.values_list("pk", flat=True)))
    for name in figures.FIGURES:
        for area in [world.area.code, WHOLE_FORCE]:
            found = figures.listed(name)
            if area != WHOLE_FORCE:
                found = found.filter(command_unit=area)
            shown = [
                row
                for row in rows
                if name in row["figures"] and area in {row["scope"], WHOLE_FORCE}
            ]
            counted = counts.get(area, {}).get(name, 0)
            assert counted == found.count() == len(shown), (name, area)
    for name, count in contact_figures.counts(world.at)[WHOLE_FORCE].items():
        assert count == contact_figures.listed(name, world.at).count(), name


def a_shift(world):
    """Let a shift go by, one change at a time."""
    yield (first := world.graded("S", suspect_identity="SUSPECTED"))
    yield world.incident(location=Where(text="somewhere by the river"))
    yield (unit := world.unit())
    yield world.assign(unit, first)
    yield (second := world.graded("I"))
    yield world.divert(unit, to=second)
    yield world.acknowledge_alert(Alert.objects.live().filter(code="UNIT_LEFT").get())
    yield world.wait(minutes=16)
    yield world.press(unit, 6)
    yield world.press(unit, 2)
    yield results.result(
        incident_id=second.pk, code="ARREST", text="", by=world.dispatcher, at=world.at
    )
    yield results.ask_non_attendance(
        incident_id=first.pk, reason="cancelled", by=world.dispatcher, at=world.at
    )
    yield duty.sign_off(by=world.dispatcher, at=world.at)
    yield results.approve_non_attendance(incident_id=first.pk, by=world.supervisor, at=world.at)
    yield world.ring()
    yield world.wait(hours=3)


@pytest.mark.capability("B6", "L1", "L4", "L7")
def test_every_figure_equals_its_list_whatever_happens(world):
    check_every_figure(world)
    for _change in a_shift(world):
        check_every_figure(world)


@pytest.mark.capability("L7")
def test_an_incident_left_counts_as_waiting_until_somebody_takes_it_on(world):
    first, unit = world.graded("S"), world.unit()
    world.assign(unit, first)
    world.divert(unit, to=world.graded("I"))

    alone = [figures.counts()["AS"]["waiting"], figures.counts()["AS"]["lost"]]
    world.acknowledge_alert(Alert.objects.live().filter(code="UNIT_LEFT").get())

    assert alone == [1, 0]
    assert figures.counts()["AS"]["waiting"] == 0
    assert figures.counts()["AS"]["left"] == 1
