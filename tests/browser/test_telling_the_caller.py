"""Who rings for somebody is a caller, hears what will happen, and what is on the pad is kept."""

import pytest
from playwright.sync_api import expect

from contactcentre.contacts.models import Contact, Pad
from incidents.models import Answer
from tests.browser.test_hands import on_a_call
from tests.browser.test_the_call_form import opened, press, says

__all__ = ["on_a_call"]


def taken_down(handler):
    """Write on the pad, and take down what a nurse says of somebody on her ward."""
    handler.locator("#pad").fill("Ward 4, ask for Obi")
    says(handler, "#pad-said", "Kept with its call")
    handler.keyboard.press("F6")
    expect(handler.locator("#relation")).to_be_focused()
    handler.keyboard.type("nurse")
    handler.locator("#victim-at").fill("St Thomas' A&E")
    incident = opened(handler, "St Thomas")
    handler.locator("[data-grade=R]").click()
    handler.locator("#override-reason").fill("She is safe on the ward")
    handler.keyboard.press("Enter")
    says(handler, "#to-read-words", "No officers will come to you")
    return incident


@pytest.mark.capability("A8", "C7")
def test_a_nurse_is_heard_told_and_noted(room, on_a_call):
    handler = on_a_call("handler8")
    contact = Contact.objects.get(handler__username="handler8", disposed_at=None)
    incident = taken_down(handler)

    press(handler, "F8")
    handler.locator("#ending-form [type=submit]").click()
    says(handler, "#ending-said", "has not been told what will happen")
    handler.locator("#ending [data-close]").click()
    press(handler, "F7")
    says(handler, "#read-out-done", "word for word")
    press(handler, "F8")
    expect(handler.locator("#why-not")).to_be_hidden()
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending")).to_be_hidden()

    roles = {each.role: each for each in incident.parties.all()}
    assert (roles["PROXY"].relation, roles["VICTIM"].whereabouts) == ("nurse", "St Thomas' A&E")
    assert Answer.objects.get(contact=contact).coming == "NOT_ATTENDING"
    assert Pad.objects.get(contact=contact).text == "Ward 4, ask for Obi"


def _unkept_words(handler) -> None:
    """Let what is typed on the pad not reach the server."""
    handler.route("**/api/v1/pad/", lambda route: route.abort())
    handler.locator("#pad").fill("He took her telephone")
    handler.locator("#pad").blur()
    expect(handler.locator("#pad-said")).not_to_be_empty()


@pytest.mark.capability("C8", "A2")
def test_a_line_that_went_is_said_with_one_button_and_the_pad_is_kept(room, on_a_call):
    handler = on_a_call("handler8")
    contact = Contact.objects.get(handler__username="handler8", disposed_at=None)
    _unkept_words(handler)
    handler.locator("#cut-off").click()
    says(handler, "#strip-state", "CUT OFF: ring back now")
    press(handler, "F8")
    handler.locator("#ending-form [value=ABANDONED_RESOLVED]").check()
    handler.locator("#ending-note").fill("A test of the line")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending")).to_be_hidden()
    expect(handler.locator("#pad")).to_have_value("He took her telephone")
    handler.unroute("**/api/v1/pad/")
    expect(handler.locator("#pad")).to_have_value("", timeout=15_000)
    assert Pad.objects.get(contact=contact).text == "He took her telephone"
