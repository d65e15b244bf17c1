"""The map of the dispatch desk: the board's own rows, by mouse, keyboard and as a table."""

import re
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from contactcentre.core.models import Person
from contactcentre.management.demo.people import CREWED
from dispatch.actions import assignments, diverts, units
from dispatch.models import Assignment, Unit
from tests.browser.past import an_incident
from tests.browser.test_accessibility import SIZES, faults
from tests.browser.test_hands import ready

pytestmark = pytest.mark.slow
# Which marks change from now on, as somebody who stares at the map would see it.
WATCH = """
() => {
  window.touched = new Set();
  window.told = new Map(
    [...document.querySelectorAll(".mark")].map(each => [each.dataset.key, each.ariaLabel]));
  new MutationObserver(seen => seen.forEach(({target}) => {
    const mark = target.closest?.(".mark-at")?.querySelector(".mark");
    if (mark) window.touched.add(mark.dataset.key);
  })).observe(document.querySelector(".leaflet-marker-pane"),
              {subtree: true, childList: true, attributes: true, characterData: true});
}
"""
# Those of them that say what they said before; a minute that passes makes a position older.
SAME = """
() => [...document.querySelectorAll(".mark")]
  .filter(each => window.told.get(each.dataset.key) === each.ariaLabel)
  .map(each => each.dataset.key).filter(key => window.touched.has(key))
"""


@pytest.fixture
def desk(room):
    """A dispatcher who looks at the map, with one incident on it."""
    with an_incident() as incident:
        dispatcher = ready(room.window("dispatcher"))
        dispatcher.incident = incident
        expect(mark(dispatcher, incident)).to_be_visible()
        yield dispatcher
    assert room.complaints == []


def mark(desk, row):
    """Return the mark of a unit or an incident."""
    return desk.locator(f".mark[data-key='{row._meta.model_name} {row.pk}']")


def free_units() -> list[Unit]:
    """Return the free units of this desk's area."""
    own = Unit.objects.filter(command_unit="AS", state="AVAILABLE").exclude(
        assignments__in=Assignment.objects.filter(ended_at=None)
    )
    return list(own.order_by("callsign"))


def where(desk, row) -> dict:
    """Return where the mark of a row is drawn."""
    return mark(desk, row).bounding_box()


@contextmanager
def sent(incident, unit):
    """Send a unit; it is free again at the end, whatever became of it meanwhile."""
    who = {"unit_id": unit.pk, "by": Person.objects.get(username="dispatcher")}
    assignments.assign(incident_id=incident.pk, at=clock.now(), **who)
    yield unit
    if unit.assignments.filter(ended_at=None).exists():
        assignments.stand_down(reason="A test of the map", at=clock.now(), **who)


def moved(unit, *, north: float) -> None:
    """Let the unit's radio say that it is somewhere else."""
    at = {"lat": unit.lat + north, "lon": unit.lon}
    units.locate(unit_id=unit.pk, by=unit.crew.first(), at=clock.now(), **at)


@pytest.mark.capability("C10", "G1")
def test_a_unit_that_moves_moves_its_mark_and_touches_no_other(desk):
    unit = Unit.objects.get(callsign=CREWED)
    expect(mark(desk, unit)).to_have_accessible_name(
        re.compile(rf"{unit.callsign}, Available, position .* old")
    )
    before, drawn = where(desk, unit), desk.locator(".mark-at").filter(has=mark(desk, unit))
    placed = drawn.get_attribute("style")
    desk.evaluate(WATCH)

    moved(unit, north=0.004)

    expect(drawn).not_to_have_attribute("style", placed)
    desk.wait_for_timeout(300)
    own = f"unit {unit.pk}"
    assert own in desk.evaluate("[...window.touched]")
    assert set(desk.evaluate(SAME)) <= {own}
    assert where(desk, unit)["y"] < before["y"]


@pytest.mark.capability("H2")
def test_what_a_divert_leaves_alarms_on_the_map_at_once(desk):
    with an_incident() as knife, sent(desk.incident, free_units()[0]) as unit:
        left = mark(desk, desk.incident)
        expect(left).not_to_have_class(re.compile("alarm"))
        supervisor = Person.objects.get(username="supervisor")

        diverts.divert(
            unit_id=unit.pk, to_incident_id=knife.pk, reason="A test", by=supervisor, at=clock.now()
        )

        expect(left).to_have_class(re.compile("alarm"))
        expect(left).to_contain_text("LEFT")
        expect(left).to_have_accessible_name(re.compile(r"^\w LEFT, CAD "))


@pytest.mark.capability("C10")
def test_selecting_on_the_map_selects_in_the_lists_and_the_other_way_round(desk):
    first, second = free_units()[:2]
    mark(desk, desk.incident).click()
    chosen = desk.locator("#incidents [aria-selected=true]")
    expect(chosen).to_contain_text(desk.incident.reference)
    expect(desk.locator("#selected-title")).to_contain_text(desk.incident.reference)

    mark(desk, first).focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#units [aria-current=true]")).to_contain_text(first.callsign)
    expect(chosen).to_contain_text(desk.incident.reference)

    desk.locator("#units").get_by_role("button", name=second.callsign, exact=True).click()
    expect(mark(desk, second)).to_have_attribute("aria-current", "true")
    expect(mark(desk, first)).not_to_have_attribute("aria-current", "true")


@pytest.mark.capability("C10")
def test_the_map_by_keyboard(desk):
    unit = free_units()[0]
    desk.keyboard.press("m")
    expect(desk.locator("#map")).to_be_focused()
    high = where(desk, unit)["y"]
    desk.keyboard.press("ArrowDown")
    desk.wait_for_timeout(500)
    assert where(desk, unit)["y"] < high - 20

    desk.keyboard.press("Tab")
    expect(desk.locator(".mark:focus")).to_have_count(1)
    assert desk.locator(".mark[tabindex='0']").count() == 1
    mark(desk, unit).focus()
    beside = focused(desk, *ARROWS)
    assert beside != mark(desk, unit).get_attribute("data-key")
    desk.keyboard.press("Enter")
    expect(desk.locator(f".mark[data-key='{beside}']")).to_have_attribute("aria-current", "true")

    desk.keyboard.press("m")
    expect(desk.locator("#map")).to_be_hidden()
    expect(desk.locator("#map-fold")).to_be_focused()


ARROWS = ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown")


def focused(desk, *keys: str) -> str:
    """Press arrow keys until another mark has the focus, and return its key."""
    start = desk.evaluate("document.activeElement.dataset.key")
    for key in keys:
        desk.keyboard.press(key)
        now = desk.evaluate("document.activeElement.dataset.key")
        if now != start:
            return now
    return start


@pytest.mark.capability("C10")
def test_the_table_says_the_same_sorted_by_distance(desk):
    mark(desk, desk.incident).click()
    desk.keyboard.press("t")
    lines = desk.locator("#map-rows tr")
    expect(lines.first.get_by_role("button").first).to_be_focused()
    expect(desk.locator("#map-from")).to_contain_text(desk.incident.reference)
    expect(lines.first).to_contain_text(re.compile(r"Lambeth|Southwark"))
    assert distances(lines) == sorted(distances(lines))

    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    callsign = lines.nth(1).get_by_role("button").first.inner_text()
    expect(desk.locator("#units [aria-current=true]")).to_contain_text(callsign)
    desk.get_by_role("button", name="Unit", exact=True).click()
    expect(desk.locator("th[aria-sort=ascending]")).to_have_text("Unit")
    assert (names := lines.locator("[data-control=pick]").all_inner_texts()) == sorted(names)


def distances(lines) -> list[float]:
    """Return the distances of the table in metres."""
    said = [text.split() for text in lines.locator(".figure").all_inner_texts()]
    return [float(number) * (1000 if unit == "km" else 1) for number, unit in said]


@pytest.mark.capability("C10")
def test_no_request_of_the_desk_leaves_for_another_site(room, desk):
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.on("websocket", lambda socket: asked.append(socket.url))
    desk.reload()
    expect(mark(desk, desk.incident)).to_be_visible()

    assert {urlsplit(url).netloc for url in asked} == {urlsplit(room.web.url).netloc}
    assert any("leaflet" in url for url in asked)
    assert any("boroughs/london.json" in url for url in asked)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("**/leaflet/leaflet.js", "The map could not be loaded"),
        ("**/dispatch/map.js", "The map could not be loaded"),
        ("**/boroughs/london.json", "outlines could not be loaded"),
    ],
)
def test_without_the_map_the_desk_works_and_says_so(room, desk, missing, words):
    desk.route(missing, lambda route: route.abort())
    desk.reload()

    expect(desk.locator("#map-said")).to_contain_text(words)
    ready(desk)
    desk.keyboard.press("j")
    expect(desk.locator("#selected-title")).to_contain_text("CAD")
    room.complaints.clear()


@pytest.mark.capability("C10")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_on_the_map_and_its_table(room, size, scheme):
    with an_incident() as incident:
        desk = ready(room.window("dispatcher", size=SIZES[size], scheme=scheme))
        # The map comes after the desk; until it is there its key does nothing.
        expect(desk.locator("#map-fold")).to_be_visible()
        desk.keyboard.press("m")
        expect(mark(desk, incident)).to_be_visible()
        mark(desk, incident).click()
        found = faults(desk)
        desk.keyboard.press("t")
        found += faults(desk)
        desk.keyboard.press("m")
        desk.keyboard.press("m")
        found += faults(desk)

    assert found == []


DRAW_MANY = """
async () => {
  const { MapView } = await import("/static/desks/dispatch/map/view.js");
  const { unitMark, incidentMark } = await import("/static/desks/dispatch/map/marks.js");
  const box = document.body.appendChild(document.createElement("div"));
  box.className = "map-ground";
  box.style.cssText = "position: fixed; inset: 0; width: 380px; height: 400px";
  const view = new MapView(box, { still: true, pick() {} });
  const spot = (id) => ({ lat: 51.45 + (id % 13) / 150, lon: -0.14 + (id % 17) / 150 });
  const free = { state: "AVAILABLE", state_label: "Available", incident: null, position_at: null };
  const unit = (id) => ({ ...free, kind: "unit", id, callsign: `AS${id}`, ...spot(id) });
  const open = { status: "ASSIGNED", grade: "S", tags: [], figures: [], left_at: null };
  const incident = (id) => ({ ...open, kind: "incident", id, reference: String(id), ...spot(id) });
  const marks = [...Array(120).keys()].map(id => unitMark(unit(id), { now: 0 }));
  marks.push(...[...Array(60).keys()].map(id => incidentMark(incident(id))));
  const frame = (some) => {
    const began = performance.now();
    some.forEach(mark => view.draw(mark.key, mark));
    view.settle();
    box.getBoundingClientRect();
    return performance.now() - began;
  };
  frame(marks);
  const moved = (at) => ({ ...marks[at % 120], lat: 51.45 + at / 1000 });
  const took = [...Array(60).keys()].map(at => frame([moved(at)]));
  took.sort((one, other) => one - other);
  box.remove();
  return { marks: view.keys().length, middle: took[30] };
}
"""
FRAME = 33


@pytest.mark.capability("C10")
def test_one_move_among_a_hundred_and_eighty_marks_fits_in_a_frame(desk):
    drawn = desk.evaluate(DRAW_MANY)

    assert drawn["marks"] == 180
    assert drawn["middle"] < FRAME
