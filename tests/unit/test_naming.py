"""How names and registrations are compared, however somebody wrote them."""

import pytest

from incidents import naming


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Anna Kovács", "KOVACS, anna", True),
        ("Anna Maria Kovács", "Anna Kovacs", True),
        ("Seán O’Brien", "sean o'brien", True),
        ("Zoë Weiß", "Zoe Weiss", True),
        ("Anna", "Anna Kovács", False),
        ("Anna Kovács", "Anna Nagy", False),
        ("", "", False),
    ],
)
def test_a_name_is_compared_without_case_accents_and_order(one, other, is_same):
    assert naming.is_same(naming.words(one), naming.words(other)) is is_same
    assert naming.is_same(naming.words(other), naming.words(one)) is is_same


def test_what_is_left_of_a_name_has_two_words():
    assert naming.shorter(["anna", "kovacs", "maria"]) == [
        ["anna", "kovacs"],
        ["anna", "maria"],
        ["kovacs", "maria"],
    ]
    assert naming.shorter(["anna", "kovacs"]) == []
    assert naming.shorter(list("abcde")) == []


@pytest.mark.parametrize("written", ["ab12 cde", "AB12CDE", "AB-12 CDE."])
def test_a_registration_is_letters_and_digits(written):
    assert naming.registration(written) == "AB12CDE"
