"""Guessing at a name: few tries reach the password, from wherever, and its owner still gets in."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from contactcentre.core import guessing
from contactcentre.core.permissions import Role
from tests.doors.guesses import PASSWORD, is_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.capability("N3")]
GUESSERS = 16


def test_a_known_browser_has_its_own_tries_and_no_more(staff, checked, settings):
    browser = Client()
    sign_in(browser, "dora", PASSWORD, "192.0.2.1")
    browser.post("/sign-out/")
    checked.clear()

    for number in range(30):
        sign_in(browser, "dora", f"guess {number}", f"192.0.2.{number + 1}")

    assert len(checked) == settings.AXES_FAILURE_LIMIT
    assert sign_in(browser, "dora", PASSWORD, "192.0.2.1").status_code == 429


def test_a_browser_known_to_be_one_persons_is_a_stranger_to_another(staff, checked, settings):
    browser = Client()
    sign_in(browser, "carys", PASSWORD, "192.0.2.1")
    browser.post("/sign-out/")
    checked.clear()
    for number in range(40):
        sign_in(Client(), "dora", f"guess {number}", f"192.0.2.{number + 1}")

    assert sign_in(browser, "dora", PASSWORD, "192.0.2.200").status_code == 429
    sign_in(browser, "carys", PASSWORD, "192.0.2.1")
    assert is_in(browser)


def test_guesses_at_the_same_moment_pass_no_more_than_the_tries(committed_world, checked, settings):
    person = committed_world.person("dora", Role.DISPATCHER, area=committed_world.area)
    person.set_password(PASSWORD)
    person.save()
    start = threading.Barrier(GUESSERS)

    def guess_twice(number: int) -> None:
        start.wait()
        for again in range(2):
            sign_in(Client(), "dora", f"guess {number} {again}", "192.0.2.1")
        connection.close()

    with ThreadPoolExecutor(GUESSERS) as guessers:
        list(guessers.map(guess_twice, range(GUESSERS)))

    assert len(checked) == settings.AXES_FAILURE_LIMIT


@pytest.mark.parametrize("cookie", ["", "x", "{}", "é", "a:b:c", "eyJuYW1lIjoieCJ9:1tABCD:forged"])
def test_a_cookie_that_is_not_ours_makes_no_known_browser(cookie, rf):
    request = rf.post("/sign-in/", {"username": "dora"})
    request.COOKIES["device"] = cookie

    assert guessing.counted_as(request, {"username": "dora"}) == "dora"


def test_a_desk_that_is_shared_knows_everybody_who_sat_there(staff):
    browser = Client()
    for name in ("dora", "carys"):
        sign_in(browser, name, PASSWORD, "192.0.2.1")
        browser.post("/sign-out/")
    for number in range(40):
        sign_in(Client(), "dora", f"guess {number}", f"192.0.2.{number + 1}")

    sign_in(browser, "dora", PASSWORD, "192.0.2.1")

    assert is_in(browser)
