"""One answer of a passkey, sent many times at once, opens one session (N3)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from contactcentre.core import clock
from contactcentre.core.actions import factors
from contactcentre.core.errors import WrongState
from contactcentre.core.models import Passkey, Person, Session
from contactcentre.core.passkeys import Made
from contactcentre.core.permissions import Role
from tests.factors.conftest import is_in, sign_in, with_password
from tests.factors.softkey import Uncounted

pytestmark = pytest.mark.capability("N3")
SENDERS = 6


@pytest.fixture
def key(committed_world):
    """The passkey of a dispatcher, which counts nothing."""
    with_password(committed_world.person("dora", Role.DISPATCHER, area=committed_world.area))
    browser, key = sign_in()[0], Uncounted()
    asked = browser.post("/account/factors/passkeys/ask/").json()
    browser.post("/account/factors/passkeys/", {"name": "x", "credential": key.make(asked)})
    return key


def asked_of(key) -> tuple[Client, dict]:
    """Return a browser that was asked for a passkey, and the answer."""
    browser = Client()
    asked = browser.post("/sign-in/passkey/ask/").json()
    return browser, {"credential": key.show(asked)}


def send_with(cookies, answer: dict) -> tuple[Client, int]:
    browser = Client()
    browser.cookies.update(cookies)
    return browser, browser.post("/sign-in/passkey/", answer).status_code


def test_an_answer_sent_many_times_at_once_opens_one_session(key):
    for _round in range(3):
        browser, answer = asked_of(key)
        before, start = Session.objects.count(), threading.Barrier(SENDERS)

        def send(_number: int, browser=browser, answer=answer, start=start) -> int:
            start.wait()
            try:
                return send_with(browser.cookies, answer)[1]
            finally:
                connection.close()

        with ThreadPoolExecutor(SENDERS) as senders:
            codes = sorted(senders.map(send, range(SENDERS)))

        assert codes[0] == 200
        assert 200 not in codes[1:], codes
        assert max(codes) < 500, codes
        assert Session.objects.count() == before


def test_passkeys_added_at_once_are_never_more_than_enough(key):
    dora = Person.objects.get(username="dora")
    start = threading.Barrier(SENDERS)
    for number in range(factors.MOST_PASSKEYS - 2):
        add(dora, f"{number}")

    def add_one(number: int) -> bool:
        start.wait()
        try:
            return bool(add(dora, f"at once {number}"))
        except WrongState:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as senders:
        added = list(senders.map(add_one, range(SENDERS)))

    assert sum(added) == 1
    assert dora.passkeys.count() == factors.MOST_PASSKEYS


def add(person, name: str) -> Passkey:
    made = Made(name, b"x", 0)
    return factors.add_passkey(name=name, made=made, is_proved=True, by=person, at=clock.now())


def test_an_answer_sent_again_with_the_old_cookie_opens_nothing(key):
    browser, answer = asked_of(key)
    first, code = send_with(browser.cookies, answer)
    assert code == 200
    assert is_in(first)

    second, code = send_with(browser.cookies, answer)

    assert code == 422
    assert not is_in(second)


def test_what_was_asked_does_not_go_along_with_a_password(key):
    browser, answer = asked_of(key)
    sign_in(browser=browser)

    assert browser.post("/sign-in/passkey/", answer).status_code == 422
    assert not is_in(browser)
