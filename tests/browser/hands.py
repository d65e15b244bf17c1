"""What handlers and dispatchers do with their hands, in the order they do it."""

import re

from playwright.sync_api import Locator, Page, expect

THRIVE = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")


def take_call(room, handler: Page, title: str, grade_as: str, **account) -> str:
    """Let a call of the demonstration ring, take it down, grade it, and return the CAD number."""
    room.ring(handler, title)
    answer(handler)
    write_down(handler, **account)
    reference = grade(handler, grade_as)
    end_call(handler)
    return reference


def answer(handler: Page) -> None:
    """Answer what rings with the Enter key."""
    expect(handler.locator("#answer")).to_be_visible()
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
    expect(handler.locator("#suggestion")).to_be_visible()


def grade(handler: Page, key: str, why_lower: str = "") -> str:
    """Grade with one key, give the reason for going lower, and return the CAD number."""
    button = handler.locator(f"[data-grade={key}]")
    button.click()
    if why_lower:
        handler.locator("#override-reason").fill(why_lower)
        button.click()
    expect(handler.locator("#grade-done")).to_be_visible()
    return re.search(r"\d+/\d{2}[A-Z]{3}\d{2}", handler.locator("#log-title").inner_text())[0]


def read_out(handler: Page) -> None:
    """Read to the caller what will happen, and say so with one key."""
    handler.keyboard.press("F7")
    expect(handler.locator("#read-out-done")).to_contain_text("Read out")


def end_call(handler: Page) -> None:
    """End the call; the incident that was opened is proposed as its outcome."""
    read_out(handler)
    handler.keyboard.press("F8")
    handler.locator("#ending-note").fill("Officers are on their way")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending")).to_be_hidden()
    handler.locator("#my-state").select_option("AVAILABLE")


def caught(page: Page, pattern: str, handler) -> None:
    """Let a handler have the requests of a pattern, from the next key on: a browser begins late."""
    page.route(pattern, handler)
    page.route("**/healthz?caught", lambda route: route.fulfill(status=204))
    page.evaluate(UNTIL_CAUGHT)
    page.unroute("**/healthz?caught")


UNTIL_CAUGHT = """async () => {
  const rest = () => new Promise((done) => setTimeout(done, 20));
  while ((await fetch("/healthz?caught")).status !== 204) await rest();
}"""


def choose(desk: Page, reference: str) -> None:
    """Choose an incident on the dispatch desk."""
    desk.locator("#incidents").get_by_role("button", name=reference).click()
    expect(desk.locator("#selected-title")).to_contain_text(reference)


def send(desk: Page, reference: str) -> None:
    """Send the first free unit recommended, once the list has stood still."""
    choose(desk, reference)
    free = desk.locator("#candidates li", has_text="Send").first
    expect(free).to_be_visible()
    desk.wait_for_timeout(1000)
    free.get_by_role("button").click()
    row = desk.locator("#incidents tr", has_text=reference)
    expect(row).not_to_contain_text("NO UNIT")


def press(desk: Page, callsign: str, code: int) -> None:
    """Press a status for a unit."""
    unit = desk.locator("#units .unit", has_text=callsign)
    unit.get_by_role("button", name="Status").click()
    desk.locator(f"#status [data-code='{code}']").click()
    expect(desk.locator("#status")).to_be_hidden()


def alerts(desk: Page):
    """Return the alerts that this desk shows."""
    return desk.locator("#alerts .alert")


def assigned_unit(desk: Page) -> str:
    """Return the callsign of the first unit assigned to the incident that is chosen."""
    first = desk.locator("#assigned li").first
    expect(first).to_contain_text(re.compile(r"AS\d+"))
    return re.search(r"AS\d+", first.inner_text())[0]


def divert(desk: Page, callsign: str, *, leaving: str, to: str, why: str) -> None:
    """Divert a unit; what is being left is shown before."""
    choose(desk, to)
    desk.keyboard.press("d")
    desk.locator("#divert-unit").select_option(callsign)
    expect(desk.locator("#leaving")).to_contain_text(leaving)
    desk.locator("#divert-reason").fill(why)
    desk.locator("#divert-go").click()


def take_on_every_alert(desk: Page, reference: str) -> None:
    """Acknowledge what alerts about an incident."""
    choose(desk, reference)
    desk.keyboard.press("a")
    untaken = alerts(desk).filter(has_text=reference, has=desk.locator("[data-control=take]"))
    expect(untaken).to_have_count(0)


def result_and_close(desk: Page, reference: str, code: str) -> None:
    """Record the result of an incident and close it."""
    choose(desk, reference)
    desk.keyboard.press("r")
    desk.locator("#result-code").select_option(code)
    desk.locator("#result [type=submit]").click()
    expect(desk.locator("#result")).to_be_hidden()
    desk.keyboard.press("c")
    expect(desk.locator("#close-words")).to_contain_text("Nothing stands")
    desk.locator("#close-go").click()
    expect(desk.locator("#incidents")).not_to_contain_text(reference)


def line_of(desk: Page, reference: str) -> Locator:
    """Return an incident's line on the dispatch desk."""
    return desk.locator("#incidents tr", has_text=reference)
