"""A dispatcher at three in the morning: two presses, a wrong order, no network, no session."""

import pytest
from playwright.sync_api import expect

from dispatch.models import Assignment
from tests.browser.hands import FIVE_SECONDS, choose, press
from tests.browser.past import an_incident
from tests.browser.test_hands import ready

AGAIN_LIVE = 20000


@pytest.fixture
def desk(room):
    """A dispatcher at the desk, with one incident chosen and one beside it."""
    with an_incident() as first, an_incident() as second:
        dispatcher = ready(room.window("dispatcher"))
        dispatcher.first, dispatcher.second = first.reference, second.reference
        choose(dispatcher, dispatcher.first)
        yield dispatcher
    room.complaints.clear()


def entries(desk):
    return desk.locator("#log-entries")


@pytest.mark.capability("C10")
def test_a_log_and_what_is_being_written_stay_with_their_incident(desk):
    desk.locator("#log-text").fill("Only of the first")
    choose(desk, desk.second)
    expect(desk.locator("#log-text")).to_have_value("")
    desk.locator("#log-text").fill("Only of the second")
    desk.keyboard.press("Enter")
    expect(entries(desk)).to_contain_text("Only of the second", timeout=FIVE_SECONDS)

    choose(desk, desk.first)
    expect(entries(desk)).to_contain_text("Opened", timeout=FIVE_SECONDS)
    expect(entries(desk)).not_to_contain_text("Only of the second")
    expect(desk.locator("#log-text")).to_have_value("Only of the first")
    for _press in range(6):
        choose(desk, desk.second)
        expect(entries(desk)).not_to_contain_text("Only of the first")
        choose(desk, desk.first)
        expect(entries(desk)).not_to_contain_text("Only of the second")


@pytest.mark.capability("C10")
def test_two_presses_are_one_order(desk):
    callsign = sent_twice(desk)

    assert Assignment.objects.filter(unit__callsign=callsign, ended_at=None).count() == 1
    expect(desk.locator("#candidates-said")).to_be_hidden()
    press(desk, callsign, 6)
    check_that_it_cannot_be_closed_yet(desk, callsign)
    check_that_a_reason_is_kept(desk)
    press(desk, callsign, 2)


def sent_twice(desk) -> str:
    """Press twice to send the first free unit, and return its callsign."""
    send = desk.locator("#candidates button", has_text="Send").first
    expect(send).to_be_visible(timeout=FIVE_SECONDS)
    desk.wait_for_timeout(1000)
    callsign = send.locator(".mono").inner_text()
    send.dblclick()
    expect(desk.locator("#assigned")).to_contain_text(callsign, timeout=FIVE_SECONDS)
    return callsign


def check_that_it_cannot_be_closed_yet(desk, callsign: str) -> None:
    """With a unit at the scene, the dialog says what comes first, before and after it is asked."""
    expect(desk.locator("#assigned")).to_contain_text("At scene", timeout=FIVE_SECONDS)
    desk.keyboard.press("c")
    expect(desk.locator("#close-words")).to_contain_text(f"{callsign} is still with it")
    desk.locator("#close-go").click()
    expect(desk.locator("#close .refused")).to_contain_text("Press 2 when free")
    desk.keyboard.press("Escape")


def check_that_a_reason_is_kept(desk) -> None:
    """Without a reason the hand goes to where it is written; one that is written stays."""
    reason = desk.locator("#stand-down-reason")
    desk.keyboard.press("x")
    desk.locator("#stand-down-go").click()
    expect(desk.locator("#stand-down .refused")).to_contain_text("Say why")
    expect(reason).to_be_focused()
    reason.fill("Not needed")
    desk.keyboard.press("Escape")
    desk.keyboard.press("x")
    expect(reason).to_have_value("Not needed")
    desk.keyboard.press("Escape")


@pytest.mark.capability("C10", "L2")
def test_without_a_network_nothing_typed_is_lost_or_sent_twice(desk):
    desk.context.set_offline(True)
    written_down(desk, "Rang back: no reply")
    expect(desk.locator("#log-said")).to_contain_text("did not answer", timeout=FIVE_SECONDS)
    desk.context.set_offline(False)
    desk.keyboard.press("Enter")

    expect(entries(desk)).to_contain_text("Rang back: no reply", timeout=FIVE_SECONDS)
    expect(entries(desk).locator("li", has_text="Rang back: no reply")).to_have_count(1)


@pytest.mark.capability("C10", "L2")
def test_a_session_that_ended_goes_on_once_the_same_person_is_back(room, desk):
    desk.context.clear_cookies()
    written_down(desk, "Neighbour says he left")
    expect(desk.locator("#log-said")).to_contain_text("You are signed out", timeout=FIVE_SECONDS)

    room.sign_in(desk.context.new_page(), "dispatcher")

    expect(desk.locator("#log-text")).to_have_value("Neighbour says he left")
    desk.locator("#log-text").press("Enter")
    expect(entries(desk)).to_contain_text("Neighbour says he left", timeout=AGAIN_LIVE)
    expect(desk.locator("#stale")).to_be_hidden(timeout=AGAIN_LIVE)


def written_down(desk, text: str) -> None:
    """Write a line on the log and press Enter."""
    desk.locator("#log-text").fill(text)
    desk.keyboard.press("Enter")
