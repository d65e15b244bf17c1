"""What still stands between an incident and its closing is said whole, with the control for it."""

import pytest

from contactcentre.core.errors import WrongState
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from incidents.actions import results

pytestmark = pytest.mark.capability("E5")


@pytest.fixture
def attended(world):
    """A burglary with its unit at the scene, and nothing recorded."""
    world.burglary, world.van = world.graded("S", opening_code="BURGLARY"), world.unit()
    world.assign(world.van, world.burglary)
    for code in (5, 6):
        world.press(world.van, code)
    return world


def refusal(world) -> str:
    """Return why it cannot be closed now."""
    with pytest.raises(WrongState) as refused:
        results.close(incident_id=world.burglary.pk, by=world.dispatcher, at=world.at)
    return str(refused.value)


def alarmed(world, audience: Role, level: int):
    """Let an alert about the burglary wait for somebody."""
    world.burglary.refresh_from_db()
    return alerts.sound(
        code="TEST",
        subject="incident",
        row=world.burglary,
        text="A test",
        audience=audience,
        level=level,
        by=world.system,
        at=world.at,
    )


def test_everything_that_is_missing_is_said_at_once_with_its_control(attended):
    said = refusal(attended)

    assert "PC12 is still with it: press Status beside the unit" in said
    assert "stand it down (X)" in said
    assert "press Result (R)" in said


def test_no_key_is_named_that_sends_a_unit(attended):
    assert "2" not in refusal(attended).replace("PC12", "")


def test_a_result_that_is_recorded_is_not_asked_for_again(attended):
    what = {"incident_id": attended.burglary.pk, "by": attended.dispatcher, "at": attended.at}
    results.result(code="ADVICE", text="Advised", **what)

    assert "esult" not in refusal(attended)
    assert "PC12 is still with it" in refusal(attended)


def test_before_anybody_attended_only_what_can_be_done_is_asked_for(world):
    world.burglary = world.graded("S", opening_code="BURGLARY")
    assert "ask for non-attendance" in refusal(world)

    what = {"incident_id": world.burglary.pk, "by": world.dispatcher, "at": world.at}
    results.ask_non_attendance(reason="He has rung back", **what)

    assert "a supervisor has not yet approved" in refusal(world)
    assert "Result" not in refusal(world)


def test_an_alert_that_waits_names_everybody_who_can_acknowledge_it(attended):
    alarmed(attended, Role.SUPERVISOR, 2)

    assert "by the supervisor or the duty officer: A test" in refusal(attended)


def test_whoever_can_acknowledge_it_is_told_to_however_high_it_has_climbed(attended):
    alert = alarmed(attended, Role.DISPATCHER, 2)
    assert "Acknowledge its alert first: A test" in refusal(attended)

    attended.acknowledge_alert(alert)

    assert "alert" not in refusal(attended)
