"""Reading contacts, handlers and payloads over HTTP."""

import pytest
from rest_framework.test import APIClient

from contactcentre.contacts.models import Contact, Handler, RawPayload
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Permission
from tests.contacts.floor import NUMBER, statements

LIST_STATEMENTS = 3
# Positions and hand-over blocks are series of their own.
READ_STATEMENTS = 6


def test_positions_are_added_and_the_best_shows_first(api):
    contact = api.ring()
    sender = api.by(api.supervisor)
    for radius in (900, 18, 400):
        fix = {"source": "AML", "lat": 51.46, "lon": -0.12, "radius_m": radius}
        assert sender.post(f"contacts/{contact.pk}/locations/", fix).status_code == 201
    detail = sender.get(f"contacts/{contact.pk}/").json()
    assert [one["radius_m"] for one in detail["locations"]] == [18, 400, 900]
    assert detail["radius_m"] == 18


def test_lists_have_filters_pages_and_few_statements(api):
    ann = api.handler("ann", is_free=False)
    reader = api.by(ann)
    for n in range(60):
        api.ring(["999", "101"][n % 2])
    api.abandon(Contact.objects.earliest("id"))

    page = reader.get("contacts/").json()
    assert len(page["results"]) == 50
    assert page["results"][0]["id"] > page["results"][1]["id"]
    rest = reader.client.get(page["next"], headers=reader.headers).json()
    assert len(rest["results"]) == 10
    assert len(reader.get("contacts/", channel="101", page_size=200).json()["results"]) == 30
    assert len(reader.get("contacts/", state="ABANDONED").json()["results"]) == 1
    assert len(reader.get("contacts/", figure="999_waiting").json()["results"]) == 29
    assert reader.get("contacts/", state="NONSENSE").status_code == 400
    assert reader.get("contacts/", handler="x\x00").status_code == 400
    assert len(reader.get("contacts/queue/").json()["results"]) == 59
    assert [one["name"] for one in reader.get("handlers/").json()["results"]] == ["Ann"]


@pytest.mark.parametrize("path", ["contacts/", "contacts/queue/", "handlers/"])
def test_a_list_takes_the_same_few_statements_whatever_is_in_it(api, path):
    def read():
        return reader.get(path)

    reader = api.by(api.handler("ann"))
    api.ring()
    few = statements(read)
    for n in range(40):
        api.handler(f"h{n}")
        api.ring(number=f"0770090{n:04d}")
    assert len(statements(read)) == len(few) <= LIST_STATEMENTS


def test_reading_one_takes_few_statements(api):
    reader = api.by(api.supervisor)
    contact = [api.ring(number=NUMBER) for _n in range(30)][-1]
    made = statements(lambda: reader.get(f"contacts/{contact.pk}/"))
    assert len(made) <= READ_STATEMENTS, "\n".join(made)


def test_a_supervisor_reads_and_reviews_what_could_not_be_read(api):
    RawPayload.objects.create(
        source="telephony",
        body=b"\xffbroken",
        body_hash="0",
        reason="it is not JSON",
        received_at=api.at,
        last_received_at=api.at,
    )
    payload = RawPayload.objects.get()
    reader = api.by(api.supervisor)
    row = reader.get("payloads/").json()["results"][0]
    assert (row["reason"], row["bytes"]) == ("it is not JSON", 7)
    assert reader.get(f"payloads/{payload.pk}/").json()["text"] == "\\xffbroken"
    assert AuditEntry.objects.filter(name="rawpayload.read").exists()
    done = reader.post(f"payloads/{payload.pk}/review/", {"note": "Told the supplier"})
    assert done.json()["reviewed_by"] == "Supervisor"
    assert reader.get("payloads/").json()["results"] == []
    assert reader.get("payloads/77/").status_code == 404
    assert api.by(api.handler("ann")).get("payloads/").status_code == 403


def test_a_key_that_may_only_look_only_looks(api):
    headers = api.key(api.supervisor, Permission.CONTACT_VIEW)
    client = APIClient()
    assert client.get("/api/v1/contacts/", headers=headers).status_code == 200
    answer = client.post("/api/v1/contacts/", {"channel": "999"}, format="json", headers=headers)
    assert answer.status_code == 403
    assert not Handler.objects.exists()


@pytest.mark.parametrize("name", ["received_from", "received_to"])
@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("9999-12-31T23:59:59.999999-23:59", 400),
        ("0001-01-01T00:00:00+23:59", 400),
        ("2026-13-45T99:99:99", 400),
        ("2026-03-14T22:00:00+99:99", 400),
        ("9999-12-31T23:59:59.999999Z", 200),
        ("9999-12-31T23:59:59.999999", 200),
        ("0001-01-01T00:00:00Z", 200),
        ("0001-01-01T00:00:00", 200),
        ("2026-03-14T22:00:00+01:00", 200),
    ],
)
def test_a_moment_that_is_none_is_refused_in_words(api, name, moment, code):
    answer = api.by(api.handler("ann")).get("contacts/", **{name: moment})

    assert answer.status_code == code, answer.content
    assert code == 200 or answer.json()[name][0].endswith(".")
