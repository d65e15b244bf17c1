"""Who may be the same person, and why: what is proposed, and what never is (F6)."""

import pytest

from contactcentre.core.errors import Invalid
from incidents import keys, naming, proposing
from incidents.proposing import Identity, Mention

pytestmark = pytest.mark.capability("F6")
HERS = "NUMBER:+447700900123"


def somebody(n: int, name: str, role: str = "VICTIM", *, reached=(HERS,), incident=None):
    """Return a person of an incident of their own."""
    told = {"name": name, "words": tuple(naming.words(name)), "reached": frozenset(reached)}
    where = {"address": "12 acre lane", "place": "12 Acre Lane"}
    key = keys.person(n)
    mention = Mention(key, f"{name} {n}", incident or n, role, **told, **where)
    return Identity(frozenset({key}), (mention,))


def proposed(who, *others, apart=()):
    return [(each.key, each.reasons) for each in proposing.propose(who, others, apart=apart)]


def test_a_number_is_one_number_however_it_is_written():
    forms = ("07700 900123", "+447700900123", "0044 7700 900123", "00447700900123")
    forms += ("07700/900123", "+44 (0)7700-900 123", "tel:+44-7700-900123", " 07700.900.123 ")

    assert {keys.read(f"NUMBER:{form}") for form in forms} == {HERS}
    for none in ("", "NUMBER:", "NUMBER:Anna", "PERSON:x", "PERSON:²", "NAME:Anna", "HANDLE: "):
        with pytest.raises(Invalid):
            keys.read(none)


def test_what_speaks_most_for_it_comes_first_with_its_reasons():
    caller = Identity(frozenset({HERS}), called="Kovacs, Anna")
    here = somebody(1, "Anna Kovács", reached=())

    assert proposed(caller, here, somebody(2, "Anna Kovács")) == [
        (
            "PERSON:2",
            ("same name: Anna Kovács", "same number 07700 900123, which others may use, too"),
        ),
        ("PERSON:1", ("same name: Anna Kovács",)),
    ]
    [(_key, reasons)] = proposed(here, somebody(2, "Anna Maria Kovács", reached=()))
    assert reasons == ("same name: Anna Maria Kovács", "same address: 12 Acre Lane")


def test_an_address_alone_and_a_number_of_another_name_propose_nobody():
    caller = Identity(frozenset({HERS}), called="Anna Kovács")

    assert proposed(caller, somebody(1, "Mark Webb")) == []
    assert proposed(somebody(2, "Anna Kovács"), somebody(1, "Mark Webb")) == []


def test_a_suspect_and_a_victim_are_never_proposed_to_be_one():
    anna, also = somebody(1, "Anna Kovács"), somebody(2, "Anna Kovács", "SUSPECT")
    unknown = Identity(frozenset({HERS}))

    assert proposed(anna, also) == []
    assert proposed(unknown, anna, also) == []
    [(key, _reasons)] = proposed(unknown, also)
    assert key == "PERSON:2"
    both = Identity(frozenset({HERS}) | anna.keys, anna.mentions)
    assert proposed(both, also) == []


def test_two_people_of_one_incident_and_those_said_apart_are_not_proposed():
    anna = somebody(1, "Anna Kovács")
    pair = frozenset({"PERSON:1", "PERSON:2"})

    assert proposed(anna, somebody(2, "Anna Kovács", "CALLER", incident=1)) == []
    assert proposed(anna, somebody(2, "Anna Kovács", "CALLER"), apart=[pair]) == []
