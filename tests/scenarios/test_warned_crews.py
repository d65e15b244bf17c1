"""Crews know of the weapon, the child and the order before they knock, or somebody hears (G7)."""

from datetime import timedelta

import pytest
from django.db import connection

from contactcentre.core.errors import WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch import boards, queries
from dispatch.actions import assignments, warning
from dispatch.models import Unit
from incidents.actions import warnings
from incidents.models import Incident
from tests.live.agreement import Witness
from tests.rules import invariants
from tests.world import check_constraints

pytestmark = pytest.mark.capability("G7")


@pytest.fixture
def sent(world):
    """A unit on its way to her, which has acknowledged its order."""
    world.hers, world.car = world.graded("I"), world.unit()
    world.assign(world.car, world.hers)
    world.press(world.car, 15)
    world.wait(seconds=10)
    return world


def warn(world, kind="WEAPON", text="He has a kitchen knife", **more):
    """Warn the crews, and let the next sweep come."""
    who = {"by": world.handler, "at": world.at}
    made = warnings.give(incident_id=world.hers.pk, kind=kind, text=text, **more, **who)
    world.wait(seconds=1)
    return made


def answer(world):
    """Let the crew say that it knows, once it has had time to read."""
    world.wait(seconds=5)
    world.press(world.car, 15)


def withdraw(world, made, reason="It was a toy: PC12 has seen it"):
    order = {"warning_id": made.pk, "reason": reason}
    return warnings.withdraw(**order, by=world.handler, at=world.at)


def told(world, number: int | None = None, **more):
    """Record at the desk that the crew knows the warnings up to a number."""
    order = {"unit_id": world.car.pk, "by": world.dispatcher, "at": world.at}
    return assignments.acknowledge(warnings_told=number, **more, **order)


def row(world) -> dict:
    return boards.row(queries.for_board(Unit.objects.filter(pk=world.car.pk)).get())


def unknown(world) -> list[Alert]:
    return list(Alert.objects.live().filter(code=warning.NOT_KNOWN).order_by("pk"))


def lines(world) -> list[str]:
    return list(world.hers.log.order_by("seq").values_list("text", flat=True))


def test_a_crew_on_its_way_is_sent_it_at_once_and_says_that_it_knows(sent):
    warn(sent)
    assert row(sent)["warnings_told"] == 1
    assert "crew_warning" in sent.clocks(sent.hers.assignments.get())
    assert "Warning 1 for crews. Weapon: He has a kitchen knife" in lines(sent)
    assert "PC12 is sent the warnings: number 1" in lines(sent)

    answer(sent)

    assert row(sent)["warnings_told"] is None
    assert lines(sent)[-1] == "PC12 knows the warnings up to number 1"
    sent.wait(minutes=3)
    assert unknown(sent) == []
    check_constraints()
    assert invariants.broken() == []
    for name in ("warning.given", "unit.warned", "unit.warnings_acknowledged"):
        assert AuditEntry.objects.filter(name=name).count() == 1


def test_one_that_is_silent_for_a_minute_alarms_its_dispatcher_and_climbs(sent):
    warn(sent)
    sent.wait(seconds=58)
    assert unknown(sent) == []

    sent.wait(seconds=2)

    (alert,) = unknown(sent)
    assert (alert.subject_id, role_at(alert)) == (sent.car.pk, Role.DISPATCHER)
    assert alert.text.startswith("PC12 has not said that it knows: the warnings of CAD ")
    assert ": 1 (weapon). Tell the crew" in alert.text
    sent.wait(seconds=61)
    assert role_at(unknown(sent)[0]) == Role.SUPERVISOR
    sent.wait(seconds=61)
    assert role_at(unknown(sent)[0]) == Role.DUTY_OFFICER
    told(sent, 1)
    assert unknown(sent) == []


def test_taken_on_it_is_not_made_new_each_minute_and_comes_back_when_nobody_told_the_crew(sent):
    warn(sent)
    sent.wait(seconds=61)
    sent.acknowledge_alert(unknown(sent)[0])
    sent.wait(minutes=3)
    assert unknown(sent)[0].acknowledged_by == sent.dispatcher

    sent.wait(minutes=8)

    assert (unknown(sent)[0].times_returned, unknown(sent)[0].acknowledged_by) == (1, None)


def test_whoever_is_sent_later_is_told_and_the_first_press_answers_the_order_alone(sent):
    warn(sent)
    answer(sent)
    sent.car = sent.unit("PC13")
    sent.assign(sent.car, sent.hers)
    sent.wait(seconds=1)
    assert row(sent)["warnings_told"] == 1

    sent.press(sent.car, 15)
    assert (row(sent)["assignment_state"], row(sent)["warnings_told"]) == ("ACKNOWLEDGED", 1)
    answer(sent)
    assert row(sent)["warnings_told"] is None


def test_whoever_told_a_silent_crew_answers_its_order_and_its_warnings_at_once(world):
    world.hers, world.car = world.graded("I"), world.unit()
    warn(world, "CHILD", "Two children upstairs")
    world.assign(world.car, world.hers)
    world.wait(seconds=1)

    told(world, 1)

    assert (row(world)["assignment_state"], row(world)["warnings_told"]) == ("ACKNOWLEDGED", None)


def test_a_unit_diverted_to_her_is_told_and_one_that_leaves_is_asked_no_more(sent):
    warn(sent)
    sent.wait(seconds=61)
    second = sent.unit("PC13")
    sent.assign(second, sent.graded("E"))
    sent.divert(second, to=sent.hers)
    sent.wait(seconds=1)
    assert boards.row(queries.for_board(Unit.objects.filter(pk=second.pk)).get())["warnings_told"]

    assignments.stand_down(
        unit_id=sent.car.pk, reason="PC13 is nearer", by=sent.dispatcher, at=sent.at
    )

    assert unknown(sent) == []
    assert "crew_warning" not in sent.clocks(sent.hers.assignments.first())


def test_what_a_crew_was_told_before_another_was_given_does_not_count(sent):
    warn(sent)
    warn(sent, "DOG", "Two dogs, loose in the garden")

    with pytest.raises(WrongState, match="Another warning was given meanwhile. Tell PC12"):
        told(sent, 1)
    with pytest.raises(WrongState, match="There is no warning 3"):
        told(sent, 3)

    told(sent, 2)
    assert row(sent)["warnings_told"] is None


def test_a_press_says_nothing_of_a_warning_that_the_crew_was_not_sent_yet(sent):
    warn(sent)
    again = {"incident_id": sent.hers.pk, "kind": "DOG", "text": "Two dogs"}
    sent.at += timedelta(seconds=5)
    warnings.give(**again, by=sent.handler, at=sent.at)

    sent.press(sent.car, 15)
    assert sent.hers.assignments.get().warnings_known == 1
    sent.wait(seconds=1)

    assert row(sent)["warnings_told"] == 2
    sent.wait(seconds=61)
    assert ": 2 (dog). Tell the crew" in unknown(sent)[0].text


@pytest.mark.parametrize("restricted", [False, True])
def test_another_warning_sounds_anew_with_both_before_anybody_reads_out_the_first(
    world, restricted
):
    world.hers, world.car = world.graded("I", restricted=restricted), world.unit()
    world.assign(world.car, world.hers, by=world.supervisor)
    world.press(world.car, 15)
    about = {"incident_id": world.hers.pk, "by": world.supervisor}
    warnings.give(kind="WEAPON", text="A knife", at=world.at, **about)
    world.wait(seconds=1)
    world.wait(seconds=61)
    alerts.acknowledge(alert_id=unknown(world)[0].pk, by=world.supervisor, at=world.at)

    warnings.give(kind="CHILD", text="A baby in the flat", at=world.at, **about)
    world.wait(seconds=1)

    (alert,) = unknown(world)
    assert row(world)["warnings_told"] == 2
    assert ("1, 2" if restricted else "1 (weapon), 2 (child)") in alert.text
    assert alert.acknowledged_by is None


def test_with_a_corrected_place_too_a_press_answers_the_place_and_the_next_the_warnings(sent):
    warn(sent)
    Incident.objects.filter(pk=sent.hers.pk).update(place_number=1)

    answer(sent)
    current = sent.hers.assignments.get()
    assert (current.place_known, current.warnings_known) == (1, 0)
    sent.press(sent.car, 15)
    assert sent.hers.assignments.get().warnings_known == 1


def test_a_crew_at_the_scene_is_warned_as_well(sent):
    sent.press(sent.car, 6)

    warn(sent, "VIOLENCE", "He has come back with two others")
    sent.wait(seconds=61)

    assert len(unknown(sent)) == 1
    sent.press(sent.car, 15)
    assert sent.hers.assignments.get().state == "AT_SCENE"
    assert unknown(sent) == []


def test_screens_hear_of_it_all_by_news_alone(sent):
    with Witness(("dispatch", sent.dispatcher)) as screen:
        made = warn(sent)
        screen.check()
        sent.wait(seconds=61)
        screen.check()
        told(sent, 1)
        screen.check()
        withdraw(sent, made)
        screen.check()


def test_a_restricted_incident_says_on_no_board_what_the_warning_is(world):
    world.hers, world.car = world.graded("I", restricted=True), world.unit()
    world.assign(world.car, world.hers, by=world.supervisor)
    who = {"by": world.supervisor, "at": world.at}
    about = {"incident_id": world.hers.pk, "kind": "WEAPON", "text": "He keeps a gun"}
    warnings.give(**about, **who)
    world.wait(seconds=1)
    world.wait(seconds=61)

    (alert,) = unknown(world)
    assert "gun" not in alert.text
    assert "the warnings on the log of its incident (1)" in alert.text


def test_many_are_cut_in_an_alert_and_what_is_to_be_done_is_not(sent):
    for _each in range(30):
        about = {"incident_id": sent.hers.pk, "kind": "VIOLENCE", "text": "He hits"}
        warnings.give(**about, by=sent.handler, at=sent.at)
    sent.wait(seconds=1)
    sent.wait(seconds=61)

    (alert,) = unknown(sent)
    assert len(alert.text) <= 300
    assert alert.text.endswith("Tell the crew; then record that it knows.")


def test_a_crew_that_cannot_be_warned_keeps_no_other_from_it(sent):
    second = sent.unit("PC13")
    sent.assign(second, sent.hers)
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON dispatch_unit FOR EACH ROW
            WHEN (NEW.id = {sent.car.pk}) EXECUTE FUNCTION refuse()""")
    warn(sent)
    told_of = dict(sent.hers.assignments.values_list("unit__callsign", "warnings_told"))
    assert told_of == {"PC12": 0, "PC13": 1}

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refuse ON dispatch_unit")
    sent.wait(seconds=1)

    assert row(sent)["warnings_told"] == 1
