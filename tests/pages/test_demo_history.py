"""A visitor who rings the call of 31 May 2018 sees what was there before it, at once."""

import pytest

from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock
from contactcentre.management.demo import history
from dispatch.actions import units
from dispatch.models import Unit
from incidents import knowing
from incidents.models import Incident


@pytest.fixture
def seeded(world):
    """The people and the unit of those days, and nobody on shift yet."""
    world.person(history.HANDLER, Role.CALL_HANDLER)
    world.person(history.DISPATCHER, Role.DISPATCHER, area=world.area)
    units.create(callsign=history.UNIT, command_unit="AS", by=world.admin, at=world.at)
    Duty.objects.current().update(ended_at=world.at)
    Clock.objects.open().update(stopped_at=world.at, stop_reason="LEFT", next_step_at=None)
    assert history.write(at=world.at)
    return world


def test_the_known_panel_shows_her_earlier_calls(seeded):
    call = seeded.ring(history.NUMBER)

    known = knowing.about(call, person=seeded.handler, at=seeded.at)

    assert [(each["channel"], each["within_7_days"]) for each in known["contacts"]] == [
        ("101", True),
        ("999", False),
    ]
    assert "solicitor" in known["contacts"][0]["summary"]
    (marker,) = known["markers"]
    assert (marker["status"], marker["victim_informed"]) == ("WITHDRAWN", "NO")
    (before,) = known["incidents"]
    assert (before["status"], before["attended"], before["tags"]) == ("CLOSED", True, ["DA"])


def test_nothing_of_those_days_is_left_to_do(seeded):
    assert not Incident.objects.unclosed().exists()
    assert not Clock.objects.open().exists()
    assert not Alert.objects.live().exists()
    assert not Duty.objects.current().exists()
    assert Unit.objects.get(callsign=history.UNIT).state == "OFF_DUTY"


def test_it_happens_once_and_never_while_somebody_is_on_shift(seeded):
    assert history.write(at=seeded.at) is False
