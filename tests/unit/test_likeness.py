"""Whether two callers tell of one thing, and why, in words (F4)."""

from datetime import UTC, datetime, timedelta

import pytest

from incidents import likeness

pytestmark = pytest.mark.capability("F4")
NIGHT = datetime(2026, 3, 14, 22, tzinfo=UTC)
FIGHT = "Three men are fighting with bottles by the kebab shop"
KNOWN = likeness.Told(NIGHT, FIGHT, "acre lane", 51.4607, -0.1220)


def told(minutes=5, **said) -> likeness.Told:
    return likeness.Told(NIGHT + timedelta(minutes=minutes), **said)


@pytest.mark.parametrize(
    ("new", "is_same_number", "reasons"),
    [
        (told(), True, ("same number", "5 min ago")),
        (told(place_words="acre lane"), False, ("same place", "5 min ago")),
        (told(lat=51.4610, lon=-0.1222), False, ("40 m away", "5 min ago")),
        (
            told(minutes=90, words="Men with bottles, fighting", lat=51.4630, lon=-0.1220),
            False,
            ("260 m away", "both say: bottles, fighting", "1 h 30 min ago"),
        ),
        (
            told(words="A bottle fight! Bottles, kebab shop, three men fighting"),
            False,
            ("both say: bottles, kebab, shop, three", "5 min ago"),
        ),
    ],
)
def test_number_place_words_and_time_say_that_it_is_probably_the_same(new, is_same_number, reasons):
    alike = likeness.between(new, KNOWN, is_same_number=is_same_number)

    assert alike.is_probable
    assert alike.reasons == reasons


@pytest.mark.parametrize(
    "new",
    [
        told(),
        told(words="He is fighting"),
        told(minutes=60, lat=51.4610, lon=-0.1222),
        told(words="My car was stolen", lat=51.4690, lon=-0.1220),
        told(words="somebody please come, they want help with this person"),
    ],
)
def test_less_is_not_enough_to_take_a_handlers_eye(new):
    assert not likeness.between(new, KNOWN, is_same_number=False).is_probable


def test_words_that_everybody_uses_tell_nothing():
    assert likeness.telling("Please come, SOMEBODY is outside with a knife! A knife.") == ["knife"]
