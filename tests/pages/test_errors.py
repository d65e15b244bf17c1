"""What goes wrong has a page of ours: what happened, what to do, what to quote."""

from functools import partial

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from contactcentre.core import answers, clock
from contactcentre.core.errors import WrongState
from contactcentre.core.middleware.refusals import RefusalPages
from contactcentre.core.models import AuditEntry
from contactcentre.core.sessions import SessionStore
from contactcentre.desks.views import errors
from tests.pages.conftest import PASSWORD

PAGES = {
    400: errors.bad_request,
    403: errors.not_allowed,
    404: errors.not_found,
    413: partial(answers.refusal, status=413, detail="Too large."),
    429: errors.locked_out,
    500: errors.server_error,
    503: partial(answers.refusal, status=503, detail=answers.AWAY),
}


@pytest.fixture
def asked():
    """A request as the middleware hands it on."""
    request = RequestFactory().get("/somewhere/")
    request.id = "0123456789abcdef"
    return request


@pytest.mark.parametrize("status", PAGES)
def test_each_page_says_what_to_do_and_what_to_quote(status, asked):
    answer = PAGES[status](asked)
    page = answer.content.decode()

    assert answer.status_code == status
    assert "What to do" in page
    assert "0123456789abcdef" in page


@pytest.mark.parametrize("status", PAGES)
def test_no_error_page_needs_the_database(status, asked, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        PAGES[status](asked)


@pytest.mark.parametrize("status", PAGES)
def test_a_machine_is_answered_in_its_own_language(status):
    request = RequestFactory().get("/api/v1/nothing/")
    request.id = "x"

    answer = PAGES[status](request)

    assert answer.status_code == status
    assert b'"detail"' in answer.content


def test_a_script_of_ours_gets_the_sentence_alone(asked):
    request = RequestFactory().get("/lock/", headers={"X-Requested-With": "fetch"})

    assert b'"detail"' in errors.not_allowed(request).content


def test_a_form_from_elsewhere_is_refused_with_its_own_page(world):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "x"})

    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()


def test_a_page_that_is_not_there(client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert answer["X-Request-ID"] in answer.content.decode()


def test_a_body_that_is_too_large(client, db):
    answer = client.post("/sign-in/", "x" * 2_000_000, content_type="text/plain")

    assert answer.status_code == 413
    assert "at most 1 MB" in answer.content.decode()


def test_a_refusal_on_a_page_keeps_its_sentence(world, enter):
    page = enter(world.dispatcher).get("/desk/calls/").content.decode()

    assert "Your role does not include: board calls. Ask a supervisor." in page


def test_a_database_that_is_away_is_said(world, enter, monkeypatch):
    browser = enter(world.handler)
    monkeypatch.setattr(clock, "read", _away)
    clock.forget()

    answer = browser.get("/desk/incidents/1-14MAR26/")

    assert answer.status_code == 503
    assert "Calls are still taken in and kept" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("away"), 503), (WrongState("It has moved on."), 409)]
)
def test_a_machine_is_told_in_json_what_was_refused_outside_an_endpoint(error, status):
    request = RequestFactory().get("/api/v1/me/")

    answer = RefusalPages(None).process_exception(request, error)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")


def test_a_session_that_cannot_be_read_is_no_fault_of_ours(client, db, monkeypatch):
    client.cookies["sessionid"] = "a" * 32
    monkeypatch.setattr(SessionStore, "_get_session_from_db", lambda store: _away())
    client.raise_request_exception = False

    page, answer = client.get("/desk/calls/"), client.get("/api/v1/me/")

    assert (page.status_code, answer.status_code) == (503, 503)
    assert answer.json()["detail"].startswith("The database is away")


@pytest.mark.parametrize("status", [None, "0123456789-from-the-proxy"])
def test_the_answer_quotes_the_id_that_the_audit_trail_and_the_log_have(
    status, world, enter, with_password, caplog
):
    browser = enter(with_password(world.handler))
    headers = {"X-Request-ID": status} if status else {}
    new = "an altogether different one"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    answer = browser.post("/password/", fields, headers=headers)

    entry = AuditEntry.objects.get(name="person.password_changed")
    assert entry.request_id == answer["X-Request-ID"]
    assert status in {None, entry.request_id}
    lines = [each.msg for each in caplog.records if isinstance(each.msg, dict)]
    assert {line["request_id"] for line in lines if "request_id" in line} <= {entry.request_id}


def _away():
    raise OperationalError("could not connect")
