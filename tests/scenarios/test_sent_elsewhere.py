"""A place is corrected while a unit is on its way: its crew is told, and says that it knows."""

import pytest
from django.db import connection
from rest_framework.test import APIClient

from contactcentre.core.errors import WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns import boards as alert_boards
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch import boards, queries
from dispatch.actions import assignments, crews
from dispatch.models import Unit
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
    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC12:", "PC13:"]
    sent.press(second, 15)
    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC12:"]
    assignments.stand_down(
        unit_id=sent.car.pk, reason="PC13 is nearer", by=sent.dispatcher, at=sent.at
    )
    assert to_tell(sent) == []


def on_its_way(world):
    """Send a unit that has not acknowledged, and correct the place."""
    world.incident_sent_to, world.car = world.graded("I"), world.unit()
    world.assign(world.car, world.incident_sent_to)
    world.wait(seconds=10)
    correct(world, "14 Acre Lane", place_id=world.place.pk)
    return world.incident_sent_to.assignments.get()


def told(world, place_told: int | None):
    """Record at the desk that the crew knows the place of this number."""
    order = {"unit_id": world.car.pk, "by": world.dispatcher, "at": world.at}
    return assignments.acknowledge(place_told=place_told, **order)


def test_a_first_acknowledgement_answers_the_order_and_not_the_correction(world):
    on_its_way(world)

    world.press(world.car, 15)

    assert len(to_tell(world)) == 1
    current = world.incident_sent_to.assignments.get()
    assert (current.state, current.place_known) == ("ACKNOWLEDGED", 0)
    assert not any("corrected place" in line for line in lines(world))
    world.press(world.car, 15)
    assert to_tell(world) == []


def test_whoever_told_a_crew_that_was_silent_answers_order_and_correction_at_once(world):
    sent = on_its_way(world)

    told(world, sent.place_told)

    assert to_tell(world) == []
    sent.refresh_from_db()
    assert (sent.state, sent.place_known) == ("ACKNOWLEDGED", 1)
    assert lines(world)[-1].startswith("PC12 acknowledges the corrected place: 14 Acre Lane")


@pytest.mark.parametrize("is_swept", [True, False])
def test_what_a_crew_was_told_before_the_place_was_corrected_again_does_not_count(sent, is_swept):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)
    read_out = sent.incident_sent_to.assignments.get().place_told
    again = {"incident_id": sent.incident_sent_to.pk, "by": sent.supervisor, "at": sent.at}
    places.correct(location=Where(text="16 Acre Lane", place_id=sent.place.pk), **again)
    if is_swept:
        sent.wait(seconds=1)

    with pytest.raises(WrongState, match="corrected again meanwhile. Tell PC12"):
        told(sent, read_out)

    sent.wait(seconds=1)
    (alert,) = to_tell(sent)
    assert "16 Acre Lane" in alert.text
    told(sent, sent.incident_sent_to.assignments.get().place_told)
    assert to_tell(sent) == []


def test_a_correction_that_waited_for_the_unit_to_be_sent_is_told_all_the_same(world):
    world.incident_sent_to, world.car = world.graded("I"), world.unit()
    asked_at = world.at
    world.wait(seconds=2)
    world.assign(world.car, world.incident_sent_to)

    where = Where(text="14 Acre Lane", place_id=world.place.pk)
    again = {"incident_id": world.incident_sent_to.pk, "by": world.supervisor}
    places.correct(location=where, at=asked_at, **again)
    world.wait(seconds=1)

    assert len(to_tell(world)) == 1
    where = Where(text="16 Acre Lane", place_id=world.place.pk)
    places.correct(location=where, at=asked_at, **again)
    world.wait(seconds=1)
    assert "16 Acre Lane" in to_tell(world)[0].text


def test_a_unit_diverted_to_a_corrected_place_knows_it(sent):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)
    second, stabbing = sent.unit("PC13"), sent.graded("E")
    sent.assign(second, stabbing)

    sent.divert(second, sent.incident_sent_to)

    sent.wait(seconds=1)
    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC12:"]


def test_over_http_the_row_of_the_unit_names_the_place_and_a_stale_one_is_refused(sent):
    correct(sent, "14 Acre Lane", place_id=sent.place.pk)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {sent.key()}", HTTP_ACT_FOR="dispatcher")
    order = f"/api/v1/units/{sent.car.callsign}/acknowledge/"
    row = boards.row(queries.for_board(Unit.objects.filter(pk=sent.car.pk)).get())
    assert row["place_told"] == 1

    assert client.post(order, {"place_told": 0}, format="json").status_code == 409
    assert client.post(order, {"place_told": 1}, format="json").status_code == 200
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


@pytest.mark.parametrize(("grade", "severity", "shown"), [("I", 0, "I"), ("E", 2, None)])
def test_it_is_as_urgent_as_the_incident_and_an_emergency_of_the_crew_is_most(
    world, grade, severity, shown
):
    world.incident_sent_to, world.car = world.graded(grade), world.unit()
    world.assign(world.car, world.incident_sent_to)
    correct(world, "14 Acre Lane", place_id=world.place.pk)

    (alert,) = to_tell(world)
    assert (alert.severity, alert_boards.row(alert)["grade"]) == (severity, shown)
    world.press(world.car, 0)
    emergencies = Alert.objects.live().filter(code__startswith="UNIT_EMERGENCY")
    assert set(emergencies.values_list("severity", flat=True)) == {0}


def test_a_crew_of_which_no_alert_can_be_made_keeps_no_other_from_being_told(sent):
    second = sent.unit("PC13")
    sent.assign(second, sent.incident_sent_to)
    sent.press(second, 15)
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON dispatch_unit FOR EACH ROW
            WHEN (NEW.id = {sent.car.pk}) EXECUTE FUNCTION refuse()""")

    correct(sent, "14 Acre Lane", place_id=sent.place.pk)

    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC13:"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refuse ON dispatch_unit")
    sent.wait(seconds=1)
    assert [alert.text.split()[1] for alert in to_tell(sent)] == ["PC13:", "PC12:"]


def test_a_long_place_is_cut_and_what_is_to_be_done_is_not(sent):
    correct(sent, "the long lane " * 15, place_id=sent.place.pk)

    (alert,) = to_tell(sent)
    assert len(alert.text) == 300
    assert "is at the long lane the long" in alert.text
    assert alert.text.endswith("Then record that the crew acknowledges (15).")


def test_nobody_is_told_what_they_knew(sent):
    with pytest.raises(WrongState, match="cannot become acknowledged"):
        sent.press(sent.car, 15)
    sent.wait(seconds=1)
    assert to_tell(sent) == []
