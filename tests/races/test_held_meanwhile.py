"""What somebody else holds, or has done first, at the very moment: found by random sequences."""

import threading
import time
from contextlib import closing
from functools import partial

import psycopg2
import pytest
from django.db import connection, transaction

from contactcentre.core.errors import Taken
from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from dispatch.actions import holding
from incidents.actions import duty
from tests.live.server import database_url
from tests.races.test_leaving import wait_for_waiting
from tests.races.together import PATIENCE, together, unexpected

pytestmark = pytest.mark.slow
# Longer than the other is made to wait for a lock at once.
TOO_LONG = 0.5
HOLD = "SELECT 1 FROM incidents_incident WHERE id = %s FOR NO KEY UPDATE"


@pytest.mark.capability("H10", "I3")
def test_a_divert_whose_incident_somebody_holds_is_left_for_the_next_sweep(committed_world):
    world = committed_world
    left, car = world.graded("S"), world.unit()
    world.assign(car, left)
    made = world.divert(car, world.graded("I"))

    with closing(psycopg2.connect(database_url())) as other, other.cursor() as cursor:
        cursor.execute(HOLD, [left.pk])
        with transaction.atomic():
            found = holding.hold_divert(made.pk, wait=False)

    assert found is None


@pytest.mark.capability("H2")
def test_who_signs_on_in_two_windows_at_once_is_on_shift_once(committed_world):
    world, signed_on = committed_world, threading.Event()
    person = world.person("two-windows", Role.DISPATCHER, area=world.area)
    sign_on = partial(duty.sign_on, desk="DISPATCH", by=person, at=world.at)

    def first() -> None:
        with transaction.atomic():
            sign_on()
            signed_on.set()
            wait_for_waiting(1)

    def second() -> None:
        signed_on.wait(PATIENCE)
        sign_on()

    answers = together(first, second)

    assert not unexpected(answers), answers
    assert Duty.objects.current().filter(person=person).count() == 1


@pytest.mark.capability("G4")
def test_who_waits_longer_than_a_lock_may_take_is_still_told_who_was_first(committed_world):
    world, sent = committed_world, threading.Event()
    car, incidents = world.unit(), [world.graded("I") for _dispatcher in range(2)]

    def first() -> None:
        with transaction.atomic():
            world.assign(car, incidents[0])
            sent.set()
            time.sleep(TOO_LONG)

    def second() -> None:
        sent.wait(PATIENCE)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        world.assign(car, incidents[1])

    _first, refused = together(first, second)

    assert isinstance(refused, Taken), refused
    assert f"was taken by {incidents[0].named}" in str(refused)
