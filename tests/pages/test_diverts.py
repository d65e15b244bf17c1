"""The DIVERT list and its figures as pages."""

import pytest

from contactcentre.core import clock
from contactcentre.core.permissions import Role
from dispatch.models import DivertReview

LIST = "/desk/diverts/"


@pytest.fixture
def made(world):
    """A divert that a dispatcher has just made."""
    world.at = clock.now()
    world.first = world.graded("S", summary="<b>Banging</b> on the door")
    car = world.unit("PC12")
    world.assign(car, world.first)
    return world.divert(car, world.graded("I", opening_code="VIOLENCE"), reason="a <i>stabbing</i>")


@pytest.fixture
def reviewer(world):
    """Somebody who only looks back."""
    return world.person("reviewer", Role.REVIEWER)


def read(browser, query: str = "") -> str:
    return browser.get(f"{LIST}{query}").content.decode()


@pytest.mark.capability("H10")
def test_a_reviewer_sees_what_was_left_and_says_what_they_found(world, made, reviewer, enter):
    browser = enter(reviewer)
    page = read(browser)
    assert f"CAD {world.first.reference}" in page
    assert "a &lt;i&gt;stabbing&lt;/i&gt;" in page

    given = {"outcome": "IN_ORDER", "note": "PC13 was there in six minutes"}
    browser.post(f"{LIST}{made.pk}/review/", given)

    assert DivertReview.objects.get().by == reviewer
    assert "There is no divert here." in read(browser)
    assert "PC13 was there in six minutes" in read(browser, "?show=reviewed")


def test_what_was_typed_is_there_after_a_refusal(made, reviewer, enter):
    answer = enter(reviewer).post(f"{LIST}{made.pk}/review/", {"note": "Nobody was near"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose what the review found." in page
    assert 'value="Nobody was near"' in page


def test_a_dispatcher_asks_for_an_urgent_review_and_has_no_form_for_one(world, made, enter):
    browser = enter(world.dispatcher)
    assert "Keep the review" not in read(browser)

    browser.post(f"{LIST}{made.pk}/urgent/", {"note": "She rang again"})

    assert "She rang again" in read(browser, "?show=urgent")
    assert "URGENT REVIEW" in read(browser)


@pytest.mark.parametrize(
    ("show", "is_there"),
    [
        ("waiting", True),
        ("all", True),
        ("nonsense", True),
        ("urgent", False),
        ("overdue", False),
        ("reviewed", False),
    ],
)
def test_each_list_shows_what_it_says(world, made, reviewer, enter, show, is_there):
    assert (world.first.reference in read(enter(reviewer), f"?show={show}")) is is_there


@pytest.mark.parametrize("before", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_begins_nowhere_is_still_a_page(made, reviewer, enter, before):
    assert enter(reviewer).get(f"{LIST}?before={before}").status_code == 200


def test_older_ones_are_on_a_page_of_their_own(world, made, reviewer, enter):
    car = made.unit
    for _n in range(25):
        world.divert(car, world.graded("I"), by=world.supervisor)

    page = read(enter(reviewer))

    assert "Older" in page
    assert f"CAD {world.first.reference}</a>" not in page


@pytest.mark.capability("H12", "M6")
def test_figures_are_on_a_page(world, made, reviewer, enter):
    page = enter(reviewer).get(f"{LIST}figures/").content.decode()

    assert "Minutes without a unit" in page
    assert "Lambeth" in page
