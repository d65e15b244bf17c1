"""What is named and is not there: 404 in words; what is asked for in a strange way: no 500."""

from datetime import timedelta

import pytest

from contactcentre.core import clock
from contactcentre.core.models import AuditEntry
from tests.api.conftest import fingerprint, has_words
from tests.doors.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.capability("O8")]
NOBODY = {
    "/api/v1/contacts/999999/answer/": {},
    "/api/v1/contacts/9223372036854775807/known/": None,
    "/api/v1/contacts/9223372036854775808/": None,
    "/api/v1/contacts/99999999999999999999999/": None,
    "/api/v1/contacts/-1/": None,
    "/api/v1/incidents/999999-14MAR26/": None,
    "/api/v1/incidents/1-31FEB26/": None,
    "/api/v1/incidents/1-14XXX26/log/": {"text": "x"},
    "/api/v1/incidents/1-00JAN00/": None,
    "/api/v1/incidents/\u0661-14MAR26/": None,
    "/api/v1/incidents/%00/": None,
    "/api/v1/units/ZZ99/status/": {"code": 5},
    "/api/v1/units/\U0001f4a5/status/": {"code": 5},
    "/api/v1/units/PC%2012/status/": {"code": 5},
    "/api/v1/alerts/999999/acknowledge/": {},
    "/api/v1/boards/none/": None,
    "/api/v1/payloads/999999/review/": {"note": "Looked at it"},
    "/api/v1/duty/holiday/": {},
    "/api/v1/nothing/at/all/": None,
    "/hooks/carrier-pigeon/": {},
}
MOMENTS = ("received_from", "received_to", "since", "until", "overdue_at")
QUERIES = [
    {"cursor": "x"},
    {"cursor": "\x00"},
    {"cursor": "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},
    {"cursor": "bz05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},
    {"cursor": "cD0lMDA="},
    {"cursor": "cD1hYmM="},
    {"cursor": "cD0tMQ=="},
    {"page_size": "-1"},
    {"page_size": "999999999999999999999"},
    {"page_size": "\u0663"},
    {"state": "\x00", "status": "\x00", "command_unit": "\x00", "q": "\x00", "handler": "\x00"},
    {"state": "💥", "status": "💥", "command_unit": "💥", "q": "💥", "handler": "💥"},
    {"state": "x" * 5000, "command_unit": "x" * 5000, "q": "x" * 5000, "handler": "x" * 5000},
    {"received_from": "0001-01-01T00:00:00Z", "received_to": "9999-12-31T23:59:59Z"},
    {"received_from": "yesterday", "received_to": "\x00"},
    dict.fromkeys(MOMENTS, "2026-03-14T13:47:24-18:13"),
    dict.fromkeys(MOMENTS, "0001-01-01T00:00:00+23:59"),
    dict.fromkeys(MOMENTS, "9999-12-31T23:59:59-23:59"),
    {"received_from": "2026-03-29T01:30:00", "received_to": "2026-10-25T01:30:00"},
    {"figure": "none", "grade": "Z", "channel": "pigeon"},
    {"owner": "\x00", "handler": "me", "contact": "99999999999999999999"},
    {"contact": "\x00"},
    {"to": "\x00"},
    {"at": "\x00"},
    {"q": "%_\\'\";--"},
    {"format": "xml"},
]
READ = [row for row in ROWS if row.methods == "GET" and row.route.startswith("api/v1/")]
LISTS = [row for row in READ if "<" not in row.route and row.route[7:] not in {"docs/", "schema/"}]


@pytest.mark.parametrize("path", NOBODY)
def test_what_is_not_there_is_said_not_to_be(path, asker):
    body = NOBODY[path]
    answer = asker.get(path) if body is None else asker.post(path, body)

    assert answer.status_code == 404
    assert has_words(answer)
    assert answer.is_untouched


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (
            "contacts/{contact}/dispose/",
            {"outcome": "SPEAK_TO_VICTIM", "note": "must be spoken to"},
        ),
        ("incidents/", {"contact": 999_999, "opening_code": "DOM", "summary": "x"}),
        ("incidents/", {"contact": "{contact}", "opening_code": "NONE", "summary": "x"}),
        (
            "incidents/",
            {
                "contact": "{contact}",
                "opening_code": "DOM",
                "summary": "x",
                "location": {"place_id": 999_999},
            },
        ),
        (
            "incidents/",
            {
                "contact": "{contact}",
                "opening_code": "DOM",
                "summary": "x",
                "location": {"place_id": 10**30},
            },
        ),
        ("incidents/{ref}/result/", {"code": "NONE"}),
        ("units/PC15/assign/", {"incident": "999999-14MAR26"}),
        ("units/PC15/assign/", {"incident": "\x7f"}),
        ("units/PC12/status/", {"code": 99}),
        ("duty/", {"desk": "SUPERVISION", "command_unit": "ZZ"}),
        ("duty/", {"desk": "PANTRY"}),
    ],
)
def test_a_body_that_names_what_is_not_there_is_refused(path, body, asker):
    contact = asker.house.contacts["anybody's"]
    path = path.format(contact=contact, ref=asker.house.incidents["own"].slug)
    sent = {key: contact if value == "{contact}" else value for key, value in body.items()}
    answer = asker.post(f"/api/v1/{path}", sent)

    if "command_unit" not in body:
        assert 400 <= answer.status_code < 500, answer.content[:300]
        assert has_words(answer)
    assert answer.status_code < 500
    assert answer.is_untouched


@pytest.mark.parametrize("row", LISTS, ids=str)
def test_no_question_breaks_a_list(row, asker):
    for query in QUERIES:
        answer = asker.get(f"/{row.route}", **query)

        assert answer.status_code < 500, (query, answer.content[:200])
        assert answer.status_code < 400 or has_words(answer), query


@pytest.mark.parametrize(
    "moment",
    ["0002-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-01T00:00:00+23:59"],
)
def test_a_time_long_past_is_not_believed(moment, asker):
    body = {"channel": "101", "from": "07700 900777", "received_at": moment, "source_id": "a"}
    answer = asker.post("/api/v1/contacts/", body)

    assert answer.status_code == 201
    assert answer.json()["received_at"] > (clock.now() - timedelta(minutes=1)).isoformat()


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "2999-01-01T00:00:00Z"])
def test_a_time_to_come_gives_no_more_time_than_there_is(moment, asker):
    body = {
        "channel": "999",
        "received_at": moment,
        "connected_at": moment,
        "location": {"source": "AML", "lat": 51.5, "lon": 0, "fixed_at": moment},
    }
    answer = asker.post("/api/v1/contacts/", body)

    assert answer.status_code == 201
    row = answer.json()
    assert row["received_at"] <= clock.now().isoformat()
    assert row["connected_at"] is None


@pytest.mark.parametrize("moment", ["0002-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_position_of_another_age_moves_no_unit_out_of_time(moment, asker):
    body = {"lat": 51.5, "lon": -0.1, "fixed_at": moment}
    answer = asker.post("/api/v1/units/PC12/position/", body)

    assert answer.status_code == 200
    assert answer.json()["position_at"] <= clock.now().isoformat()
    assert answer.json()["position_at"] > "2020"


def test_text_in_every_script_is_kept_as_it_came(asker):
    path = f"/api/v1/incidents/{asker.house.incidents['own'].slug}/log/"
    for text in ("💥🚓", "\u202eabc", "مرحبا", "e\u0301", "<b>&amp;</b>", "a\u200bb"):
        answer = asker.post(path, {"text": text})

        assert answer.status_code == 201
        assert answer.json()["text"] == text


def test_a_change_of_any_table_is_seen(asker):
    before = fingerprint()
    AuditEntry.objects.create(
        at=clock.now(), by="x", name="test.made", subject="core.person", subject_id="1"
    )

    assert fingerprint() != before
