"""What hands do: type, lose the tab, lock, be refused, be cut off. Nothing typed is lost."""

import signal

import pytest
from playwright.sync_api import expect

from contactcentre.management.demo.people import PASSWORD
from incidents.enums import Sign

AT_MOST = 60


@pytest.fixture
def on_a_call(room):
    """A handler who has answered a call."""

    def answer(username: str, ring=None):
        handler = ready(room.window(username))
        handler.locator("#my-state").select_option("AVAILABLE")
        ring() if ring else room.ring(handler, "Silent call")
        expect(handler.locator("#answer")).to_be_visible()
        handler.bring_to_front()
        handler.keyboard.press("Enter")
        expect(handler.locator("#what")).to_be_focused()
        expect(handler.locator("#end-call")).to_be_visible()
        return handler

    return answer


def ready(window):
    """Wait until a desk's scripts and board are there, as somebody who looks would."""
    expect(window.locator("#pulse")).to_have_attribute("data-state", "live")
    return window


def let_go(handler) -> None:
    """End the call so that the next test finds everybody free."""
    handler.keyboard.press("F8")
    handler.locator("#ending-form [value=HOAX]").check()
    handler.locator("#ending-note").fill("A test of the line")
    if handler.locator("#why-not-told").is_visible():
        handler.locator("#why-not-told").fill("A test of the line")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending")).to_be_hidden()


@pytest.mark.capability("C10")
def test_what_was_typed_is_there_again_after_the_tab_was_killed(room, on_a_call):
    handler = on_a_call("handler3")
    handler.locator("#what").fill("He is breaking down the door")
    handler.locator("[name=suspect_identity][value=SUSPECTED]").check()
    context, address = handler.context, handler.url
    handler.close(run_before_unload=False)

    again = context.new_page()
    again.goto(address)

    expect(again.locator("#what")).to_have_value("He is breaking down the door")
    expect(again.locator("[name=suspect_identity][value=SUSPECTED]")).to_be_checked()
    expect(again.locator("#draft-said")).to_contain_text("Restored what was typed")
    let_go(again)
    assert again.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft'))") == []


def test_a_refused_sign_out_keeps_what_was_typed_and_a_real_one_forgets_it(room, on_a_call):
    handler = on_a_call("handler7")
    handler.locator("#what").fill("Nothing is said")
    handler.locator("#person-menu summary").click()
    handler.get_by_role("button", name="Sign out").click()
    expect(handler.locator("#menu-said")).to_be_visible()
    room.complaints.clear()
    expect(handler.locator("#what")).to_have_value("Nothing is said")

    let_go(handler)
    handler.locator("#person-menu summary").click()
    handler.get_by_role("button", name="Sign out").click()
    handler.wait_for_url("**/sign-in/**")


def test_the_incident_of_a_call_is_there_again_after_the_tab_was_killed(room, on_a_call):
    handler = on_a_call("handler4")
    handler.locator("#what").fill("Nothing is said")
    handler.locator("#code").select_option(index=1)
    handler.locator("#where").fill("by the river")
    handler.keyboard.press("Control+Enter")
    expect(handler.locator("#log-title")).to_contain_text("Log of CAD")
    title = handler.locator("#log-title").inner_text()
    handler.evaluate("localStorage.clear()")
    handler.reload()

    expect(handler.locator("#log-title")).to_have_text(title)
    handler.keyboard.press("F8")
    handler.locator("#why-not-told").fill("A test of the line")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending")).to_be_hidden()


def test_tab_follows_the_order_of_the_call(on_a_call):
    handler = on_a_call("handler6")
    handler.locator("#what").focus()
    visited = []
    while "open-incident" not in visited and len(visited) < AT_MOST:
        visited.append(handler.evaluate("document.activeElement.name || document.activeElement.id"))
        handler.keyboard.press("Tab")
    ticked = [name for name in visited if name.startswith(("sign_", "advice_"))]

    heard = ["demeanour", "background", "key_word"]
    asked = ["first_words", *heard, "opening_code", "place", "caller_name", "caller_role"]
    thrive = ["threat", "harm", "risk", "investigation", "vulnerability", "engagement"]
    assert visited == [
        *asked,
        "suspect_identity",
        *(f"thrive_{question}" for question in thrive),
        *ticked,
        "open-incident",
    ]
    assert {f"sign_{sign}" for sign in Sign} <= set(ticked)
    let_go(handler)


def test_a_call_cannot_be_ended_without_saying_how_it_ended(on_a_call):
    handler = on_a_call("handler5")
    handler.keyboard.press("F8")
    handler.locator("#ending-form [type=submit]").click()

    expect(handler.locator("#ending")).to_be_visible()
    handler.locator("#ending-form [value=ADVICE]").check()
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending-said")).to_contain_text("Say in a line")
    handler.locator("#ending [data-close]").click()
    expect(handler.locator("#ending")).to_be_hidden()
    let_go(handler)


def test_the_lock_covers_the_desk_keeps_the_text_and_opens_with_the_password(room):
    dispatcher = ready(room.window("dispatcher2"))
    dispatcher.locator("#command-line").fill("find acre")
    dispatcher.keyboard.press("Control+l")

    expect(dispatcher.locator("#lock")).to_be_visible()
    dispatcher.locator("#unlock-password").fill("not the password")
    dispatcher.keyboard.press("Enter")
    expect(dispatcher.locator("#lock .said")).to_contain_text("not the password of")
    dispatcher.locator("#unlock-password").fill(PASSWORD)
    dispatcher.keyboard.press("Enter")

    expect(dispatcher.locator("#lock")).to_be_hidden()
    expect(dispatcher.locator("#command-line")).to_have_value("find acre")
    room.complaints.clear()


def test_a_refusal_is_said_in_words_where_the_hand_is(room):
    dispatcher = ready(room.window("dispatcher2"))
    dispatcher.keyboard.press("/")
    dispatcher.keyboard.type("a ZZ99 1")
    dispatcher.keyboard.press("Enter")

    expect(dispatcher.locator("#command-answer")).to_contain_text("There is no unit ZZ99")
    expect(dispatcher.locator("#command-line")).to_have_value("a ZZ99 1")
    room.complaints.clear()


@pytest.mark.capability("L2")
def test_a_board_without_news_says_that_it_is_stale_and_mends_itself(room):
    supervisor = ready(room.window("supervisor2"))

    room.web.child.send_signal(signal.SIGSTOP)
    try:
        expect(supervisor.locator("#stale")).to_be_visible()
        expect(supervisor.locator("#stale")).to_contain_text("STALE")
    finally:
        room.web.child.send_signal(signal.SIGCONT)

    expect(supervisor.locator("#stale")).to_be_hidden()
    room.complaints.clear()


def test_every_number_is_the_length_of_the_list_beside_it(room):
    supervisor = ready(room.window("supervisor2"))

    for tile in supervisor.locator(".tile").all():
        tile.click()
        shown = supervisor.locator("#list tr").count()
        assert supervisor.locator(".tile[aria-pressed=true] .number").inner_text() == str(shown)


def test_letters_do_nothing_when_single_keys_are_switched_off(room):
    dispatcher = ready(room.window("dispatcher2"))
    dispatcher.locator("#person-menu summary").click()
    dispatcher.locator("[data-single-keys]").click()
    dispatcher.locator("#main").focus()
    dispatcher.keyboard.press("?")

    expect(dispatcher.locator("#shortcuts")).to_be_hidden()


def test_the_theme_is_chosen_once_and_kept(room):
    window = ready(room.window("supervisor2", scheme="dark"))
    window.locator("#person-menu summary").click()
    window.locator("[data-theme-next]").click()
    window.reload()

    assert window.locator("html").get_attribute("data-theme") == "light"
