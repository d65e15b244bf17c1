"""The small map beside a call: where the caller may be, how sure that is, and who is near."""

import pytest
from playwright.sync_api import expect

from contactcentre.contacts.actions import locations
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core import clock, people
from contactcentre.core.models import Person
from dispatch.actions import units
from tests.browser.hands import caught
from tests.browser.test_hands import let_go, on_a_call
from tests.browser.test_map import free_units
from tests.browser.test_the_call_form import ring_from_nowhere, ring_up

__all__ = ["on_a_call"]
pytestmark = [pytest.mark.slow, pytest.mark.capability("C11")]
RING = """() => {
    const ring = [...document.querySelectorAll("#caller-map .fix-ring")].at(-1);
    const [inner, outer] = [ring, document.getElementById("caller-map")].map(
        (each) => each.getBoundingClientRect());
    return {
        width: inner.width,
        aside: inner.x + inner.width / 2 - outer.x - outer.width / 2,
        below: inner.y + inner.height / 2 - outer.y - outer.height / 2,
        isOld: ring.classList.contains("old"),
    };
}"""
UNITS_MOVE = """async () => {
    const { near } = await import("/static/desks/calls/near.js");
    near.units.forEach((unit) => { unit.lat += 0.01; });
}"""


@pytest.fixture(autouse=True)
def _units_near(room):
    """Some free units have said a moment ago where they are, whatever time has passed before."""
    who = {"by": Person.objects.get(username="dispatcher"), "at": clock.now()}
    for unit in free_units()[:3]:
        units.locate(unit_id=unit.pk, lat=unit.lat, lon=unit.lon, **who)


def ring_of(handler) -> dict:
    """Return where the ring of the best position lies within the map, and how it is drawn."""
    return handler.evaluate(RING)


def ring_by_a_mast() -> None:
    """Let somebody ring of whom only the mast is known."""
    ring_up("07700 900779", Fix(source="EISEC", lat=51.5007, lon=-0.0237, radius_m=2000))


def heard(lat: float, radius_m: int) -> None:
    """Let the network say again where the caller is."""
    contact = Contact.objects.get(handler__username="handler8", disposed_at=None)
    fix = Fix(source="AML", lat=lat, lon=-0.0237, radius_m=radius_m, confidence=68)
    locations.add(contact_id=contact.pk, location=fix, by=people.system(), at=clock.now())


def test_the_ring_is_as_wide_as_the_position_is_uncertain_and_broken_when_it_is_old(
    room, on_a_call
):
    handler = on_a_call("handler8", ring_by_a_mast)
    words = handler.locator("#caller-map .fix-mark")
    expect(words).to_contain_text("±2000 m")
    expect(handler.locator("#near-list .row").first).to_be_visible()
    listed = handler.locator("#near-list .mono").all_inner_texts()
    assert handler.locator("#caller-map .unit-mark .mark-text").all_inner_texts() == listed
    before = ring_of(handler)["width"]

    heard(51.5009, radius_m=22)

    expect(words).to_contain_text("±22 m")
    expect(handler.locator("#strip-fix")).to_contain_text("±22 m, 68 % sure")
    expect(handler.locator("#caller-map .fix-ring")).to_have_count(2)
    assert ring_of(handler)["width"] < before / 10
    expect(words).not_to_contain_text("STALE")
    room.pass_time(seconds=301)
    expect(words).to_contain_text("STALE")
    assert ring_of(handler)["isOld"]
    let_go(handler)


def test_the_next_call_has_its_own_place_on_the_map_and_its_own_units(on_a_call, room):
    handler = on_a_call("handler8", ring_by_a_mast)
    expect(handler.locator("#near-list .row").first).to_be_visible()
    let_go(handler)
    expect(handler.locator("#caller-map")).to_be_hidden()
    caught(handler, "**/api/v1/units/*", lambda route: route.abort())
    handler.locator("#my-state").select_option("AVAILABLE")

    ring_by_a_mast()

    handler.locator("#answer").click()
    expect(handler.locator("#end-call")).to_be_visible()
    expect(handler.locator("#near-said")).to_contain_text("did not answer")
    expect(handler.locator("#near-list .row")).to_have_count(0)
    ring = ring_of(handler)
    assert abs(ring["aside"]) < 2
    assert abs(ring["below"]) < 2
    let_go(handler)
    room.complaints.clear()


def test_who_looks_elsewhere_is_not_called_back_by_units_that_move(on_a_call):
    handler = on_a_call("handler8", ring_by_a_mast)
    expect(handler.locator("#near-list .row").first).to_be_visible()
    handler.locator("#caller-map").focus()
    handler.keyboard.press("ArrowRight")
    handler.wait_for_timeout(500)
    before = ring_of(handler)

    handler.evaluate(UNITS_MOVE)
    handler.wait_for_timeout(6000)

    assert ring_of(handler) == before
    let_go(handler)


def test_a_call_without_a_position_has_no_map_until_a_place_is_picked(on_a_call):
    handler = on_a_call("handler8", ring_from_nowhere)
    expect(handler.locator("#caller-map")).to_be_hidden()

    handler.locator("#where").fill("Acre Lane")
    handler.locator("#where-list [role=option]", has_text="Acre Lane").first.click()

    expect(handler.locator("#caller-map .fix-mark")).to_contain_text("place picked")
    expect(handler.locator("#caller-map .fix-ring")).to_have_count(0)
    let_go(handler)


def test_without_the_map_the_call_goes_on_and_the_place_is_in_words(room, on_a_call):
    handler = on_a_call("handler8", ring_from_nowhere)
    caught(handler, "**/leaflet/leaflet.js", lambda route: route.abort())

    handler.locator("#where").fill("Acre Lane")
    handler.locator("#where-list [role=option]", has_text="Acre Lane").first.click()

    said = handler.locator("#caller-map-said")
    expect(said).to_contain_text("The map could not be loaded")
    expect(handler.locator("#caller-map")).to_be_hidden()
    expect(handler.locator("#near-list .row").first).to_be_visible()
    let_go(handler)
    room.complaints.clear()
