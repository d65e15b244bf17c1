"""The known panel in a browser: a marker that was withdrawn, and the button that says the truth."""

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from contactcentre.core.models import Person
from incidents.actions import accounts, markers
from incidents.actions.accounts import Update
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from tests.browser import past
from tests.browser.test_hands import let_go, on_a_call
from tests.browser.test_the_call_form import ring_up, says

__all__ = ["on_a_call"]
HERS = "07700 900778"


def flag(number: str) -> None:
    """Let a marker on a number be withdrawn without a word to her, and an order be in force."""
    who = {"by": Person.objects.get(username="supervisor"), "at": clock.now()}
    about = {"subject": Subject(number=number)}
    marker = markers.enter(text="Treat every call as urgent", **about, **who)
    told = Withdrawal("The scheme ended", victim_informed="NO", informed_how="Nobody rang her")
    markers.withdraw(marker_id=marker.pk, given=told, **who)
    order = {"kind": "NON_MOLESTATION", "text": "He is not to come near her home"}
    markers.enter_order(**order, **about, **who)


@pytest.mark.capability("J8", "J9")
def test_she_hears_the_truth_about_her_marker(on_a_call):
    flag(HERS)
    handler = on_a_call("handler8", lambda: ring_up(HERS, None))
    handler.locator("#caller-name").fill("Anna Kovacs")
    handler.keyboard.press("Tab")

    says(handler, "#known-body", "victim informed: NO")
    says(handler, "#known-body", "in force; until when is not known")
    handler.locator("#flagged").click()
    says(handler, "#flagged-said", "you were not told; I am sorry")
    handler.get_by_role("button", name="Ask a supervisor for a marker").click()
    says(handler, "#flagged-said", "A supervisor was asked for a marker.")
    expect(handler.locator("#flagged-said button")).to_have_count(0)
    let_go(handler)


@pytest.mark.capability("F6", "C2")
def test_she_is_said_to_be_the_same_person_and_it_is_taken_back(on_a_call):
    with past.an_incident() as incident:
        who = {"by": Person.objects.get(username="supervisor"), "at": clock.now()}
        told = Update(victim={"name": "Zofia Marek"})
        accounts.update(incident_id=incident.pk, told=told, **who)
        handler = on_a_call("handler8", lambda: ring_up("07700 900779", None))
        handler.locator("#caller-name").fill("marek zofia")
        handler.keyboard.press("Tab")

        says(handler, ".people", "same name: Zofia Marek")
        handler.get_by_role("button", name="Same person", exact=True).click()
        says(handler, ".people", "One person, as somebody has said")
        says(handler, "#known-body", "same person, as somebody has said")
        handler.get_by_role("button", name="Take it back").click()
        says(handler, ".people", "Perhaps the same person")
        let_go(handler)
