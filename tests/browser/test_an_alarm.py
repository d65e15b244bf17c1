"""An alarm at the dispatch desk: heard, taken on as it was read, and in nobody's way."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from contactcentre.core import clock, people
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from dispatch.models import Assignment
from incidents import cad
from incidents.models import Incident
from tests.browser.hands import caught, choose


def sounded(reference: str, audience: Role, level: int = 0):
    """Let an alert about an incident sound, and return it."""
    number, day = cad.parse(reference)
    with transaction.atomic():
        incident = Incident.objects.held(Incident.objects.get(cad_number=number, cad_day=day).pk)
        about = {"subject": "incident", "row": incident, "by": people.system(), "at": clock.now()}
        return alerts.sound(
            code="TEST", text="A test of alarms", audience=audience, level=level, **about
        )


@pytest.mark.capability("C10", "H4")
def test_whoever_takes_an_alarm_on_sees_what_it_is_about_and_no_alarm_goes_unseen(desk):
    desk.locator("#main").click(position={"x": 2, "y": 2})
    expect(desk.locator("#sound")).to_have_text("Sound on")
    choose(desk, desk.second)
    sounded(desk.first, Role.DISPATCHER, level=1)
    expect(desk.locator("#lock-alarms")).to_contain_text("1 alert waits: A test")
    expect(desk.locator("#unheard")).to_be_hidden()
    desk.locator("#sound").click()
    expect(desk.locator("#unheard")).to_contain_text("SOUND IS OFF: 1 alarm sounds")
    desk.locator("#unheard-on").click()
    expect(desk.locator("#unheard")).to_be_hidden()

    desk.keyboard.press("a")

    expect(desk.locator("#selected-title")).to_contain_text(desk.first)
    expect(desk.locator("#alerts .alert")).to_have_count(0)


@pytest.mark.capability("C10", "H4")
def test_a_digit_meant_for_one_incident_sends_nobody_to_the_one_of_an_alarm(desk):
    desk.locator("#main").click(position={"x": 2, "y": 2})
    choose(desk, desk.second)
    expect(desk.locator("#candidates button").first).to_be_visible()
    alert = sounded(desk.first, Role.DISPATCHER, level=1)
    shown = desk.locator("#alerts .alert", has_text="A test of alarms")
    expect(shown).to_be_visible()
    check_that_words_not_sent_and_a_refusal_hold_the_desk(desk, shown)
    desk.evaluate(PRESSED_AS_THE_LIST_CHANGES)

    desk.keyboard.press("a")

    expect(desk.locator("#selected-title")).to_contain_text(desk.first)
    expect(desk.locator("#candidates-said")).to_contain_text("just changed")
    assert not Assignment.objects.current().filter(incident=alert.subject_id).exists()


PRESSED_AS_THE_LIST_CHANGES = """() => new MutationObserver((_changes, observer) => {
  if (!document.querySelector("#candidates button")) return;
  observer.disconnect();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", bubbles: true }));
}).observe(document.querySelector("#candidates"), { childList: true })"""


def check_that_words_not_sent_and_a_refusal_hold_the_desk(desk, shown) -> None:
    """Neither an alert that is refused nor words that are not sent let another be chosen."""
    alert = Alert.objects.live().get(code="TEST", acknowledged_by=None)
    refused = {"status": 409, "json": {"detail": "No."}}
    caught(desk, "**/acknowledge/", lambda route: route.fulfill(**refused))
    desk.keyboard.press("a")
    expect(shown).to_contain_text("No.")
    expect(desk.locator("#selected-title")).to_contain_text(desk.second)
    desk.unroute("**/acknowledge/")
    desk.locator("#log-text").fill("Half a sentence")
    shown.get_by_role("button", name="Acknowledge").click()
    expect(shown).to_have_count(0)
    expect(desk.locator("#selected-title")).to_contain_text(desk.second)
    desk.locator("#log-text").fill("")
    desk.locator("#main").click(position={"x": 2, "y": 2})
    alert.refresh_from_db()
    alerts.give_back_all(
        person=alert.acknowledged_by, why="a test", by=people.system(), at=clock.now()
    )
    expect(shown).to_be_visible()
