"""Three windows and the whole run of processes: from the ring to the scene, and what a unit leaves."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
FIVE_SECONDS = 5000
CALM = ("NONE", "NONE", "LOW", "NONE", "NONE", "VISIT")
GRAVE = ("NOW", "SERIOUS", "CERTAIN", "AT_RISK", "HIGH", "NOW")
THRIVE = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")


def answer(handler: Page) -> None:
    """Answer what rings with the Enter key."""
    expect(handler.locator("#answer")).to_be_visible(timeout=FIVE_SECONDS)
    handler.keyboard.press("Enter")
    expect(handler.locator("#what")).to_be_focused()


def write_down(handler: Page, *, words: str, code: str, place: str, answers, suspect="") -> None:
    """Type the account in the order of the call, and open the incident."""
    handler.keyboard.type(words)
    handler.locator("#code").select_option(code)
    handler.locator("#where").fill(place)
    handler.locator("#where-list [role=option]").first.click()
    if suspect:
        handler.locator(f"[name=suspect_identity][value={suspect}]").check(force=True)
        handler.locator("#suspect-reason").fill("He has come before")
    for question, value in zip(THRIVE, answers, strict=True):
        handler.locator(f"[name=thrive_{question}][value={value}]").check(force=True)
    handler.keyboard.press("Control+Enter")
    expect(handler.locator("#suggestion")).to_be_visible(timeout=FIVE_SECONDS)


def grade(handler: Page, key: str, why_lower: str = "") -> str:
    """Grade with one key, give the reason for going lower, and return the CAD number."""
    button = handler.locator(f"[data-grade={key}]")
    button.click()
    if why_lower:
        handler.locator("#override-reason").fill(why_lower)
        button.click()
    expect(handler.locator("#grade-done")).to_be_visible(timeout=FIVE_SECONDS)
    return re.search(r"\d+/\d{2}[A-Z]{3}\d{2}", handler.locator("#log-title").inner_text())[0]


def end_call(handler: Page) -> None:
    """End the call; the incident that was opened is proposed as its outcome."""
    handler.keyboard.press("F8")
    handler.locator("#ending-note").fill("Officers are on their way")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending")).to_be_hidden(timeout=FIVE_SECONDS)
    handler.locator("#my-state").select_option("AVAILABLE")


def choose(desk: Page, reference: str) -> None:
    """Choose an incident on the dispatch desk."""
    desk.locator("#incidents").get_by_role("button", name=reference).click()
    expect(desk.locator("#selected-title")).to_contain_text(reference)


def send(desk: Page, reference: str) -> None:
    """Send the first free unit recommended, once the list has stood still."""
    choose(desk, reference)
    free = desk.locator("#candidates li", has_text="Send").first
    expect(free).to_be_visible(timeout=FIVE_SECONDS)
    desk.wait_for_timeout(1000)
    free.get_by_role("button").click()
    row = desk.locator("#incidents tr", has_text=reference)
    expect(row).not_to_contain_text("NO UNIT", timeout=FIVE_SECONDS)


def press(desk: Page, callsign: str, code: int) -> None:
    """Press a status for a unit."""
    unit = desk.locator("#units .unit", has_text=callsign)
    unit.get_by_role("button", name="Status").click()
    desk.locator(f"#status [data-code='{code}']").click()
    expect(desk.locator("#status")).to_be_hidden(timeout=FIVE_SECONDS)


def alerts(desk: Page):
    """Return the alerts that this desk shows."""
    return desk.locator("#alerts .alert")


@pytest.mark.slow
@pytest.mark.capability("A1", "B1", "B4", "C1", "C10", "D1", "D2", "G1", "G2", "H1", "H2", "H3")
@pytest.mark.capability("I1", "L1", "L7", "E5")
def test_a_call_is_taken_to_the_scene_and_the_incident_its_unit_left_is_on_every_screen(room):
    handler, dispatcher = room.window("handler"), room.window("dispatcher")
    supervisor = room.window("supervisor")

    room.ring(handler, "Burglars in the house")
    answer(handler)
    write_down(
        handler,
        words="Somebody is downstairs",
        code="BURGLARY",
        place="Acre Lane",
        answers=CALM,
    )
    first = grade(handler, "S")
    end_call(handler)

    send(dispatcher, first)
    assigned = dispatcher.locator("#assigned li").first
    expect(assigned).to_contain_text(re.compile(r"AS\d+"), timeout=FIVE_SECONDS)
    callsign = re.search(r"AS\d+", assigned.inner_text())[0]
    press(dispatcher, callsign, 15)
    press(dispatcher, callsign, 5)

    room.ring(handler, "Man with a knife")
    answer(handler)
    write_down(
        handler,
        words="A man with a knife outside the station",
        code="VIOLENCE",
        place="Station Road",
        answers=GRAVE,
    )
    second = grade(handler, "I")
    end_call(handler)

    choose(dispatcher, second)
    dispatcher.keyboard.press("d")
    dispatcher.locator("#divert-unit").select_option(callsign)
    expect(dispatcher.locator("#leaving")).to_contain_text(first)
    dispatcher.locator("#divert-reason").fill("Knife, children there")
    dispatcher.locator("#divert-go").click()

    left = alerts(dispatcher).filter(has_text=first)
    expect(left.first).to_be_visible(timeout=FIVE_SECONDS)
    expect(left.first).to_contain_text("NO UNIT")
    row = dispatcher.locator("#incidents tr", has_text=first)
    expect(row).to_contain_text("DIVERT")
    expect(row).to_contain_text("NO UNIT")
    expect(dispatcher.locator("#foot-waiting output")).to_have_text("1")
    expect(dispatcher.locator("#foot-lost output")).to_have_text("0")
    expect(supervisor.locator("#alerts")).not_to_contain_text(first)

    room.pass_time(seconds=61)
    expect(alerts(supervisor).filter(has_text=first).first).to_be_visible(timeout=FIVE_SECONDS)

    choose(dispatcher, first)
    dispatcher.keyboard.press("a")
    expect(left.filter(has=dispatcher.locator("[data-control=take]"))).to_have_count(
        0, timeout=FIVE_SECONDS
    )
    send(dispatcher, first)

    press(dispatcher, callsign, 6)
    choose(dispatcher, second)
    expect(dispatcher.locator("#incidents tr", has_text=second)).to_contain_text("At scene")
    press(dispatcher, callsign, 2)
    dispatcher.keyboard.press("r")
    dispatcher.locator("#result-code").select_option("ARREST")
    dispatcher.locator("#result [type=submit]").click()
    expect(dispatcher.locator("#result")).to_be_hidden(timeout=FIVE_SECONDS)
    dispatcher.keyboard.press("c")
    dispatcher.locator("#close-go").click()
    expect(dispatcher.locator("#incidents")).not_to_contain_text(second, timeout=FIVE_SECONDS)
    assert room.complaints == []
