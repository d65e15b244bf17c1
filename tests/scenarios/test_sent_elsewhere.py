"""A place is corrected while a unit is on its way: its crew is told, and says that it knows."""

import pytest

from contactcentre.core.errors import WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments, crews
from incidents.actions import places
from incidents.places import Where
from tests.rules import invariants
from tests.world import check_constraints

pytestmark = pytest.mark.capability("G3", "H2")


@pytest.fixture
def sent(world):
    """A unit on its way to 12 Acre Lane, which has acknowledged; and it is on no scene yet."""
    world.incident_sent_to, world.car = world.graded("I", vulnerable=True), world.unit()
    world.assign(world.car, world.incident_sent_to)
    world.press(world.car, 15)
    world.press(world.car, 5)
    world.wait(seconds=30)
    return world


def correct(world, text: str, **where) -> None:
    """Correct the place, and let the next sweep come."""
    pk = world.incident_sent_to.pk
    who = {"by": world.supervisor, "at": world.at}
    places.correct(incident_id=pk, location=Where(text=text, **where), **who)
    world.wait(seconds=1)


def to_tell(world) -> list[Alert]:
    """Return the live alerts that a crew has to be told."""
    return list(Alert.objects.live().filter(code=crews.PLACE_CHANGED).order_by("pk"))


def lines(world) -> list[str]:
    """Return what stands on the log."""
    return list(world.incident_sent_to.log.order_by("seq").values_list("text", flat=True))


def test_its_dispatcher_has_to_tell_the_crew_which_then_acknowledges_once_more(sent):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)

    (alert,) = to_tell(sent)
    assert (alert.subject, alert.subject_id, alert.area) == ("unit", sent.car.pk, sent.area)
    assert alert.text.startswith("Tell PC12: CAD ")
    assert "is at 14 Acre Lane" in alert.text
    assert any("PC12 was sent before the place was corrected" in line for line in lines(sent))
    check_constraints()
    assert invariants.broken() == []

    sent.press(sent.car, 15)

    assert to_tell(sent) == []
    assert lines(sent)[-1].startswith("PC12 acknowledges the corrected place: 14 Acre Lane")
    current = sent.incident_sent_to.assignments.get()
    assert (current.state, current.place_known_at) == ("EN_ROUTE", sent.at)
    for name in ("unit.sent_elsewhere", "unit.place_acknowledged"):
        assert AuditEntry.objects.filter(name=name).count() == 1
    sent.wait(seconds=1)
    assert to_tell(sent) == []


def test_a_press_that_it_is_at_the_scene_is_no_sign_that_it_is_at_the_right_one(sent):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)

    sent.press(sent.car, 6)

    assert len(to_tell(sent)) == 1
    sent.press(sent.car, 15)
    assert to_tell(sent) == []
    assert sent.incident_sent_to.assignments.get().state == "AT_SCENE"


def test_unheard_it_climbs_to_the_duty_officer(sent):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)

    sent.wait(minutes=4)

    assert {role_at(alert) for alert in to_tell(sent)} == {"duty_officer"}


def test_corrected_twice_it_sounds_again_with_the_place_of_now(sent):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)
    sent.acknowledge_alert(to_tell(sent)[0])
    sent.wait(seconds=5)

    correct(sent, "16 Acre Lane", place_id=sent.place.pk)

    (alert,) = to_tell(sent)
    assert "16 Acre Lane" in alert.text
    assert alert.acknowledged_by is None


def test_each_crew_sent_before_is_told_and_one_sent_after_knows(sent):
    second, third = sent.unit("PC13"), sent.unit("PC14")
    sent.assign(second, sent.incident_sent_to)
    sent.wait(seconds=1)
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)
    sent.assign(third, sent.incident_sent_to)
    sent.wait(seconds=1)

    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC12:", "PC13:"]

    sent.press(second, 15)
    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC12:"]
    assignments.stand_down(
        unit_id=sent.car.pk, reason="PC13 is nearer", by=sent.dispatcher, at=sent.at
    )
    assert to_tell(sent) == []


def test_in_another_area_it_is_still_the_units_own_dispatcher_who_has_to_tell_it(sent):
    correct(sent, "1 High Street", place_id=sent.place_elsewhere().pk)

    sent.incident_sent_to.refresh_from_db()
    assert sent.incident_sent_to.command_unit == sent.elsewhere
    assert [alert.area for alert in to_tell(sent)] == [sent.area]


def test_a_restricted_place_is_not_named_beside_its_unit(world):
    world.incident_sent_to, world.car = world.graded("I", restricted=True), world.unit()
    world.assign(world.car, world.incident_sent_to)
    world.wait(seconds=1)
    correct(world, "14 Acre Lane", place_id=world.place.pk)

    (alert,) = to_tell(world)
    assert "Acre" not in alert.text
    assert world.incident_sent_to.reference not in alert.text


def test_nobody_is_told_what_they_knew(sent):
    with pytest.raises(WrongState, match="cannot become acknowledged"):
        sent.press(sent.car, 15)
    sent.wait(seconds=1)
    assert to_tell(sent) == []
