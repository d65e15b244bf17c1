"""Ten thousand guesses at a name, from one address and from a thousand."""

import pytest
from django.test import Client

from tests.doors.guesses import PASSWORD, is_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.capability("N3")]
GUESSES, ADDRESSES = 10_000, 1000


def guess(name: str, addresses: list[str]) -> None:
    """Guess 10,000 times, from these addresses in turn."""
    guesser = Client()
    for number in range(GUESSES):
        sign_in(guesser, name, f"guess {number}", addresses[number % len(addresses)])


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
