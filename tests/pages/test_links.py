"""Linking incidents on their pages and over the API; both ends show it (F4)."""

from datetime import timedelta

import pytest

from incidents.actions import links
from incidents.models import IncidentLink

pytestmark = pytest.mark.capability("F4")


@pytest.fixture
def shouting(world):
    """Two incidents of the same shouting, five minutes apart."""
    first = world.graded("S")
    world.at += timedelta(minutes=5)
    return first, world.graded("S")


def test_a_link_is_made_shown_at_both_ends_and_ended_on_the_page(world, shouting, enter):
    first, second = shouting
    browser, page = enter(world.dispatcher), f"/desk/incidents/{first.slug}/"
    sent = {"kind": "DUPLICATE", "to": f"{second.cad_number}", "why": "Same flat"}

    assert browser.post(f"{page}link/", sent).url == page

    assert "Has as a duplicate:" in browser.get(page).content.decode()
    assert "Duplicate of:" in browser.get(f"/desk/incidents/{second.slug}/").content.decode()
    made = IncidentLink.objects.get()
    ended = {"reason": "Another street", "from": first.slug}
    assert browser.post(f"/desk/links/{made.pk}/unlink/", ended).url == page
    assert "Another street" in browser.get(page).content.decode()


@pytest.mark.parametrize("typed", ["", "77", "77/77", "1/1JAN20", "²"])
def test_a_number_that_is_none_is_asked_for_again(world, shouting, enter, typed):
    browser, page = enter(world.dispatcher), f"/desk/incidents/{shouting[0].slug}/"

    said = browser.post(f"{page}link/", {"kind": "DUPLICATE", "to": typed}, follow=True)

    assert "Name the other incident, such as 1234/22NOV26." in said.content.decode()


def test_a_refusal_to_unlink_is_said_on_the_page(world, shouting, enter):
    first, second = shouting
    ends = {"incident_id": first.pk, "to_incident_id": second.pk, "kind": "SAME_VICTIM"}
    made = links.link(**ends, by=world.handler, at=world.at)

    said = enter(world.dispatcher).post(f"/desk/links/{made.pk}/unlink/", {}, follow=True)

    assert "Say why" in said.content.decode()
    assert said.redirect_chain[0][0] == f"/desk/incidents/{second.slug}/"


def test_a_link_is_made_and_ended_over_the_api(world, shouting, enter):
    first, second = shouting
    browser, api = enter(world.dispatcher), f"/api/v1/incidents/{first.slug}/"
    sent = {"data": {"kind": "SAME_VICTIM", "to": second.slug}, "content_type": "application/json"}

    made = browser.post(f"{api}links/", **sent)

    assert (made.status_code, made.json()["to"]["reference"]) == (201, first.reference)
    [shown] = browser.get(api).json()["links"]
    assert (shown["words"], shown["slug"]) == ("Same victim", second.slug)
    assert browser.post(f"{api}links/", **sent).status_code == 409
    sent["data"] = {"reason": "Two women"}
    ended = browser.post(f"/api/v1/links/{made.json()['id']}/unlink/", **sent)
    assert ended.status_code == 200
    [shown] = browser.get(api).json()["links"]
    assert shown["unlinked_why"] == "Two women"


@pytest.mark.capability("F5")
def test_the_page_asks_to_look_at_what_is_linked_before_it_closes(world, shouting, enter):
    first, second = shouting
    ends = {"incident_id": first.pk, "to_incident_id": second.pk, "kind": "SAME_VICTIM"}
    links.link(**ends, by=world.handler, at=world.at)
    browser, page = enter(world.dispatcher), f"/desk/incidents/{first.slug}/"
    asked = f"Before this closes, look at CAD {second.reference}"
    assert asked in browser.get(page).content.decode()
    assert asked not in enter(world.handler).get(page).content.decode()

    browser.post(f"{page}looked-at/", {"other": second.reference, "words": "Still waits"})

    shown = browser.get(page).content.decode()
    assert asked not in shown
    assert "it stays open. Still waits" in shown
    path = f"/api/v1/incidents/{second.slug}/links/looked-at/"
    sent = {"data": {"other": first.slug}, "content_type": "application/json"}
    assert browser.post(path, **sent).status_code == 200
