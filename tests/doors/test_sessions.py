"""A person's sessions are theirs to find and to end, without reading anybody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contactcentre.core import clock
from contactcentre.core.middleware.sessions import in_short
from contactcentre.core.models import Session
from contactcentre.core.permissions import Role
from contactcentre.core.sessions import SessionStore
from incidents.actions import duty

pytestmark = pytest.mark.capability("N1")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
PASSWORD = "a long and quiet evening"


@pytest.fixture
def dora(world):
    """Somebody with a password."""
    person = world.person("dora", Role.DISPATCHER, area=world.area)
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(**seen) -> Client:
    """Sign in by the page, from somewhere."""
    browser = Client(**seen)
    answer = browser.post("/sign-in/", {"username": "dora", "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return browser


def test_a_session_says_whose_it_is_since_when_and_from_where(dora):
    sign_in(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=FIREFOX)

    session = dora.sessions.get()
    assert (session.address, session.agent) == ("192.0.2.7", "Firefox on Linux")
    assert abs(session.created_at - clock.read().real) < timedelta(seconds=20)
    assert session.session_key not in str(session)


def test_where_it_was_last_seen_changes_and_when_it_began_does_not(dora):
    browser = sign_in(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=FIREFOX)
    began = dora.sessions.get().created_at

    browser.get("/help/", REMOTE_ADDR="192.0.2.8", HTTP_USER_AGENT=EDGE)

    session = dora.sessions.get()
    assert (session.address, session.agent) == ("192.0.2.8", "Edge on Windows")
    assert session.created_at == began


def test_a_session_used_from_the_same_place_is_only_read(dora):
    browser = sign_in()
    browser.get("/help/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get("/help/")

    of_sessions = [each["sql"] for each in asked if "core_session" in each["sql"]]
    assert [sql.split()[0] for sql in of_sessions] == ["SELECT"]


def test_a_change_made_outside_a_request_leaves_where_it_was_seen(dora):
    sign_in(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=FIREFOX)
    store = SessionStore(dora.sessions.get().session_key)

    store["locked"] = True
    store.save()

    assert dora.sessions.get().address == "192.0.2.7"
    assert SessionStore(store.session_key)["locked"]


def test_ending_the_sessions_of_one_person_is_one_statement_among_however_many(
    dora, world, django_assert_num_queries
):
    browsers = [sign_in() for _browser in range(3)]
    for number in range(40):
        Client().force_login(world.supervisor)
        Session.objects.create(
            session_key=f"nobodys{number}", session_data="", expire_date=world.at
        )
    others = Session.objects.exclude(person=dora).count()

    with django_assert_num_queries(1):
        assert duty.end_sessions(dora) == 3

    assert Session.objects.count() == others
    assert [browser.get("/api/v1/me/").status_code for browser in browsers] == [401] * 3


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("python-requests/2.32", "python-requests"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
        ("x" * 5000, "x" * 40),
    ],
)
def test_a_browsers_long_name_is_said_in_short(agent, words):
    assert in_short(agent) == words
