"""axe finds nothing at WCAG 2.2 AA, on any page, dark or light, wide or slim; nothing overflows."""

import uuid
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from contactcentre.contacts.actions import payloads
from contactcentre.core import clock, people
from contactcentre.core.models import Person
from incidents.actions import transfers, warnings
from incidents.actions.transfers import Receipt
from tests.browser.past import a_divert

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHECK = """
levels => axe.run(document, {runOnly: levels}).then(found => found.violations.map(
    each => `${each.id}: ${each.nodes.map(
        node => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`).join(" | ")}`))
"""
SIZES = {"wide": {"width": 1440, "height": 900}, "slim": {"width": 390, "height": 844}}
SCHEMES = ("dark", "light")
# What was drawn for the other width is drawn again. Nothing moves meanwhile: Chromium keeps the
# colours of the scheme in which an animation began.
SETTLED = 250
PAGES = [
    ("handler", "/desk/calls/"),
    ("dispatcher", "/desk/dispatch/"),
    ("supervisor", "/desk/supervisor/"),
    ("handler", "/demo/"),
    ("supervisor", "/desk/diverts/?show=all"),
    ("supervisor", "/desk/diverts/figures/"),
    ("supervisor", "/desk/texts/"),
    ("handler", "/desk/ring-backs/"),
    ("handler", "/desk/procedures/divert/"),
    ("supervisor", "/desk/procedures/divert/readers/"),
    ("supervisor", "/help/"),
    ("handler", "/password/"),
    ("handler", "/unlock/"),
    ("reviewer", "/desk/diverts/"),
    ("handler", "/desk/supervisor/"),
    ("handler", "/nowhere/"),
]
DIALOGS = [
    ("handler", "/desk/calls/", "ending"),
    ("handler", "/desk/calls/", "lock"),
    ("handler", "/desk/calls/", "shortcuts"),
    ("dispatcher", "/desk/dispatch/", "divert"),
    ("dispatcher", "/desk/dispatch/", "stand-down"),
    ("dispatcher", "/desk/dispatch/", "result"),
    ("dispatcher", "/desk/dispatch/", "close"),
    ("dispatcher", "/desk/dispatch/", "status"),
]
pytestmark = pytest.mark.slow


def faults(page) -> list[str]:
    """Return what axe finds, and whether the page must be scrolled sideways."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(CHECK, LEVELS)
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{beyond} px wider than the window"] if beyond > 0 else [])


def faults_everywhere(page) -> list[str]:
    """Return what axe finds on a page, dark and light, wide and slim."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for size, pixels in SIZES.items():
            page.set_viewport_size(pixels)
            page.wait_for_timeout(SETTLED)
            found += [f"{scheme}, {size}: {fault}" for fault in faults(page)]
    return found


@pytest.fixture
def windows(room):
    """One window a person, signed out at the end: whoever is on shift and away is rung in vain."""
    opened = {}

    def of(username: str):
        if username not in opened:
            opened[username] = room.window(username)
        return opened[username]

    yield of
    for window in opened.values():
        window.goto(f"{room.web.url}/help/")
        window.get_by_role("button", name="Sign out").click()
        window.wait_for_url("**/sign-in/")
        window.context.close()


@pytest.mark.capability("C10")
def test_pages(windows, room):
    found = {}
    for username, path in PAGES:
        window = windows(username)
        window.goto(f"{room.web.url}{path}")
        found[path] = faults_everywhere(window)

    assert {path: said for path, said in found.items() if said} == {}


@pytest.fixture
def records(room):
    """The addresses of an incident and of a review pack; and something that could not be read."""
    who = {"by": people.system(), "at": clock.now()}
    kept = payloads.keep(source="telephony", body=uuid.uuid4().bytes, reason="not JSON", **who)
    with a_divert() as divert:
        order = {"kind": "ORDER", "text": "Not to come near her", "expires_on": date(2026, 1, 2)}
        by = Person.objects.get(username="supervisor")
        left = divert.from_incident_id
        warnings.give(incident_id=left, **order, by=by, at=clock.now())
        gone = {"incident_id": left, "agency": "NORTHMERE", "reason": "She lives there"}
        given = transfers.give_over(**gone, by=by, at=clock.now())
        yield (
            f"/desk/incidents/{divert.from_incident.slug}/",
            f"/desk/diverts/{divert.pk}/pack/",
        )
        back = Receipt("WITHDRAWN", note="A test of the page")
        transfers.settle(transfer_id=given.pk, receipt=back, by=by, at=clock.now())
    who["by"] = Person.objects.get(username="supervisor")
    payloads.review(payload_id=kept.pk, note="A test of the line", **who)


@pytest.mark.capability("C10")
def test_records(windows, room, records):
    found = {}
    window = windows("supervisor")
    incident, pack = records
    place, warn = f"{incident}place/?q=12+acre+lane", f"{incident}warn/"
    for path in (incident, place, warn, f"{incident}give-over/", pack, "/desk/payloads/"):
        assert window.goto(f"{room.web.url}{path}").ok, path
        found[path] = faults_everywhere(window)

    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.capability("C10")
def test_the_front_door(room, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{room.web.url}/sign-in/")

    assert faults_everywhere(page) == []
    context.close()


@pytest.mark.capability("C10")
def test_dialogs(windows, room):
    found = {}
    for username, path, dialog in DIALOGS:
        window = windows(username)
        window.goto(f"{room.web.url}{path}")
        window.evaluate("id => document.getElementById(id).showModal()", dialog)
        found[dialog] = faults_everywhere(window)

    assert {dialog: said for dialog, said in found.items() if said} == {}


def ringing_at(handler, room) -> None:
    """Ring a call and wait until it rings at this handler."""
    handler.locator("#my-state").select_option("AVAILABLE")
    room.ring(handler, "Silent call")
    handler.locator("#answer").wait_for()
    handler.bring_to_front()


def typed_by(handler) -> None:
    """Answer, and begin to type where it is."""
    handler.locator("#answer").click()
    handler.locator("#what").fill("Nothing is said")
    handler.locator("#where").fill("acre")
    handler.locator("#where-list [role=option]").first.wait_for()


def opened_by(handler) -> None:
    """Open the incident without an answer to THRIVE."""
    handler.locator("#where").press("Escape")
    handler.locator("#code").select_option(index=1)
    handler.locator("#call-form").press("Control+Enter")
    handler.locator("#suggestion").wait_for()


@pytest.mark.capability("C10")
def test_a_call_with_everything_on_screen(windows, room):
    handler = windows("handler2")
    ringing_at(handler, room)
    found = faults_everywhere(handler)
    typed_by(handler)
    found += faults_everywhere(handler)
    opened_by(handler)
    found += faults_everywhere(handler)
    handler.keyboard.press("F8")
    handler.locator("#why-not-told").fill("A test of the line")
    handler.locator("#ending-form [type=submit]").click()
    handler.locator("#ending").wait_for(state="hidden")

    assert found == []
