"""A crew that presses the emergency button takes the board over, at every desk that has units."""

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from contactcentre.core.models import Person
from dispatch.actions import assignments, units
from dispatch.models import Unit
from incidents.models import Incident
from tests.browser.hands import FIVE_SECONDS
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
        expect(shown).to_be_visible(timeout=FIVE_SECONDS)
        expect(shown).to_contain_text("EMERGENCY")
        expect(shown).to_contain_text(f"with CAD {chosen.reference}; last position 51.")
    assert faults(desk) == []
    desk.get_by_role("button", name="Show AS16").click()
    expect(desk.locator("#selected-title")).to_contain_text(chosen.reference)
    expect(desk.locator("#units [aria-current=true]")).to_contain_text("AS16")
    pressed("AS16", 2)
    for window in (desk, supervisor):
        expect(window.locator("#emergency")).to_be_hidden(timeout=FIVE_SECONDS)
