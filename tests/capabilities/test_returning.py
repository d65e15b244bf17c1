"""A unit that is free again is offered back to the incident it was diverted from."""

import pytest

from contactcentre.countdowns.models import Alert
from dispatch import access, recommending
from dispatch.actions import assignments, units
from incidents import figures
from incidents.models import LogEntry

OFFER = "RETURN_OFFERED"


@pytest.fixture
def diverted(world):
    """A world in which PC12 was diverted from `first` to `second`, and is at the scene there."""
    world.first, world.second = world.graded("S"), world.graded("I", opening_code="VIOLENCE")
    world.car = world.unit("PC12")
    world.assign(world.car, world.first)
    world.divert(world.car, world.second)
    assignments.arrive(unit_id=world.car.pk, by=world.dispatcher, at=world.at)
    world.wait(minutes=2)
    return world


def clear(world) -> None:
    assignments.clear(unit_id=world.car.pk, by=world.dispatcher, at=world.at)


@pytest.mark.capability("H11")
def test_a_unit_that_clears_is_offered_back_within_the_next_sweep(diverted):
    assert OFFER not in diverted.alerts(diverted.first)

    clear(diverted)
    diverted.wait(seconds=1)

    alert = Alert.objects.live().get(code=OFFER)
    assert (alert.subject_id, alert.audience) == (diverted.first.pk, "dispatcher")
    assert alert.text == (
        "PC12 is free again and was diverted from here; no unit has come: send one back, or "
        "another."
    )
    assert alert.text in "\n".join(
        LogEntry.objects.filter(incident=diverted.first).values_list("text", flat=True)
    )


@pytest.mark.capability("H11")
def test_an_offer_is_made_once_and_ends_when_any_unit_is_sent(diverted):
    clear(diverted)
    diverted.wait(seconds=1)
    diverted.acknowledge_alert(Alert.objects.live().get(code=OFFER))
    diverted.wait(minutes=5)
    assert Alert.objects.filter(code=OFFER).get().acknowledged_by == diverted.dispatcher

    diverted.assign(diverted.unit("PC13"), diverted.first)

    assert OFFER not in diverted.alerts(diverted.first)
    diverted.wait(minutes=1)
    assert OFFER not in diverted.alerts(diverted.first)


@pytest.mark.capability("H11")
def test_an_offer_ends_when_the_unit_goes_elsewhere_and_comes_again_with_it(diverted):
    clear(diverted)
    diverted.wait(seconds=1)
    diverted.assign(diverted.car, diverted.graded("I"))
    diverted.wait(seconds=1)
    assert OFFER not in diverted.alerts(diverted.first)

    assignments.arrive(unit_id=diverted.car.pk, by=diverted.dispatcher, at=diverted.at)
    clear(diverted)
    diverted.wait(seconds=1)

    assert OFFER in diverted.alerts(diverted.first)


@pytest.mark.capability("H11")
def test_nothing_is_offered_to_an_incident_that_has_a_unit_or_by_a_crew_that_goes_home(diverted):
    other = diverted.unit("PC13")
    diverted.assign(other, diverted.first)
    clear(diverted)
    diverted.wait(seconds=1)
    assert OFFER not in diverted.alerts(diverted.first)
    diverted.divert(other, diverted.second, by=diverted.supervisor)

    units.book_off(unit_id=diverted.car.pk, by=diverted.dispatcher, at=diverted.at)
    diverted.wait(seconds=1)
    assert OFFER not in diverted.alerts(diverted.first)
    units.book_on(
        unit_id=diverted.car.pk, lat=51.46, lon=-0.12, by=diverted.dispatcher, at=diverted.at
    )
    diverted.wait(seconds=1)
    assert OFFER not in diverted.alerts(diverted.first), "That is another crew's shift."


@pytest.mark.capability("G5", "H11")
def test_whoever_looks_for_a_unit_sees_which_was_diverted_from_here(diverted):
    clear(diverted)
    diverted.unit("PC13")

    seen = access.visible_to(diverted.dispatcher)
    found, _left_out = recommending.candidates(
        diverted.first, seen, by=diverted.dispatcher, at=diverted.at
    )

    reasons = {one.unit.callsign: one.reasons for one in found}
    assert "was diverted from here" in reasons["PC12"]
    assert "was diverted from here" not in reasons["PC13"]


@pytest.mark.capability("H11")
def test_a_unit_that_is_away_for_a_while_is_offered_again(diverted):
    clear(diverted)
    diverted.wait(seconds=1)
    diverted.acknowledge_alert(Alert.objects.live().get(code=OFFER))
    diverted.press(diverted.car, 4)
    diverted.wait(seconds=1)
    assert OFFER not in diverted.alerts(diverted.first)
    assert list(figures.listed("waiting")) == [diverted.first]

    diverted.press(diverted.car, 3)
    diverted.wait(seconds=1)

    assert OFFER in diverted.alerts(diverted.first)


@pytest.mark.capability("H11")
def test_an_offer_names_whoever_is_free_now(diverted):
    other = diverted.unit("PC13")
    diverted.assign(other, diverted.first)
    diverted.divert(other, diverted.second, by=diverted.supervisor)
    clear(diverted)
    diverted.wait(seconds=1)
    assignments.arrive(unit_id=other.pk, by=diverted.dispatcher, at=diverted.at)
    assignments.clear(unit_id=other.pk, by=diverted.dispatcher, at=diverted.at)
    diverted.wait(seconds=1)
    assert Alert.objects.live().get(code=OFFER).text.startswith("PC12, PC13 are free again")

    diverted.press(diverted.car, 4)
    diverted.wait(seconds=1)

    assert Alert.objects.live().get(code=OFFER).text.startswith("PC13 is free again")


@pytest.mark.capability("H11")
def test_a_unit_that_was_sent_back_and_could_not_come_is_not_offered_again(diverted):
    clear(diverted)
    diverted.wait(seconds=1)
    diverted.assign(diverted.car, diverted.first)
    assignments.unable(
        unit_id=diverted.car.pk, reason="collision", by=diverted.dispatcher, at=diverted.at
    )
    diverted.wait(seconds=1)

    assert OFFER not in diverted.alerts(diverted.first)
