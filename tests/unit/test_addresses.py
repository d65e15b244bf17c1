"""One place has one normal form, however its address was said."""

import pytest

from incidents import addresses

pytestmark = pytest.mark.capability("F8")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            "14 example road flat 2",
            (
                "Flat 2, 14 Example Rd",
                "14 example road flat 2",
                "2/14 Example Road",
                "flat no. 2, no. 14, EXAMPLE RD.",
                "Apt 2, 14 Example Road",
                "Apartment 2 14 example rd",
                "Unit 2, 14 Éxample Rd",
                "14 Example Road, Flat 2",
            ),
        ),
        (
            "14 example road flat b",
            ("14B Example Rd", "14 b example road", "Flat B, 14 Example Rd"),
        ),
        ("14b example road flat 2", ("Flat 2, 14B Example Rd",)),
        ("14 example road flat ground", ("Ground floor flat, 14 Example Rd",)),
        ("rose house acre lane flat 5", ("Room 5, Rose House, Acre Lane",)),
        ("saint johns street", ("St John's St", "St. John’s Street", "SAINT JOHNS ST")),
        ("upper saint martins lane", ("Upr St Martin's Ln",)),
        ("cross street islington", ("Cross St, Islington", "cross street islington")),
        ("king and queen court", ("King & Queen Ct",)),
        ("12 14 acre avenue", ("12-14 Acre Ave", "12–14 acre avenue")),
        ("14 acre lane sw2 5sg", ("14 Acre Lane, SW25SG", "14 acre ln sw2 5sg")),
        ("cross street n1", ("Cross St N1", "cross street, n1")),
        ("on the a12", ("On the A12",)),
        ("st", ("St",)),
        ("", ("", " ’ ")),
    ],
)
def test_one_place_has_one_form(form, said):
    assert {each: addresses.words(each) for each in said} == dict.fromkeys(said, form)
    assert addresses.words(form) == form


def test_a_borough_that_is_certain_is_part_of_the_address():
    said = ("Flat 2, 14 Example Rd", "14 Example Road, Lambeth, Flat 2", "2/14 example rd SW2 5SG")

    assert {addresses.within(each, "Lambeth") for each in said} == {
        "14 example road lambeth flat 2"
    }
    assert addresses.within("", "Lambeth") == ""
    assert addresses.within("14 Example Rd SW2", "") == "14 example road sw2"


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("flat 2, 14 acre lane", "Acre Lane", "Flat 2, 14 Acre Lane, Lambeth"),
        ("the flat, 14 acre lane", "Acre Lane", "14 Acre Lane, Lambeth"),
        ("flat b2, 1st avenue", "1st Avenue", "Flat B2, 1st Avenue, Lambeth"),
        ("2/14 acre", "Acre Lane", "Flat 2, 14 Acre Lane, Lambeth"),
        ("14b acre lane", "Acre Lane", "14B Acre Lane, Lambeth"),
        ("12-14 acre lane", "Acre Lane", "12-14 Acre Lane, Lambeth"),
        ("flat 3 rose house", "Rose House", "Flat 3, Rose House, Lambeth"),
        ("14 acre lane", "Flat 2, 14 Acre Lane", "Flat 2, 14 Acre Lane, Lambeth"),
        ("acre", "Acre Lane", "Acre Lane, Lambeth"),
    ],
)
def test_the_door_that_was_typed_stays_with_the_place_that_is_chosen(typed, name, address):
    assert addresses.addressed(typed, name, f"{name}, Lambeth") == address


def test_more_said_of_the_same_may_be_the_same():
    assert addresses.may_be_same("acre lane", "acre lane lambeth")
    assert addresses.may_be_same("acre lane lambeth", "acre lane")
    assert not addresses.may_be_same("1 acre lane", "14 acre lane")
    assert not addresses.may_be_same("acre", "acres end")
    assert not addresses.may_be_same("", "acre lane")


def test_a_postcode_is_written_as_the_post_writes_it():
    assert [addresses.postcode(each) for each in ("sw25sg", "Sw2 5SG", "n1", "")] == [
        "SW2 5SG",
        "SW2 5SG",
        "N1",
        "",
    ]
