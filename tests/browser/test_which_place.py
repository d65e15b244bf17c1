"""Several streets of one name, by keyboard: one is chosen, or it is not known yet, and said so."""

import pytest
from playwright.sync_api import expect

from incidents.models import Incident
from tests.browser.test_hands import let_go, on_a_call
from tests.browser.test_the_call_form import press, ring_from_nowhere, says

__all__ = ["on_a_call"]
OPTIONS = "#where-list [role=option]"


@pytest.mark.capability("F8")
def test_of_several_cross_streets_none_is_taken_because_it_is_first(on_a_call):
    handler = on_a_call("handler8", ring_from_nowhere)
    handler.locator("#what").fill("He is at the door")
    handler.locator("#code").select_option("SUSPICIOUS")
    press(handler, "F4", *"2/14 cross st", "Control+Enter")
    check_that_one_is_chosen(handler)
    check_that_it_can_be_open(handler)
    let_go(handler)


def check_that_one_is_chosen(handler) -> None:
    """Nothing is opened before somebody has looked; the list says which is which."""
    says(handler, "#form-said", "places are called “2/14 cross st”. Choose with ↓ and Enter")
    expect(handler.locator("#where")).to_be_focused()
    expect(handler.locator(OPTIONS).last).to_contain_text("Not known yet which of them")
    second = handler.locator(OPTIONS).nth(1)
    expect(second).to_contain_text(" · near ")
    press(handler, "ArrowDown", "ArrowDown", "Enter")
    says(handler, "#where-found", "✓ gazetteer")
    assert handler.locator("#where").input_value().startswith("Flat 2, 14 Cross Street, ")


def check_that_it_can_be_open(handler) -> None:
    """Not known yet is an answer: the incident is opened, and its log names them all."""
    handler.locator("#where").fill("14 cross st")
    says(handler, "#where-said", "None is taken by itself")
    press(handler, "ArrowUp", "Enter")
    says(handler, "#where-found", "? which one is not known yet")
    press(handler, "Control+Enter")

    says(handler, "#log-entries", "and which is not known yet: Cross Street (")
    incident = Incident.objects.latest("pk")
    assert (incident.place, incident.lat, incident.borough) == ("14 cross st", None, None)
