"""An order made against a version is weighed against the row as it is when its turn comes."""

import json
import threading
import time

import pytest
from django.db import connection, transaction
from django.test import Client

from contactcentre.contacts.actions import payloads
from contactcentre.contacts.models import Contact, RawPayload
from tests.races.together import PATIENCE, together

pytestmark = pytest.mark.capability("A6")
ROUNDS = 5


def post(person, path: str, version: int, body: dict):
    """Send an order made against a version, as a browser does."""
    browser = Client()
    browser.force_login(person)
    return browser.post(
        path, json.dumps(body), "application/json", headers={"If-Match": f'"{version}"'}
    )


def until_somebody_waits() -> None:
    """Wait until another connection waits for a row that this one holds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted "
                "AND pg_backend_pid() = ANY (pg_blocking_pids(pid)) LIMIT 1"
            )
            if cursor.fetchone():
                return
        time.sleep(0.01)
    raise AssertionError("Nobody waits.")


def meanwhile_changed(row, order):
    """Give an order while another transaction moves its row on; return what came of the order."""
    is_held = threading.Event()

    def change() -> None:
        with transaction.atomic():
            held = type(row).objects.held(row.pk)
            held.save_changes()
            is_held.set()
            until_somebody_waits()

    def late():
        assert is_held.wait(PATIENCE)
        return order()

    moved, answer = together(change, late)
    assert moved is None
    return answer


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_an_order_that_waited_while_the_contact_moved_on_is_refused(committed_floor, attempt):
    floor = committed_floor
    ann = floor.handler("ann")
    contact = floor.ring()
    seen = Contact.objects.get(pk=contact.pk).version
    path = f"/api/v1/contacts/{contact.pk}/answer/"

    answer = meanwhile_changed(contact, lambda: post(ann, path, seen, {}))

    assert answer.status_code == 409, answer.content
    assert "has changed since" in answer.json()["detail"]
    assert floor.at_work(ann).state == "RINGING"
    assert post(ann, path, seen + 1, {}).status_code == 200


def test_a_position_is_weighed_likewise(committed_floor):
    floor = committed_floor
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    path, fix = f"/api/v1/contacts/{contact.pk}/locations/", {"lat": 51.5, "lon": -0.1}

    stale = post(ann, path, contact.version - 1, fix | {"source": "SPOKEN"})

    assert stale.status_code == 409
    assert not contact.locations.exists()


def test_a_payload_that_was_looked_at_meanwhile_is_refused(committed_floor):
    floor = committed_floor
    kept = payloads.keep(
        source="telephony", body=b"?", reason="not JSON", by=floor.system, at=floor.at
    )
    seen = RawPayload.objects.get(pk=kept.pk).version
    path = f"/api/v1/payloads/{kept.pk}/review/"

    answer = meanwhile_changed(kept, lambda: post(floor.supervisor, path, seen, {"note": "Told"}))

    assert answer.status_code == 409, answer.content
    assert RawPayload.objects.get(pk=kept.pk).reviewed_at is None
