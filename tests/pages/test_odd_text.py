"""Null bytes, odd digits and ids beyond every id are refused in words, never with a 500."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ['"\\000abc"', "é", "short", "A" * 32, '"' + "\\000" * 32 + '"'])
def test_a_session_cookie_that_is_no_sessions_is_passed_over(key):
    header = {"HTTP_COOKIE": f"sessionid={key}"}

    assert Client().get("/metrics", **header).status_code == 200
    assert Client().get("/sign-in/", **header).status_code == 200
    assert Client().get("/api/v1/me/", **header).status_code == 401
    assert Client().get("/desk/calls/", **header).status_code == 302


@pytest.mark.parametrize("path", ["/static/none.css", "/hooks/none/"])
def test_where_nobody_signs_in_no_session_is_looked_for(
    path, world, enter, django_assert_num_queries
):
    browser = enter(world.handler)

    with django_assert_num_queries(0):
        browser.get(path)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/desk/command/", {"line": "find \x00"}),
        ("/desk/payloads/1/review/", {"note": "\x00"}),
        ("/demo/sign-in/", {"username": "\x00"}),
        ("/sign-in/", {"username": "\x00", "password": "x"}),
        ("/sign-in/", {"user\x00name": "x", "password": "x"}),
    ],
)
def test_a_null_byte_in_a_form_is_refused_in_words(path, fields, world, enter, demo):
    answer = enter(world.supervisor).post(path, fields)

    assert answer.status_code == 400
    assert "null byte" in answer.content.decode()


def test_a_null_byte_in_an_address_is_refused_in_words(world, enter):
    page = enter(world.admin).get("/admin/core/auditentry/?subject=%00")
    answer = enter(world.supervisor).get("/api/v1/contacts/?state=%00")

    assert (page.status_code, answer.status_code) == (400, 400)
    assert "null byte" in answer.json()["detail"]
    assert enter(world.admin).get("/admin/core/person/%00/change/").status_code == 404


def test_a_null_byte_in_a_cookie_is_refused_in_words():
    assert Client().get("/sign-in/", HTTP_COOKIE='theme="\\000"').status_code == 400


@pytest.mark.parametrize("text", ["²", "٣", "9" * 400])
def test_odd_digits_find_nothing_and_break_nothing(text, world, enter):
    browser = enter(world.supervisor)

    for line in (f"find {text}", f"go {text}", f"g {text} I"):
        assert browser.post("/desk/command/", {"line": line}).status_code < 500
    assert browser.get("/desk/incidents/id/99999999999999999999/").status_code == 404
