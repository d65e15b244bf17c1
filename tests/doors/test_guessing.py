"""Guessing at a name: few tries reach the password, from wherever, and its owner still gets in."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client

from contactcentre.core import guessing
from contactcentre.core.permissions import Role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("N3")]
PASSWORD = "a long and quiet evening"
# Whoever guesses does not look at pages.
SCRIPT = {"X-Requested-With": "fetch"}
GUESSES, ADDRESSES, GUESSERS = 10_000, 1000, 16


class Counted(MD5PasswordHasher):
    """A quick hash that notes every password that was really compared with somebody's."""

    compared: list[str] = []

    def verify(self, password, encoded):
        """Compare, and note it."""
        self.compared.append(password)
        return super().verify(password, encoded)


@pytest.fixture
def checked(settings) -> list[str]:
    """Every password that was really compared with somebody's."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    Counted.compared.clear()
    return Counted.compared


@pytest.fixture
def staff(world, checked):
    """Somebody who is guessed at, and a colleague behind the same address."""
    for name in ("dora", "carys"):
        person = world.person(name, Role.DISPATCHER, area=world.area)
        person.set_password(PASSWORD)
        person.save()


def sign_in(browser: Client, name: str, password: str, address: str):
    form = {"username": name, "password": password}
    return browser.post("/sign-in/", form, REMOTE_ADDR=address, headers=SCRIPT)


def guess(name: str, addresses: list[str]) -> None:
    """Guess 10,000 times, from these addresses in turn."""
    guesser = Client()
    for number in range(GUESSES):
        sign_in(guesser, name, f"guess {number}", addresses[number % len(addresses)])


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


@pytest.mark.slow
def test_ten_thousand_guesses_from_one_address_pass_no_more_than_the_tries(
    staff, checked, settings
):
    guess("dora", ["192.0.2.1"])

    assert len(checked) == settings.AXES_FAILURE_LIMIT
    colleague, owner = Client(), Client()
    sign_in(colleague, "carys", PASSWORD, "192.0.2.1")
    assert is_in(colleague), "A colleague behind the same address was kept out."
    sign_in(owner, "dora", PASSWORD, "192.0.2.9")
    assert is_in(owner), "The owner was kept out of another address by guesses from one."


@pytest.mark.slow
def test_ten_thousand_guesses_from_a_thousand_addresses_pass_no_more_than_the_tries(
    staff, checked, settings
):
    own = Client()
    sign_in(own, "dora", PASSWORD, "192.0.2.1")
    assert is_in(own)
    own.post("/sign-out/")
    checked.clear()
    everywhere = [f"10.0.{number // 250}.{number % 250 + 1}" for number in range(ADDRESSES)]
    guess("dora", everywhere)

    assert len(checked) == settings.SIGN_IN_TRIES_EVERYWHERE
    assert sign_in(Client(), "dora", PASSWORD, "192.0.2.77").status_code == 429
    sign_in(own, "dora", PASSWORD, "192.0.2.1")
    assert is_in(own), "The owner was kept out of a browser that has signed in before."


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
