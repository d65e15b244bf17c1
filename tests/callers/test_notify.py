"""GOV.UK Notify carries the texts, and tells by signed receipts what became of them (G8, H9)."""

import json

import pytest
from django.test import Client

from contactcentre.contacts.models import RawPayload
from tests.callers.notify import KEY, TEMPLATE, Notify

pytestmark = pytest.mark.capability("H9", "G8")
TOKEN = "a token of the callback"


@pytest.fixture
def notify(settings):
    """A Notify that answers here, and the environment that names it."""
    server = Notify()
    settings.NOTIFY = {
        "NOTIFY_API_KEY": KEY,
        "NOTIFY_TEMPLATE": TEMPLATE,
        "NOTIFY_ADDRESS": server.address,
        "NOTIFY_CALLBACK_TOKEN": TOKEN,
    }
    yield server
    server.close()


def receipt(message, status: str, *, token: str = TOKEN, **changed):
    """Send a delivery receipt as Notify does."""
    body = {
        "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
        "reference": message.reference,
        "to": message.number,
        "status": status,
        "created_at": "2026-03-14T22:00:00.000000Z",
        "completed_at": "2026-03-14T22:00:05.000000Z",
        "sent_at": "2026-03-14T22:00:01.000000Z",
        "notification_type": "sms",
        "template_id": TEMPLATE,
        "template_version": 1,
        **changed,
    }
    return post(json.dumps(body).encode(), token)


def post(body: bytes, token: str = TOKEN):
    headers = {"Authorization": f"Bearer {token}"}
    return Client().post("/hooks/notify/", body, "application/json", headers=headers)


def test_a_text_goes_with_our_reference_and_its_receipt_ends_it(world, diverted, told, notify):
    first = diverted()
    world.send_texts()

    message = told.text(first)
    sent = notify.sent[0]
    assert sent["phone_number"] == "+447700900123"
    assert sent["personalisation"] == {"text": message.text}
    assert (sent["reference"], sent["template_id"]) == (message.reference, TEMPLATE)
    assert (message.state, message.sender_reference) == ("SENT", sent["id"])

    assert receipt(message, "delivered").status_code == 200
    assert told.texts(first) == ["DIVERTED DELIVERED"]
    assert receipt(message, "delivered").json()["taken"] is False


@pytest.mark.parametrize("status", ["permanent-failure", "temporary-failure", "technical-failure"])
def test_what_the_network_cannot_deliver_makes_somebody_ring(world, diverted, told, notify, status):
    first = diverted()
    world.send_texts()

    receipt(told.text(first), status)

    assert told.texts(first) == ["DIVERTED FAILED"]
    assert told.rings(first) == ["UNDELIVERED WAITING"]


def test_a_text_that_is_only_on_its_way_waits(world, diverted, told, notify):
    first = diverted()
    world.send_texts()

    receipt(told.text(first), "sending")

    assert told.texts(first) == ["DIVERTED SENT"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_notify_cannot_take_now_is_tried_again(world, diverted, told, notify, status):
    first = diverted()
    notify.refusals = [status]

    world.send_texts()
    assert told.texts(first) == ["DIVERTED QUEUED"]
    world.wait(seconds=11)

    assert told.texts(first) == ["DIVERTED SENT"]


@pytest.mark.parametrize("status", [400, 403])
def test_what_notify_refuses_makes_somebody_ring_at_once(world, diverted, told, notify, status):
    first = diverted()
    notify.refusals = [status]

    world.send_texts()

    assert told.rings(first) == ["REFUSED WAITING"]
    assert "not now" in told.text(first).failure_words


def test_a_lost_answer_is_asked_for_and_the_text_is_not_sent_twice(world, diverted, told, notify):
    first = diverted()
    notify.loses_answers = True
    world.send_texts()
    assert told.texts(first) == ["DIVERTED QUEUED"]
    notify.statuses[notify.sent[0]["id"]] = "delivered"

    world.wait(seconds=11)

    assert told.texts(first) == ["DIVERTED DELIVERED"]
    assert len(notify.sent) == 1


def test_a_notify_that_is_away_keeps_nobody_from_being_rung_in_time(world, diverted, told, notify):
    first = diverted()
    notify.close()
    world.send_texts()

    world.outage(minutes=6)

    assert told.rings(first) == ["NOT_CONFIRMED WAITING"]


def test_only_who_brings_the_token_is_notify(world, diverted, told, notify, settings):
    first = diverted()
    world.send_texts()
    message = told.text(first)

    assert receipt(message, "delivered", token="another").status_code == 403
    settings.NOTIFY = {**settings.NOTIFY, "NOTIFY_CALLBACK_TOKEN": ""}
    assert receipt(message, "delivered", token="").status_code == 403
    assert told.texts(first) == ["DIVERTED SENT"]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"\xff", b'{"id": 1}', b'{"id":"x","status":"delivered","reference":"T-9"}']
    + [b'{"id":"x","status":"delivered","reference":"T-%s"}' % (b"9" * 40)],
)
def test_what_is_no_receipt_of_ours_is_kept_for_a_supervisor(world, notify, body):
    assert post(body).status_code == 202
    assert RawPayload.objects.get().source == "notify"
