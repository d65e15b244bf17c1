"""The screen locks by itself; a live call goes on, and can be answered and ended from the lock."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from contactcentre.contacts.models import Contact
from contactcentre.core import clock
from contactcentre.core.models import Person
from contactcentre.core.sessions import GIVEN_AT, SessionStore
from contactcentre.management.demo.people import PASSWORD
from incidents.actions import duty
from tests.browser.hands import choose
from tests.browser.test_accessibility import SIZES, faults
from tests.browser.test_hands import let_go, ready

# Longer than a desk waits for nobody to type, and than it takes to ask again.
QUIET_AGAIN = 11
# Before the desk's scripts read what the server says: some seconds instead of ten minutes.
IMPATIENT = """
new MutationObserver((changes, self) => {
  const config = document.getElementById("config");
  if (!config?.textContent.endsWith("}")) return;
  config.textContent = config.textContent.replace('"lock_after": 600', '"lock_after": SECONDS');
  self.disconnect();
}).observe(document, {childList: true, subtree: true});
"""
# Typing half a minute takes longer than anything else is waited for.
SLOWLY = 120_000
pytestmark = [pytest.mark.slow, pytest.mark.capability("N3", "C10")]


@pytest.fixture
def tray(room):
    """Whoever lets calls ring, in a session of their own: a locked one lets none ring."""
    return room.window("supervisor")


@pytest.fixture
def handler(room, tray):
    """A handler whose screen locks after two quiet seconds instead of ten minutes."""
    return impatient(room, "handler5", seconds=2)


def impatient(room, username: str, seconds: int):
    """Open a desk whose screen locks after a few quiet seconds."""
    window = ready(room.window(username))
    window.add_init_script(IMPATIENT.replace("SECONDS", str(seconds)))
    window.reload()
    return ready(window)


def test_a_live_call_goes_on_behind_the_lock_and_ends_from_it(handler, room, tray):
    call = answered_on_the_lock(handler, room, tray)
    assert "077" not in handler.locator("#lock").inner_text()
    found = [fault for size in SIZES.values() for fault in _faults(handler, size)]
    unlock(handler)
    expect(handler.locator("#strip-number")).not_to_have_text("…")
    handler.locator("#what").fill("Nothing is said")

    handler.locator("#lock-end").click()
    handler.locator("#ending-form [value=HOAX]").check()
    handler.locator("#ending-note").fill("A test of the line")
    if handler.locator("#why-not-told").is_visible():
        handler.locator("#why-not-told").fill("A test of the line")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#lock-call")).to_be_hidden()

    call.refresh_from_db()
    assert (call.outcome, found) == ("HOAX", [])
    unlock(handler)


def test_what_was_typed_is_there_after_the_screen_locked_by_itself(handler, room, tray):
    answered_on_the_lock(handler, room, tray)
    unlock(handler)
    handler.locator("#what").fill("Nothing is said")
    handler.locator("#lock").wait_for()

    unlock(handler)

    expect(handler.locator("#what")).to_have_value("Nothing is said")
    let_go(handler)


def test_whoever_watches_is_warned_stays_by_any_key_and_is_told_of_their_shift(room):
    desk = impatient(room, "dispatcher3", seconds=8)
    soon = desk.locator("#lock-soon")
    desk.locator("#main").click(position={"x": 2, "y": 2})
    expect(soon).to_contain_text("This screen is about to lock")
    expect(soon).to_contain_text("A minute later your shift would end")
    desk.keyboard.press("?")
    expect(soon).to_be_hidden()
    expect(desk.locator("#shortcuts")).to_be_hidden()

    expect(desk.locator("#lock-shift")).to_contain_text("You are still on shift")
    duty.sign_off(by=Person.objects.get(username="dispatcher3"), at=clock.now())
    expect(desk.locator("#lock-shift")).to_contain_text("Your shift at the desk")
    unlock(desk)

    expect(desk.locator("#unlocked")).to_contain_text("You are on shift again")
    expect(desk.locator("#shift")).to_be_hidden()
    duty.sign_off(by=Person.objects.get(username="dispatcher3"), at=clock.now())
    desk.reload()
    expect(desk.locator("#shift")).to_contain_text("You are not on shift")
    expect(soon).to_contain_text("This screen is about to lock")
    expect(soon).not_to_contain_text("shift")


def answered_on_the_lock(handler, room, tray) -> Contact:
    """Let a call ring until the screen has locked by itself, and answer it there."""
    handler.locator("#my-state").select_option("AVAILABLE")
    room.ring(tray, "Silent call")
    handler.bring_to_front()
    expect(handler.locator("#lock-call-words")).to_contain_text("rings")
    handler.locator("#lock-answer").click()
    expect(handler.locator("#lock-end")).to_be_visible()
    call = Contact.objects.latest("pk")
    assert call.state == "LIVE"
    return call


def unlock(handler) -> None:
    handler.locator("#unlock-password").fill(PASSWORD)
    handler.keyboard.press("Enter")
    expect(handler.locator("#lock")).to_be_hidden()


def _faults(handler, size) -> list[str]:
    handler.set_viewport_size(size)
    found = faults(handler)
    handler.set_viewport_size(SIZES["wide"])
    return found


def gave_the_password(window, seconds_ago: float) -> None:
    """Let the session of a window be older, and its desk know it."""
    [cookie] = [each for each in window.context.cookies() if each["name"] == "sessionid"]
    session = SessionStore(cookie["value"])
    session[GIVEN_AT] = clock.of_machine().timestamp() - seconds_ago
    session.save()
    window.reload()
    ready(window)


def test_four_hours_after_the_password_a_desk_asks_again_but_not_within_a_word(desk):
    gave_the_password(desk, settings.ASK_AGAIN_SECONDS - 12)
    choose(desk, desk.first)
    log, soon = desk.locator("#log-text"), desk.locator("#ask-soon")
    expect(soon).to_contain_text("Your password is asked for again soon")
    # On past the moment at which it is due, and past what the desk reads by itself meanwhile.
    log.press_sequentially("He is still there, and she ", delay=1000, timeout=SLOWLY)
    expect(desk.locator("#lock")).to_be_hidden()

    expect(desk.locator("#lock")).to_be_visible()
    unlock(desk)

    expect(log).to_have_value("He is still there, and she ")
    expect(soon).to_be_hidden()
    desk.wait_for_timeout(1000 * QUIET_AGAIN)
    expect(desk.locator("#lock")).to_be_hidden()
