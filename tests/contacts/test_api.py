"""Contacts, handlers and payloads over HTTP."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from contactcentre.contacts.enums import HandlerState, State
from contactcentre.contacts.models import Contact
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Clock
from tests.contacts.floor import NUMBER

LIST_STATEMENTS = 3
READ_STATEMENTS = 5


@pytest.mark.capability("A1", "O8")
def test_a_contact_is_received_once(api):
    gateway = api.by(api.person("bridge", Role.GATEWAY))
    sent = {
        "channel": "999",
        "source_id": "bridge-1",
        "from": NUMBER,
        "text": "He is outside",
        "connected_at": (api.at - timedelta(seconds=3)).isoformat(),
        "location": {"source": "AML", "lat": 51.46, "lon": -0.12, "radius_m": 18},
    }
    first = gateway.post("contacts/", sent)
    again = gateway.post("contacts/", sent | {"text": "other"})

    assert (first.status_code, again.status_code) == (201, 200)
    row, contact = first.json(), Contact.objects.get()
    assert (row["id"], row["reference"], row["state"]) == (
        contact.pk,
        contact.reference,
        State.QUEUED,
    )
    assert (contact.source, contact.number, contact.lat) == ("api:bridge", "+447700900123", 51.46)
    assert NUMBER not in str(row)
    assert "+447700900123" not in str(row)


def test_two_senders_may_use_the_same_id(api):
    for name in ("one", "two"):
        sender = api.by(api.person(name, Role.GATEWAY))
        assert sender.post("contacts/", {"channel": "101", "source_id": "1"}).status_code == 201


@pytest.mark.parametrize(
    ("broken", "status"),
    [
        ({}, 400),
        ({"channel": "112"}, 400),
        ({"channel": "999", "from": "0" * 81}, 400),
        ({"channel": "999", "from": ["1"]}, 400),
        ({"channel": "999", "text": "x" * 20_001}, 400),
        ({"channel": "999", "source_id": ""}, 400),
        ({"channel": "999", "source_id": "x" * 201}, 400),
        ({"channel": "999", "received_at": "soon"}, 400),
        ({"channel": "999", "connected_at": 7}, 400),
        ({"channel": "999", "location": {"lat": 1, "lon": 1}}, 400),
        ({"channel": "999", "location": {"source": "AML", "lat": 91, "lon": 1}}, 400),
        ({"channel": "999", "location": "here"}, 400),
        ([], 400),
        ("999", 400),
        ({"channel": "999", "text": "null \x00 byte"}, 400),
    ],
)
def test_what_cannot_be_right_is_refused_with_words_and_nothing_is_written(api, broken, status):
    sender, before = api.by(api.supervisor), AuditEntry.objects.count()
    answer = sender.client.post("/api/v1/contacts/", broken, format="json", headers=sender.headers)
    assert answer.status_code == status
    assert answer.json()
    assert (Contact.objects.count(), Clock.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == before


def test_ten_megabytes_and_what_is_no_json_are_refused(api):
    sender = api.by(api.supervisor)
    for body, status in ((b'{"text": "' + b"x" * 10_000_000 + b'"}', 413), (b"{", 400)):
        answer = sender.client.post(
            "/api/v1/contacts/", body, content_type="application/json", headers=sender.headers
        )
        assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)


@pytest.mark.parametrize("words", ["😀🚓", "\u202egnp.exe", "שלום", "Ünïcödé\n\ttabs"])
def test_words_of_every_kind_are_kept(api, words):
    api.by(api.supervisor).post("contacts/", {"channel": "SMS", "text": f"x{words}x"})
    assert Contact.objects.get().text == f"x{words}x"


@pytest.mark.parametrize("wrong", [timedelta(minutes=5), timedelta(days=-30)])
def test_times_that_cannot_be_true_are_not_believed(api, wrong):
    when = (api.at + wrong).isoformat()
    sent = {"channel": "999", "received_at": when, "connected_at": when}
    assert api.by(api.supervisor).post("contacts/", sent).status_code == 201
    contact = Contact.objects.get()
    assert abs(contact.received_at - api.at) < timedelta(minutes=1)
    assert contact.connected_at is None


@pytest.mark.capability("A1", "A2", "O8")
def test_the_life_of_a_call_over_http(api):
    ann = api.person("ann", Role.CALL_HANDLER)
    her, at_work = api.by(ann), "handlers/me/state/"
    assert her.post(at_work, {"state": "AVAILABLE"}).json()["state"] == HandlerState.AVAILABLE
    row = her.post("contacts/", {"channel": "999", "from": NUMBER}).json()
    one = f"contacts/{row['id']}/"
    assert (row["state"], row["handler"], row["fence"]) == (State.OFFERED, "Ann", 1)

    stale = her.post(f"{one}answer/", {"fence": 0})
    assert (stale.status_code, "run out" in stale.json()["detail"]) == (409, True)
    assert her.post(f"{one}answer/", {"fence": 1}).json()["state"] == State.LIVE
    refused = her.post(f"{one}end/")
    assert (refused.status_code, "no outcome yet" in refused.json()["detail"]) == (409, True)
    done = her.post(f"{one}dispose/", {"outcome": "ADVICE", "note": "Told to lock the door"})
    assert done.json()["outcome"] == "ADVICE"
    assert her.post(f"{one}end/").json()["state"] == State.DISPOSED
    assert her.post(at_work, {"state": "BREAK"}).json()["state"] == HandlerState.BREAK


@pytest.mark.capability("A2")
@pytest.mark.parametrize("outcome", ["must speak to the victim", "", None, 7, "SPEAK_TO_VICTIM"])
def test_must_speak_to_the_victim_is_not_an_outcome(api, outcome):
    ann = api.handler("ann")
    contact = api.answer(api.ring(), ann)
    answer = api.by(ann).post(f"contacts/{contact.pk}/dispose/", {"outcome": outcome, "note": "x"})
    assert answer.status_code == 400
    if outcome:
        assert "must speak to the victim is none" in str(answer.json())
    contact.refresh_from_db()
    assert contact.outcome == ""


def test_an_order_for_an_older_version_is_refused(api):
    ann = api.handler("ann")
    contact = api.ring()
    her, one = api.by(ann), f"contacts/{contact.pk}/"
    stale = her.post(f"{one}answer/", **{"If-Match": '"1"'})
    assert (stale.status_code, "changed since" in stale.json()["detail"]) == (409, True)
    assert her.post(f"{one}answer/", **{"If-Match": f'"{contact.version}"'}).status_code == 200


def test_the_same_order_again_has_one_effect(api):
    her = api.by(api.handler("ann"))
    sent = ({"channel": "101"}, {"Idempotency-Key": "once"})
    answers = [her.post("contacts/", sent[0], **sent[1]) for _turn in range(2)]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("order", ["answer", "claim", "release", "abandon", "end", "dispose"])
@pytest.mark.parametrize("pk", ["0", "999999", "9223372036854775807", "9999999999999999999"])
def test_there_is_no_such_contact(api, order, pk):
    answer = api.by(api.supervisor).post(
        f"contacts/{pk}/{order}/", {"outcome": "ADVICE", "note": "x"}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("role", "order", "status"),
    [
        (Role.DISPATCHER, "claim", 403),
        (Role.DISPATCHER, "abandon", 403),
        (Role.CREW, "claim", 403),
        (Role.GATEWAY, "claim", 403),
        (Role.GATEWAY, "abandon", 404),
        (Role.CALL_HANDLER, "claim", 409),
    ],
)
def test_who_may_order_what(api, role, order, status):
    contact = api.ring()
    caller = api.by(api.person("somebody", role))
    assert caller.post(f"contacts/{contact.pk}/{order}/").status_code == status
    assert APIClient().post(f"/api/v1/contacts/{contact.pk}/{order}/").status_code == 401


@pytest.mark.capability("N2")
def test_reading_a_contact_shows_its_caller_and_is_audited(api):
    first = api.ring(number=NUMBER)
    contact = api.ring(number="0044 7700 900 123")
    ann = api.person("ann", Role.CALL_HANDLER)

    detail = api.by(ann).get(f"contacts/{contact.pk}/").json()

    assert (detail["number"], detail["number_display"]) == ("+447700900123", "0044 7700 900 123")
    assert [one["reference"] for one in detail["related"]] == [first.reference]
    entry = AuditEntry.objects.get(name="contact.read")
    assert (entry.by, entry.subject_id) == ("ann", str(contact.pk))
    crew = api.by(api.person("crew", Role.CREW))
    assert crew.get(f"contacts/{contact.pk}/").status_code == 403
