"""The OpenAPI document describes every order without a warning; answers say who asked."""

import io
import re

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from contactcentre.core.models import AuditEntry
from tests.doors.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.capability("O8")]
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
UNDESCRIBED = {"api/v1/schema/", "api/v1/docs/"}


@pytest.fixture(scope="module")
def document() -> dict:
    written = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)
    return yaml.safe_load(written.getvalue())


def test_every_address_and_method_is_described(document):
    described = {
        (path, method.upper())
        for path, methods in document["paths"].items()
        for method in methods
        if method in {"get", "post", "put", "patch", "delete"}
    }
    served = {
        (_path(row.route), method)
        for row in ROWS
        for method in row.methods.split()
        if row.route.startswith("api/v1/") and row.route not in UNDESCRIBED
    }

    assert described == served


def test_every_order_says_in_words_what_it_does(document):
    for path, methods in document["paths"].items():
        for method, order in methods.items():
            assert order["description"].endswith((".", "them")), (path, method)
            assert order["operationId"]


def test_the_document_is_for_whoever_is_signed_in(client, world):
    assert client.get("/api/v1/schema/").status_code == 401
    client.force_login(world.handler)

    assert client.get("/api/v1/schema/").status_code == 200


def test_one_request_has_one_id_in_its_answer_and_on_the_audit_trail(world):
    client = Client()
    client.force_login(world.handler)
    incident = world.incident()
    answer = client.get(f"/api/v1/incidents/{incident.slug}/")
    given = client.get(f"/api/v1/incidents/{incident.slug}/", headers={"X-Request-ID": "abc-12345"})
    odd = client.get(f"/api/v1/incidents/{incident.slug}/", headers={"X-Request-ID": "<b>\u00e9"})

    read = list(AuditEntry.objects.filter(name="incident.read").order_by("pk"))
    assert [entry.request_id for entry in read] == [
        each["X-Request-ID"] for each in (answer, given, odd)
    ]
    assert given["X-Request-ID"] == "abc-12345"
    assert re.fullmatch("[0-9a-f]{32}", odd["X-Request-ID"])


def _path(route: str) -> str:
    path = PART.sub(lambda part: f"{{{part[1] or part[2]}}}", route)
    return "/" + path.replace("^", "").replace("$", "")
