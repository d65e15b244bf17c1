"""The DIVERT list and its figures as pages."""

import io

import pypdf
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


@pytest.mark.capability("H10", "E9")
def test_the_review_pack_shows_the_board_at_the_second_that_is_asked_for(made, reviewer, enter):
    browser = enter(reviewer)
    pack = f"{LIST}{made.pk}/pack/"

    assert "Who knew what, and when" in browser.get(pack).content.decode()
    asked = browser.get(f"{pack}?at=2018-06-01T00:02:00").content.decode()

    assert "As it stood at 1 Jun 2018 00:02:00 BST" in asked
    assert "No incident was open in this area then." in asked


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("noon", "That is no time"),
        ("0001-01-01T00:00:00%2B23:59", "That is no time"),
        ("0001-01-01T00:00:00Z", "That is no time"),
        ("2999-01-01T00:00:00", "That has not come yet"),
    ],
)
def test_a_second_that_cannot_be_is_refused_in_words(made, reviewer, enter, typed, why):
    answer = enter(reviewer).get(f"{LIST}{made.pk}/pack/?at={typed}")

    assert answer.status_code == 200
    assert why in answer.content.decode()


@pytest.mark.parametrize("typed", ["2018-06-01T00:02:00-18:13", "0001-01-01T00:00:00"])
def test_any_second_that_was_can_be_asked_for(made, reviewer, enter, typed):
    answer = enter(reviewer).get(f"{LIST}{made.pk}/pack/?at={typed}")

    assert answer.status_code == 200
    assert "No incident was open in this area then." in answer.content.decode()


def test_nobody_learns_of_a_divert_elsewhere(made, enter, world):
    elsewhere = enter(world.dispatcher).get(f"{LIST}{made.pk + 1}/pack/")

    assert elsewhere.status_code == 404


@pytest.mark.capability("H10")
def test_the_review_pack_is_a_tagged_pdf_in_which_nothing_typed_is_a_command(made, reviewer, enter):
    answer = enter(reviewer).get(f"{LIST}{made.pk}/pack.pdf")

    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in paper.pages)
    assert answer["Content-Type"] == "application/pdf"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert f"left CAD {made.from_incident.reference}" in words
    assert "a <i>stabbing</i>" in words


@pytest.mark.parametrize(
    "typed", ["#panic() $x$ = *b*", "她在门口 \U0001f46e", '"]) #read("/etc/passwd")']
)
def test_there_is_a_paper_whatever_was_typed(world, made, reviewer, enter, typed):
    again = world.divert(made.unit, world.graded("I"), reason=typed, by=world.supervisor)

    answer = enter(reviewer).get(f"{LIST}{again.pk}/pack.pdf")

    assert answer.content.startswith(b"%PDF")
