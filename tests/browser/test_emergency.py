"""A crew that presses the emergency button takes the board over, at every desk that has units."""

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from contactcentre.core.models import Person
from dispatch.actions import assignments, units
from dispatch.models import Unit
from incidents.models import Incident
from tests.browser.test_accessibility import faults
from tests.browser.test_hands import ready

pytestmark = pytest.mark.slow


def pressed(callsign: str, code: int) -> None:
    """Let a crew press a status code."""
    unit, by = Unit.objects.get(callsign=callsign), Person.objects.get(username="supervisor")
    units.press(unit_id=unit.pk, code=code, by=by, at=clock.now())


def sent(callsign: str, incident: Incident) -> None:
    """Send a unit."""
    unit, by = Unit.objects.get(callsign=callsign), Person.objects.get(username="supervisor")
    assignments.assign(unit_id=unit.pk, incident_id=incident.pk, by=by, at=clock.now())


@pytest.mark.capability("G10")
def test_an_emergency_stands_over_everything_until_the_crew_is_well(room, desk):
    supervisor = ready(room.window("supervisor"))
    chosen = Incident.objects.get(pk=desk.first_id)
    sent("AS16", chosen)

    pressed("AS16", 0)

    for window in (desk, supervisor):
        shown = window.locator("#emergency")
        expect(shown).to_be_visible()
        expect(shown).to_contain_text("EMERGENCY")
        expect(shown).to_contain_text(f"with CAD {chosen.reference}; last position 51.")
    assert faults(desk) == []
    desk.get_by_role("button", name="Show AS16").click()
    expect(desk.locator("#selected-title")).to_contain_text(chosen.reference)
    expect(desk.locator("#units [aria-current=true]")).to_contain_text("AS16")
    supervisor.get_by_role("button", name="Show AS16").click()
    expect(supervisor.locator("#list")).to_contain_text("AS16")
    pressed("AS16", 2)
    for window in (desk, supervisor):
        expect(window.locator("#emergency")).to_be_hidden()


@pytest.mark.capability("G11")
def test_a_crew_that_nobody_hears_of_is_asked_after_and_recorded_as_well(room, desk):
    sent("AS15", Incident.objects.get(pk=desk.first_id))
    pressed("AS15", 6)
    line = desk.locator("#units .unit", has_text="AS15")
    expect(line).to_contain_text("crew check in 14:")
    room.pass_time(minutes=15)
    alert = desk.locator("#alerts .alert", has_text="AS15 has not been heard of")
    expect(alert).to_be_visible()
    expect(line).to_contain_text("CREW CHECK DUE")

    alert.get_by_role("button", name="AS15 is well").click()

    expect(alert).to_have_count(0)
    expect(line).to_contain_text("crew check in 14:")
    desk.get_by_role("button", name="Status of AS15").click()
    desk.locator("#crew-well").click()
    expect(desk.locator("#status")).to_be_hidden()
    pressed("AS15", 2)
