"""Whoever leaves a desk holds what they have in the one lock order: nobody waits in a circle."""

import threading
import time
from functools import partial

import pytest
from django.db import connection, transaction

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.core.errors import NotAllowed
from contactcentre.core.models import Duty, Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from dispatch.models import Unit
from incidents.actions import duty
from incidents.models import Incident
from tests.patience import SOON
from tests.races.together import PATIENCE, together, unexpected
from tests.rules.invariants import broken
from tests.world import LATER

pytestmark = [pytest.mark.slow, pytest.mark.capability("H13")]
ROUNDS = 50
CALL_BACK, A_WHILE = 14, 0.5
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def deadlocks() -> int:
    """Return how many circles PostgreSQL has had to break in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def seat(world, person: Person, desk: str = "DISPATCH") -> None:
    """Put somebody at a desk, seen until further notice."""
    signed_on = duty.sign_on(desk=desk, by=person, at=world.at)
    Duty.objects.filter(pk=signed_on.pk).update(last_seen_at=LATER)


def taken_on(world, incident: Incident, person: Person) -> None:
    """Let somebody own an incident."""
    Incident.objects.filter(pk=incident.pk).update(owner=person)


def test_a_dispatcher_who_moves_to_the_calls_desk_while_closing_a_call_waits_for_nobody(
    committed_world,
):
    world = committed_world
    both = world.person("both", Role.DISPATCHER, Role.CALL_HANDLER, area=world.area)
    seat(world, both, "CALLS")
    incident = world.graded("S")
    before = deadlocks()

    for _round in range(ROUNDS):
        seat(world, both)
        taken_on(world, incident, both)
        rung_off = calls.abandon(contact_id=world.ring().pk, by=world.system, at=world.at)

        answers = together(
            partial(seat, world, both, "CALLS"), partial(_dispose, world, rung_off, incident, both)
        )

        assert not unexpected(answers), answers
        incident.refresh_from_db()
        assert incident.owner != both

    assert deadlocks() == before


def _dispose(world, contact, incident, person) -> None:
    calls.dispose(
        contact_id=contact.pk,
        outcome=Outcome.LINKED_INCIDENT,
        note=f"Rang about {incident.reference} again",
        by=person,
        at=world.at,
    )


def test_two_who_leave_at_once_with_alerts_on_each_others_incidents_wait_for_nobody(
    committed_world,
):
    world = committed_world
    pair = [world.person(name, Role.DISPATCHER, area=world.area) for name in ("ann", "bob")]
    incidents = [world.graded("S"), world.graded("S")]
    before = deadlocks()

    for number in range(ROUNDS):
        for person, own, other in zip(pair, incidents, reversed(incidents), strict=True):
            seat(world, person)
            taken_on(world, own, person)
            _alarm(world, other, person, number)

        answers = together(*[partial(duty.sign_off, by=one, at=world.at) for one in pair])

        assert not unexpected(answers), answers
        assert not Alert.objects.live().filter(acknowledged_by__in=pair).exists()
        assert not Incident.objects.filter(owner__in=pair).exists()

    assert deadlocks() == before


def test_whoever_finds_that_a_unit_has_moved_on_meanwhile_lets_go_before_looking_again(
    committed_world,
):
    """A crew reports while its unit is diverted; somebody at the other incident wants the unit."""
    world = committed_world
    here, there, car = world.graded("S"), world.graded("I"), world.unit()
    world.assign(car, here)
    before, is_diverted = deadlocks(), threading.Event()

    def reports() -> None:
        is_diverted.wait(PATIENCE)
        world.press(car, CALL_BACK)

    answers = together(
        partial(_divert_while_others_wait, world, car, there, is_diverted),
        reports,
        partial(_want_the_unit, there, car, is_diverted),
    )

    assert not unexpected(answers), answers
    assert deadlocks() == before


def _divert_while_others_wait(world, car, there, is_diverted: threading.Event) -> None:
    with transaction.atomic():
        world.divert(car, there)
        is_diverted.set()
        wait_for_waiting(2)


def _want_the_unit(there, car, is_diverted: threading.Event) -> None:
    is_diverted.wait(PATIENCE)
    with transaction.atomic():
        Incident.objects.held(there.pk)
        time.sleep(A_WHILE)
        Unit.objects.held(car.pk)


def wait_for_waiting(count: int) -> None:
    """Wait until so many wait for a lock in this database."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.01)


def _alarm(world, incident, person, number: int) -> None:
    held = Incident.objects.get(pk=incident.pk)
    sounded = alerts.sound(
        code="waiting",
        subject="incident",
        row=held,
        text=f"Alarm {number}",
        audience=Role.DISPATCHER,
        by=world.system,
        at=world.at,
    )
    held.save_changes()
    world.acknowledge_alert(sounded, by=person)


def test_nobody_is_put_on_shift_whose_account_is_closed_at_the_same_moment(committed_world):
    """It would own incidents until somebody noticed that nobody is there."""
    world = committed_world
    newcomer = world.person("newcomer", Role.DISPATCHER, area=world.area)
    is_closing = threading.Event()

    def closes() -> None:
        with transaction.atomic():
            duty.deactivate(person_id=newcomer.pk, by=world.admin, at=world.at)
            is_closing.set()
            wait_for_waiting(1)

    def comes() -> None:
        is_closing.wait(PATIENCE)
        seat(world, newcomer)

    closed, refused = together(closes, comes)

    assert closed is None
    assert isinstance(refused, NotAllowed)
    assert "account is closed" in str(refused)
    assert not Duty.objects.current().filter(person=newcomer).exists()
    assert broken() == []
