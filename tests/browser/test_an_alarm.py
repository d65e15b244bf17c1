"""An alarm at the dispatch desk: heard, taken on as it was read, and in nobody's way."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from contactcentre.core import clock, people
from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from dispatch.models import Assignment
from incidents import cad
from incidents.models import Incident
from tests.browser.hands import caught, choose

LOUDER = ("TEST1", "TEST2", "TEST3")


def sounded(reference: str, audience: Role, level: int = 0, code: str = "TEST"):
    """Let an alert about an incident sound, and return it."""
    number, day = cad.parse(reference)
    with transaction.atomic():
        incident = Incident.objects.held(Incident.objects.get(cad_number=number, cad_day=day).pk)
        about = {"subject": "incident", "row": incident, "by": people.system(), "at": clock.now()}
        return alerts.sound(
            code=code, text="A test of alarms", audience=audience, level=level, **about
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


@pytest.mark.capability("H4", "I5")
def test_who_was_a_moment_too_late_for_an_alarm_is_told_who_has_it(desk):
    alert = sounded(desk.first, Role.DISPATCHER, level=1)
    shown = desk.locator("#alerts .alert", has_text="A test of alarms")
    expect(shown).to_be_visible()
    refused = {"status": 409, "json": {"detail": "A colleague acknowledged this already."}}
    caught(desk, "**/acknowledge/", lambda route: route.fulfill(**refused))
    shown.get_by_role("button", name="Acknowledge").click()
    expect(shown).to_contain_text("A colleague acknowledged this already.")

    colleague = Person.objects.get(username="supervisor")
    alerts.acknowledge(alert_id=alert.pk, by=colleague, at=clock.now())

    told = f"{colleague.short_name} took this on before you: A test of alarms"
    expect(desk.locator("#alerts")).to_contain_text(told)
    expect(shown).to_have_count(0)
    expect(desk.locator("#alerts")).not_to_contain_text("took this on")


@pytest.mark.capability("H4")
def test_one_key_reads_back_what_is_offered_and_typed_words_replace_it(desk):
    offered = f"CAD {desk.first} is without a unit; I have it."
    first = sounded(desk.first, Role.DISPATCHER, code="UNIT_LEFT")
    shown = desk.locator("#alerts .alert", has_text="A test of alarms")
    field = shown.get_by_placeholder(offered)
    expect(field).to_be_visible()
    field.fill("I ring Lewisham for a car")
    sounded(desk.second, Role.DISPATCHER, level=2)
    expect(desk.locator("#alerts .alert")).to_have_count(2)
    expect(field).to_be_focused()
    expect(field).to_have_value("I ring Lewisham for a car")

    desk.keyboard.press("Enter")
    expect(field).to_have_count(0)
    desk.locator("#main").focus()
    desk.keyboard.press("a")
    expect(shown).to_have_count(0)

    again = sounded(desk.second, Role.DISPATCHER, code="UNIT_LEFT")
    expect(shown).to_be_visible()
    desk.keyboard.press("a")
    expect(shown).to_have_count(0)
    assert [Alert.objects.get(pk=each.pk).read_back for each in (first, again)] == [
        "I ring Lewisham for a car",
        f"CAD {desk.second} is without a unit; I have it.",
    ]


@pytest.mark.capability("H4", "C10")
def test_what_is_typed_for_an_alert_that_a_colleague_takes_takes_on_no_other(desk):
    sounded(desk.first, Role.DISPATCHER, code="UNIT_LEFT")
    field = desk.locator("#alerts .alert", has_text="A test of alarms").locator(".read-back")
    field.press_sequentially("I h")
    others = [sounded(desk.second, Role.DISPATCHER, code=each, level=2) for each in LOUDER]
    expect(desk.locator("#alerts")).to_contain_text("more, most urgent first")
    expect(field).to_be_focused()

    mine = Alert.objects.live().get(code="UNIT_LEFT", subject_id=desk.first_id)
    colleague = Person.objects.get(username="supervisor")
    alerts.acknowledge(alert_id=mine.pk, by=colleague, at=clock.now())
    expect(field).to_have_count(0)
    desk.keyboard.press("a")

    desk.wait_for_timeout(500)
    loud = Alert.objects.filter(pk__in=[each.pk for each in others])
    assert not loud.exclude(acknowledged_by=None).exists()
    for each in others:
        alerts.acknowledge(alert_id=each.pk, by=colleague, at=clock.now())
