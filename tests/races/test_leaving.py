"""Whoever leaves a desk holds what they have in the one lock order: nobody waits in a circle."""

from functools import partial

import pytest
from django.db import connection

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.core.models import Duty, Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from incidents.actions import duty
from incidents.models import Incident
from tests.races.together import together, unexpected
from tests.world import LATER

pytestmark = [pytest.mark.slow, pytest.mark.capability("H13")]
ROUNDS = 50


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
