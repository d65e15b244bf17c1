"""Every way in which a unit can leave an incident keeps rule 2 (H1, H2, H13)."""

from copy import copy
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from contactcentre.core.actions import people
from contactcentre.core.errors import Refused, WrongState
from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert, Clock
from dispatch import queries
from dispatch.actions import assignments, units
from dispatch.enums import CURRENT, AssignmentState, Effect
from dispatch.models import AirwaveCode, Assignment
from incidents import figures
from incidents.actions import duty
from incidents.enums import Status
from incidents.models import Incident
from tests.world import World, check_constraints

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def check_left_and_protected(world: World, incident: Incident, *, due_at) -> None:
    """Check all that rule 2 says of an incident that a unit has left."""
    check_constraints()
    incident.refresh_from_db()
    assert incident.status == Status.AWAITING_UNIT
    assert incident.left_at == world.at
    assert (incident.units, incident.units_live) == ([], 0)
    assert incident.due_at == due_at
    assert Duty.objects.present().filter(person=incident.owner).exists()
    assert "re_resource" in world.clocks(incident)
    alert = Alert.objects.live().get(code="UNIT_LEFT", subject_id=incident.pk)
    assert alert.acknowledged_by is None
    assert queries.unprotected() == []
    assert not figures.listed("lost").exists()


@pytest.fixture(scope="module")
def _night(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(at=datetime(2026, 3, 14, 22, 0, tzinfo=UTC))
        world.burglary = world.graded("E", opening_code="BURGLARY")
        world.stabbing = world.graded("I", opening_code="VIOLENCE")
        world.van = world.unit()
        world.assign(world.van, world.burglary)
        world.wait(minutes=1)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def sent(_night, db):
    """A burglary with a unit on its way, and something more urgent that waits."""
    world = copy(_night)
    for row in (world.burglary, world.stabbing, world.van):
        row.refresh_from_db()
    return world


def stand_down(world):
    assignments.stand_down(
        unit_id=world.van.pk, reason="not needed", by=world.dispatcher, at=world.at
    )


def unable(world):
    assignments.unable(unit_id=world.van.pk, reason="flat tyre", by=world.dispatcher, at=world.at)


def book_off(world):
    units.book_off(unit_id=world.van.pk, by=world.dispatcher, at=world.at)


WAYS = {
    "diverted": lambda world: world.divert(world.van, to=world.stabbing),
    "stood down": stand_down,
    "unable": unable,
    "booked off": book_off,
    "pressed available": lambda world: world.press(world.van, 3),
    "pressed refreshments": lambda world: world.press(world.van, 4),
    "pressed off duty": lambda world: world.press(world.van, 11),
}


def alarms(sent) -> list[str]:
    """Return the alarms that the burglary was left; a divert asks for an assessment as well."""
    return [code for code in sent.alerts(sent.burglary) if code != "REASSESS_DUE"]


@pytest.mark.capability("H1", "H2", "H3", "H13", "G1")
@pytest.mark.parametrize("leave", WAYS.values(), ids=WAYS)
def test_an_incident_whose_unit_goes_has_an_owner_a_clock_and_an_alert_in_one_transaction(
    sent, leave
):
    due_at = sent.burglary.due_at

    leave(sent)

    check_left_and_protected(sent, sent.burglary, due_at=due_at)
    assert sent.burglary.owner == sent.dispatcher
    assert alarms(sent) == ["UNIT_LEFT"]


@pytest.mark.capability("H1", "H2", "H13")
@pytest.mark.parametrize("leave", WAYS.values(), ids=WAYS)
def test_when_everybody_has_gone_home_a_duty_officer_is_called_in_to_own_it(sent, leave):
    away = sent.person("away", Role.DUTY_OFFICER)
    for person in (sent.dispatcher, sent.supervisor, sent.officer):
        duty.sign_off(by=person, at=sent.at)
    assert Duty.objects.current().get(person=away).called_in

    leave(sent)

    check_left_and_protected(sent, sent.burglary, due_at=sent.burglary.due_at)
    assert sent.burglary.owner == away
    alert = Alert.objects.live().get(code="UNIT_LEFT", subject_id=sent.burglary.pk)
    assert role_at(alert) == Role.DUTY_OFFICER  # An empty audience climbs at once.


@pytest.mark.capability("H2")
def test_whoever_owns_a_left_incident_passes_it_on_however_they_go(sent):
    """Sign-off, break, another desk, a closed account, a minute unseen: one after the other."""
    stand_down(sent)
    due_at, left = sent.burglary.due_at, sent.burglary
    colleague = sent.on_shift("colleague", Role.DISPATCHER, sent.area)

    duty.start_break(by=sent.dispatcher, at=sent.at)
    check_left_and_protected(sent, left, due_at=due_at)
    assert left.owner == colleague

    duty.sign_off(by=colleague, at=sent.at)
    check_left_and_protected(sent, left, due_at=due_at)
    assert left.owner == sent.supervisor

    Duty.objects.filter(person=sent.supervisor).update(last_seen_at=LONG_AGO)
    sent.wait(seconds=61)
    left.refresh_from_db()
    assert left.owner == sent.officer
    assert queries.unprotected() == []

    second = sent.on_shift("second", Role.DUTY_OFFICER)
    duty.deactivate(person_id=sent.officer.pk, by=sent.admin, at=sent.at)
    left.refresh_from_db()
    assert left.owner == second
    assert queries.unprotected() == []


@pytest.mark.capability("H2")
def test_the_last_one_who_could_own_it_cannot_go(sent):
    for person in (sent.dispatcher, sent.supervisor):
        duty.sign_off(by=person, at=sent.at)

    for go in (duty.sign_off, duty.start_break):
        with pytest.raises(WrongState, match="Nobody else is on shift"):
            go(by=sent.officer, at=sent.at)
    with pytest.raises(WrongState, match="last duty officer"):
        duty.deactivate(person_id=sent.officer.pk, by=sent.admin, at=sent.at)
    with pytest.raises(WrongState, match="last duty officer"):
        people.change_roles(
            person_id=sent.officer.pk, roles=[], command_units=(), by=sent.admin, at=sent.at
        )


@pytest.mark.capability("H2")
def test_the_last_one_stays_the_owner_when_they_are_not_seen(sent):
    stand_down(sent)
    for person in (sent.dispatcher, sent.supervisor):
        duty.sign_off(by=person, at=sent.at)
    Duty.objects.filter(person=sent.officer).update(last_seen_at=LONG_AGO)

    sent.wait(minutes=2)

    sent.burglary.refresh_from_db()
    assert sent.burglary.owner == sent.officer
    assert Duty.objects.current().filter(person=sent.officer).exists()
    assert queries.unprotected() == []


@pytest.mark.capability("H13")
def test_a_unit_that_was_never_there_cannot_clear(sent):
    with pytest.raises(WrongState, match="cannot become cleared"):
        assignments.clear(unit_id=sent.van.pk, by=sent.dispatcher, at=sent.at)


@pytest.mark.capability("G4", "H13")
@pytest.mark.parametrize("leave", WAYS.values(), ids=WAYS)
def test_only_the_last_of_two_units_to_leave_raises_the_alarm(sent, leave):
    second = sent.unit("PC99")
    sent.assign(second, sent.burglary)
    due_at = sent.burglary.due_at

    leave(sent)

    check_constraints()
    sent.burglary.refresh_from_db()
    assert sent.burglary.status == Status.ASSIGNED
    assert [unit["callsign"] for unit in sent.burglary.units] == ["PC99"]
    assert alarms(sent) == []

    assignments.stand_down(unit_id=second.pk, reason="called off", by=sent.dispatcher, at=sent.at)
    check_left_and_protected(sent, sent.burglary, due_at=due_at)


@pytest.mark.capability("H6", "H8")
@pytest.mark.parametrize(
    "opening",
    [{"suspect_identity": "SUSPECTED"}, {"suspect_identity": "CONFIRMED"}, {"vulnerable": True}],
    ids=["suspected domestic", "domestic", "vulnerable"],
)
@pytest.mark.parametrize("leave", WAYS.values(), ids=WAYS)
def test_the_supervisor_hears_at_once_of_a_domestic_or_vulnerable_one(sent, leave, opening):
    Incident.objects.filter(pk=sent.burglary.pk).update(**opening)

    leave(sent)

    assert {"UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"} <= set(sent.alerts(sent.burglary))
    alert = Alert.objects.get(code="UNIT_LEFT_SUPERVISOR", subject_id=sent.burglary.pk)
    assert role_at(alert) == Role.SUPERVISOR


@pytest.mark.capability("H6")
def test_the_supervisor_hears_at_once_when_an_immediate_one_is_left(sent):
    assault = sent.graded("I")
    car = sent.unit("PC30")
    sent.assign(car, assault)

    assignments.unable(unit_id=car.pk, reason="collision", by=sent.dispatcher, at=sent.at)

    assert "UNIT_LEFT_SUPERVISOR" in sent.alerts(assault)


@pytest.mark.capability("H8")
def test_the_second_divert_of_one_incident_goes_straight_to_the_supervisor(sent):
    sent.divert(sent.van, to=sent.stabbing)
    assert alarms(sent) == ["UNIT_LEFT"]
    again = sent.unit("PC20")
    sent.assign(again, sent.burglary)

    sent.divert(again, to=sent.stabbing)

    assert {"UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"} <= set(sent.alerts(sent.burglary))
    sent.burglary.refresh_from_db()
    assert sent.burglary.times_diverted == 2


@pytest.mark.capability("G1", "H13")
@pytest.mark.parametrize("state", sorted(CURRENT))
@pytest.mark.parametrize("code", range(17))
def test_no_airwave_code_in_any_state_is_a_silent_way_out(sent, code, state):
    if state != AssignmentState.ASSIGNED:
        steps = {"ACKNOWLEDGED": 15, "EN_ROUTE": 5, "AT_SCENE": 6}
        sent.press(sent.van, steps[state])
    effect = AirwaveCode.objects.get(pk=code).effect
    try:
        sent.press(sent.van, code)
    except Refused:
        assert effect in {Effect.ACKNOWLEDGE, Effect.EN_ROUTE, Effect.AT_SCENE}

    check_constraints()
    assert queries.unprotected() == []
    sent.burglary.refresh_from_db()
    if Assignment.objects.current().filter(unit=sent.van).exists():
        assert sent.burglary.status in {Status.ASSIGNED, Status.AT_SCENE}
    elif state == AssignmentState.AT_SCENE:
        assert sent.burglary.status == Status.RESULTED
    else:
        check_left_and_protected(sent, sent.burglary, due_at=sent.burglary.due_at)


@pytest.mark.capability("E5", "G2", "H13")
def test_clearing_after_the_scene_asks_to_close_or_send_again_without_an_alarm(sent):
    sent.press(sent.van, 6)
    sent.press(sent.van, 2)

    check_constraints()
    sent.burglary.refresh_from_db()
    clock = Clock.objects.open().get(kind="close_or_send", subject_id=sent.burglary.pk)
    assert sent.burglary.status == Status.RESULTED
    assert sent.burglary.owner == sent.dispatcher
    assert clock.due_at == sent.at + timedelta(minutes=30)
    assert sent.alerts(sent.burglary) == []
    assert sent.burglary.left_at is None
