"""Logs are one JSON object a line, with the request's id and nobody's personal details."""

import io
import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client

from contactcentre.core import logs

pytestmark = pytest.mark.capability("O9")
ADDRESS, AGENT = "198.51.100.77", "Mozilla/5.0 (private browser)"
CALLER, SECRET_WORD = "07700900123", "correct-horse-battery"


@pytest.fixture
def written() -> Callable[[], str]:
    """Everything that is logged from now on, as a process writes it."""
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    handler.setFormatter(logs.formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield sink.getvalue
    root.removeHandler(handler)


def visit(path: str, body: dict | None = None):
    client = Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=AGENT)
    if body is None:
        return client.get(path)
    return client.post(path, body, content_type="application/json")


def test_every_line_of_a_request_has_its_id(db, written):
    answer = visit("/api/v1/me/")

    lines = [json.loads(line) for line in written().splitlines()]
    assert len(lines) >= 2
    assert {line["request_id"] for line in lines} == {answer["X-Request-ID"]}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/api/v1/contacts/?number={CALLER}", None),
        ("/api/v1/contacts/", {"channel": "999", "from": CALLER, "text": SECRET_WORD}),
        ("/hooks/telephony/", {"event": "ringing", "from": CALLER}),
        ("/sign-in/", {"username": "p.raman", "password": SECRET_WORD}),
        (f"/nowhere/?number={CALLER}", None),
    ],
)
def test_no_line_says_who_asked_or_about_whom(db, written, path, body):
    visit(path, body)

    assert written()
    for private in (ADDRESS, AGENT, CALLER, SECRET_WORD, "p.raman"):
        assert private not in written()
