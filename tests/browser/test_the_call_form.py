"""The call form by keyboard alone: nothing it is told is lost, nothing it is asked is silent."""

import itertools

import pytest
from playwright.sync_api import expect

from contactcentre.contacts.actions import intake
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core import clock, people
from contactcentre.core.models import Person
from incidents.actions import accounts, results
from incidents.models import Incident
from tests.browser.hands import THRIVE, caught
from tests.browser.test_hands import let_go, on_a_call, ready

__all__ = ["on_a_call"]
# Whoever has rung tonight is known by it, and a rule of risk says so.
HANDSETS = itertools.count(1)
GRADES = "#grading [data-grade]"
CLOSED = {"status": 409, "json": {"detail": "Closed."}}


def ring_from_nowhere() -> None:
    """Let somebody ring whose call brings no position."""
    ring_up("07700 900777", None)


def ring_from_a_handset() -> None:
    """Let somebody ring whose handset says where it is, and of whom nothing is known."""
    ring_up(
        f"07700 9008{next(HANDSETS):02}", Fix(source="AML", lat=51.5007, lon=-0.0237, radius_m=22)
    )


def ring_up(number: str, location: Fix | None) -> None:
    """Let somebody ring 999."""
    at = clock.now()
    moments = dict.fromkeys(("received_at", "connected_at", "presented_at"), at)
    who = {"source": "test", "source_id": f"{number} {at}", "from_number": number}
    by = people.system()
    intake.receive(**who, **moments, location=location, channel="999", by=by, at=at)


def opened(handler, place: str) -> Incident:
    """Open an incident whose place nobody picks, without an answer to THRIVE."""
    handler.locator("#what").fill("He is at the door")
    handler.locator("#code").select_option("SUSPICIOUS")
    handler.locator("#where").fill(place)
    handler.keyboard.press("Control+Enter")
    expect(handler.locator("#log-title")).to_contain_text("Log of CAD")
    return Incident.objects.latest("pk")


def in_sight(handler, selector: str) -> bool:
    """Test whether every such element lies whole within the window, and nothing over it."""
    script = """found => found.length > 0 && found.every(each => {
        const box = each.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return box.bottom <= innerHeight && each.contains(top);
    })"""
    return handler.locator(selector).evaluate_all(script)


def says(handler, box: str, words: str) -> None:
    """Wait until a box of the form says this."""
    expect(handler.locator(box)).to_contain_text(words)


def press(handler, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        handler.keyboard.press(key)


def nobody_goes(incident) -> None:
    """Excuse an incident, so that the next test finds nothing that waits for a unit."""
    who = {"incident_id": incident.pk, "at": clock.now()}
    handler, supervisor = (Person.objects.get(username=name) for name in ("handler8", "supervisor"))
    results.ask_non_attendance(reason="A test of the line", by=handler, **who)
    results.approve_non_attendance(by=supervisor, **who)


def check_that_the_reminder_is_for_whoever_graded(room, handler) -> None:
    """Five minutes later it is on their desk, on no colleague's, and O leads to THRIVE."""
    colleague = room.window("handler6")
    room.pass_time(minutes=5)
    says(handler, "#alerts", "Graded in an emergency by")
    expect(colleague.locator("#pulse")).to_have_attribute("data-state", "live")
    expect(colleague.locator("#alerts")).not_to_contain_text("Graded in an emergency")
    handler.locator("#main").focus()
    press(handler, "o")
    expect(handler.locator("[name=thrive_threat]").first).to_be_focused()


@pytest.mark.capability("C10", "D1")
def test_what_cannot_wait_is_graded_by_keyboard_and_nothing_is_silent(room, on_a_call):
    handler = on_a_call("handler8", ring_from_nowhere)
    incident = opened(handler, "by the old gasworks")

    says(handler, "#grade-said", "T H R I V E still to answer")
    expect(handler.locator("[name=thrive_threat]").first).to_be_focused()
    says(handler, "#where-position", "HAS NO POSITION")
    assert in_sight(handler, GRADES)
    press(handler, "1")
    expect(handler.locator("#override-reason")).to_be_focused()
    press(handler, "Enter")
    says(handler, "#grade-said", "Say why in a few words")
    press(handler, "2", "Enter")
    says(handler, "#grade-said", "Enter gives S Significant")
    press(handler, "Shift+Tab", "1", *"2 children", "Enter")

    says(handler, "#grade-done", "is graded I Immediate.")
    says(handler, "#grade-done", "Dispatch has it WITHOUT A POSITION")
    incident.refresh_from_db()
    assert (incident.grade, incident.decisions.get().emergency_reason) == ("I", "2 children")
    check_that_the_reminder_is_for_whoever_graded(room, handler)
    let_go(handler)
    nobody_goes(incident)


@pytest.mark.capability("C10", "D2")
def test_enter_takes_the_suggestion(on_a_call):
    handler = on_a_call("handler9", ring_from_a_handset)
    for question in THRIVE:
        handler.locator(f"[name=thrive_{question}]").first.check()
    opened(handler, "by the old gasworks")
    expect(handler.locator("#suggestion")).to_be_focused()
    assert in_sight(handler, GRADES)

    press(handler, "Enter")

    says(handler, "#where-position", "is at the caller's position: Handset (AML)")
    says(handler, "#grade-done", "is graded R Referred. No unit is to go.")
    let_go(handler)


@pytest.mark.capability("C10", "E2")
def test_what_is_typed_after_the_opening_is_on_the_incident(on_a_call):
    handler = on_a_call("handler10")
    incident = opened(handler, "by the old gasworks")

    press(handler, "F2", "Control+End", *", now he is inside")
    expect(handler.locator("#add-account")).to_be_visible()
    press(handler, "Tab")
    says(handler, "#log-entries", "Said since: now he is inside")
    handler.locator("#code").select_option("DOM")
    handler.locator("#caller-name").fill("Ann Example")
    handler.locator("[name=suspect_identity][value=SUSPECTED]").check()
    let_go(handler)

    incident.refresh_from_db()
    assert (incident.opening_code.code, incident.suspect_identity) == ("DOM", "SUSPECTED")
    assert incident.parties.get().name == "Ann Example"


@pytest.mark.capability("C5", "E2")
def test_a_slip_of_the_hand_takes_no_mark_of_risk_back(on_a_call):
    handler = on_a_call("handler10")
    handler.locator("[name=suspect_identity][value=SUSPECTED]").check()
    handler.locator("#suspect-reason").fill("Her ex, by the voice")
    incident = opened(handler, "by the old gasworks")

    handler.locator("[name=suspect_identity][value=NOT_DOMESTIC]").check()
    expect(handler.locator("#suspect-reason")).to_have_value("")
    handler.locator("#suspect-reason").fill("It is the wind")
    handler.locator("[name=thrive_vulnerability][value=HIGH]").check()
    handler.locator("[name=thrive_vulnerability][value=NONE]").check()
    handler.locator("#caller-name").fill("Ann Example")
    press(handler, "Tab")
    says(handler, "#account-said", "Less risk goes there only with the button")
    expect(handler.locator("#account-said")).not_to_contain_text("the caller")
    incident.refresh_from_db()
    assert (incident.parties.get().name, incident.tags) == ("Ann Example", ["DA"])

    handler.locator("#add-account").click()
    says(handler, "#log-entries", "No longer counts as domestic: It is the wind")
    incident.refresh_from_db()
    assert (incident.suspect_reason, incident.tags) == ("It is the wind", [])
    let_go(handler)


@pytest.mark.capability("E2")
def test_a_form_that_nobody_touched_overwrites_nothing(on_a_call):
    handler = on_a_call("handler9")
    incident = opened(handler, "by the old gasworks")
    who = {"incident_id": incident.pk, "by": Person.objects.get(username="supervisor")}
    told = accounts.Update(opening_code="DOM", suspect_identity="SUSPECTED")
    accounts.update(told=told, at=clock.now(), **who)
    says(handler, "#log-entries", "Changed: it is Domestic incident")

    press(handler, "F2", "Control+End", *", now he is inside", "Tab")

    says(handler, "#log-entries", "Said since: now he is inside")
    incident.refresh_from_db()
    assert (incident.opening_code.code, incident.suspect_identity) == ("DOM", "SUSPECTED")
    let_go(handler)


@pytest.mark.capability("E2")
def test_what_the_incident_refuses_is_in_the_note_of_the_call(room, on_a_call):
    handler = on_a_call("handler9")
    contact = Contact.objects.get(handler__username="handler9", disposed_at=None)
    opened(handler, "by the old gasworks")
    caught(handler, "**/account/", lambda route: route.fulfill(**CLOSED))
    press(handler, "F2", "Control+End", *", now he is inside", "F8")
    handler.locator("#ending-form [value=HOAX]").check()
    for field in ("#ending-note", "#why-not-told"):
        handler.locator(field).fill("A test of the line")
    end = handler.locator("#ending-form [type=submit]")

    end.click()
    says(handler, "#ending-said", "now he is inside Closed. Go back and mend it")
    handler.locator("#ending [data-close]").click()
    press(handler, "F2", "Control+End", *" and shouts", "F8")
    end.click()
    says(handler, "#ending-said", "now he is inside and shouts Closed.")
    end.click()

    expect(handler.locator("#ending")).to_be_hidden()
    contact.refresh_from_db()
    assert contact.outcome_note.startswith("A test of the line\nNot on CAD ")
    assert contact.outcome_note.endswith(": now he is inside and shouts")
    room.complaints.clear()


def test_the_first_touch_on_a_phone_moves_nothing_under_the_finger(room):
    handler = ready(room.window("handler12", size={"width": 390, "height": 844}))
    expect(handler.locator("#sound")).to_have_text("Sound off")
    before = handler.locator("#main").bounding_box()

    handler.mouse.click(195, before["y"] + 40)

    expect(handler.locator("#sound")).to_have_text("Sound on")
    assert handler.locator("#main").bounding_box()["y"] == before["y"]


def slow_places(handler) -> None:
    """Let the gazetteer answer later than a hand presses two keys."""

    def later(route):
        handler.wait_for_timeout(700)
        route.continue_()

    caught(handler, "**/places/?q=*", later)


def test_whoever_is_quicker_than_the_gazetteer_keeps_the_place_they_marked(on_a_call):
    handler = on_a_call("handler8", ring_from_nowhere)
    handler.locator("#where").fill("Acre Lane, Lambet")
    handler.locator("#where-list [role=option]", has_text="Acre Lane").first.wait_for()
    marked = handler.locator("#where-list [aria-selected=true]")
    slow_places(handler)

    with handler.expect_response("**/places/?q=*"):
        press(handler, "h", "ArrowDown")
    expect(marked).to_contain_text("Acre Lane")
    press(handler, "h")
    expect(marked).to_have_count(0)
    press(handler, "ArrowDown", "Enter")
    says(handler, "#where-found", "gazetteer, Lambeth")
    handler.wait_for_timeout(1000)
    expect(handler.locator("#where-list")).to_be_hidden()
    let_go(handler)


def test_a_place_that_is_picked_afterwards_gives_the_incident_its_position(on_a_call):
    handler = on_a_call("handler8", ring_from_nowhere)
    incident = opened(handler, "Acre Lane, Lambeth")
    says(handler, "#where-position", "HAS NO POSITION")

    press(handler, "F4", "End", "Space", "Backspace")
    handler.locator("#where-list [role=option]", has_text="Acre Lane").first.wait_for()
    press(handler, "ArrowDown", "Enter")
    handler.locator("#correct-place").click()

    expect(handler.locator("#where-position")).to_be_hidden()
    incident.refresh_from_db()
    assert incident.lat is not None
    let_go(handler)
