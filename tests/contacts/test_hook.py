"""The telephone system at our door: signatures, replays, and payloads that are broken."""

import json
from datetime import timedelta, timezone

import pytest
from django.conf import settings

from contactcentre.contacts import queries
from contactcentre.contacts.actions import payloads
from contactcentre.contacts.enums import State
from contactcentre.contacts.models import CallEvent, Contact, RawPayload
from contactcentre.core import clock
from contactcentre.core.errors import Invalid, NotAllowed, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.models import Alert, Clock
from tests.contacts.floor import NUMBER, statements

WRITTEN = (Contact, CallEvent, RawPayload, AuditEntry, Clock, Alert)
MOST_STATEMENTS = 20


@pytest.fixture
def hook(floor):
    """The floor, now; and the door with the right key."""
    floor.at = clock.now()

    def post(event, **changes):
        return floor.post(event, **{"secret": settings.TELEPHONY_SECRET, **changes})

    floor.hook = post
    return floor


def ringing(floor, **facts):
    return {
        "type": "ringing",
        "call_id": "bt-1",
        "event_id": "e-1",
        "at": (floor.at - timedelta(seconds=1)).isoformat(),
        "from": NUMBER,
        "channel": "999",
        "connected_at": (floor.at - timedelta(seconds=3)).isoformat(),
        **facts,
    }


@pytest.mark.parametrize("name", ["at", "connected_at"])
@pytest.mark.parametrize(
    "moment",
    ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-03-14T22:00:00+23:59"],
)
def test_a_call_rings_whatever_its_moments_say(hook, name, moment):
    answer = hook.hook(ringing(hook, **{name: moment}))

    assert answer.status_code < 300, answer.content
    assert Contact.objects.get().state == State.QUEUED


def test_the_right_time_in_an_odd_zone_is_the_right_time(hook):
    began = hook.at - timedelta(seconds=3)
    odd = began.astimezone(timezone(timedelta(hours=-18, minutes=-13))).isoformat()
    answer = hook.hook(ringing(hook, connected_at=odd))

    assert answer.status_code < 300, answer.content
    assert Contact.objects.get().connected_at == began


@pytest.mark.capability("A1", "O2")
def test_a_signed_event_makes_a_contact(hook):
    answer = hook.hook(ringing(hook))
    contact = Contact.objects.get()
    assert answer.status_code == 200
    assert answer.json() == {
        "id": contact.pk,
        "reference": contact.reference,
        "state": State.QUEUED,
    }
    assert hook.hook(ringing(hook)).json() == answer.json()
    assert CallEvent.objects.get().facts["from"] == NUMBER


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Signature": "sha256=" + "0" * 64},
        {"X-Signature": ""},
        {"X-Signature": "sha256=äöü"},
        {"X-Timestamp": ""},
        {"X-Timestamp": "now"},
        {"X-Timestamp": "1" * 400},
    ],
)
def test_a_wrong_signature_is_refused_and_nothing_is_written(hook, headers):
    before = [model.objects.count() for model in WRITTEN]
    answer = hook.hook(ringing(hook), **headers)
    assert answer.status_code == 403
    assert "signature is not ours" in answer.json()["detail"]
    assert [model.objects.count() for model in WRITTEN] == before


def test_another_secret_and_another_body_are_refused(hook):
    assert hook.hook(ringing(hook), secret="somebody else's secret").status_code == 403
    assert not Contact.objects.exists()


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6), timedelta(days=900)])
def test_a_replay_is_refused(hook, age):
    answer = hook.hook(ringing(hook), at=hook.at - age)
    assert (answer.status_code, "too long ago" in answer.json()["detail"]) == (403, True)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'{"type": "ringing"}',
        b'{"type": "ringing", "call_id": ""}',
        b'{"type": "ringing", "call_id": ["1"]}',
        b'{"type": "transferred", "call_id": "1"}',
        b'{"type": 7, "call_id": "1"}',
        b'{"call_id": "1"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"type": "ringing", "call_id": "\\u0000"}',
    ],
)
def test_what_cannot_be_read_is_kept_and_shown_to_a_supervisor(hook, body):
    answer = hook.hook(body)
    assert answer.status_code == 202
    assert answer.json()["detail"].startswith("Kept for a supervisor")
    payload = queries.payloads_to_review().get()
    assert bytes(payload.body) == body
    assert hook.alerts("payload", payload) == ["BROKEN_PAYLOAD"]
    assert not Contact.objects.exists()

    hook.hook(body)
    payload.refresh_from_db()
    assert (RawPayload.objects.count(), payload.times) == (1, 2)


@pytest.mark.capability("A1")
@pytest.mark.parametrize(
    "broken",
    [
        {"at": "yesterday"},
        {"at": 7},
        {"at": "2018-05-31T23:54:00"},
        {"connected_at": {}},
        {"from": ["07700"]},
        {"from": "0" * 500},
        {"from": "\x00\ud800 07700 900123"},
        {"channel": "112"},
        {"channel": None, "event_id": None},
        {"location": {"lat": 500, "lon": 0}},
        {"location": "there"},
        {"location": {"lat": 51.4, "lon": -0.1, "radius_m": 10**30}},
        {"agent": "\u202egnp.exe\x00"},
    ],
)
def test_a_call_rings_even_when_a_field_beside_it_is_broken(hook, broken):
    answer = hook.hook(ringing(hook, **broken))
    contact = Contact.objects.get()
    assert (answer.status_code, answer.json()["reference"]) == (202, contact.reference)
    assert (contact.state, contact.channel) == (State.QUEUED, "999")
    assert queries.payloads_to_review().count() == 1


@pytest.mark.parametrize(
    "words", ["😀 caller", "\u202e321 reverse", "İıŞş", "a\u0301\u0327", "' OR 1=1 --", "<script>"]
)
def test_words_of_every_kind_are_kept_as_they_came(hook, words):
    assert hook.hook(ringing(hook, **{"from": words})).status_code == 200
    contact = Contact.objects.get()
    assert (contact.number, contact.number_raw) == ("", words)


def test_nan_and_infinity_are_no_positions(hook):
    body = json.dumps(ringing(hook)).replace(
        '"channel"', '"location": {"lat": NaN, "lon": Infinity}, "channel"'
    )
    assert hook.hook(body.encode()).status_code == 202
    assert Contact.objects.get().lat is None


def test_ten_megabytes_are_refused_before_they_are_read(hook):
    answer = hook.hook(b'{"type": "' + b"x" * 10_000_000 + b'"}')
    assert (answer.status_code, "too large" in answer.json()["detail"]) == (413, True)
    assert not RawPayload.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_post_is_answered(client, db, method):
    assert getattr(client, method)("/hooks/telephony/").status_code == 405


def test_an_event_takes_few_statements(hook):
    hook.hook(ringing(hook, call_id="another", event_id="other"))
    made = statements(lambda: hook.hook(ringing(hook)))
    assert len(made) <= MOST_STATEMENTS, "\n".join(made)


def test_a_supervisor_looks_at_what_could_not_be_read(hook):
    hook.hook(b"broken")
    payload = RawPayload.objects.get()
    review = {"payload_id": payload.pk, "at": hook.at}
    with pytest.raises(NotAllowed):
        payloads.review(note="seen", by=hook.handler("ann"), **review)
    with pytest.raises(Invalid):
        payloads.review(note=" ", by=hook.supervisor, **review)

    payloads.review(note="Told the supplier", by=hook.supervisor, **review)

    assert not queries.payloads_to_review().exists()
    assert hook.alerts("payload", payload) == []
    with pytest.raises(WrongState, match="Supervisor has looked"):
        payloads.review(note="again", by=hook.supervisor, **review)
