"""
The pictures of the README: three windows on a running demonstration, and the night told in them.

    make run                                                  (in another terminal)
    .venv/bin/python -m tools.screenshots http://localhost:8000/

It needs what `make check` and `make test` install, too (requirements-dev.txt).

Calls ring through the DEMO tray, and everything is typed and pressed as a person would. Use a fresh
demonstration (`make reset`), so that nothing else stands on the boards.
"""

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from runner import browser as chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZE = {"width": 1440, "height": 860}
THRIVE = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")


@dataclass(frozen=True)
class Told:
    """What a caller of the tray says, and what the handler makes of it."""

    call: str
    what: str
    code: str
    where: str
    answers: tuple[str, ...]
    grade: int
    suspect: str = "UNKNOWN"
    reason: str = ""


BURGLARY = Told(
    "burglary",
    "Somebody is downstairs, I heard the glass go. I am alone upstairs.",
    "BURGLARY",
    "harbour street",
    ("MADE", "MINOR", "LIKELY", "AT_RISK", "SOME", "NOW"),
    2,
)
BANGING = Told(
    "31-may-2018",
    "Somebody is banging on my door and buzzing my buzzer. I don't know who it is. "
    "It might be my ex-husband.",
    "DOM",
    "acre lane",
    ("NOW", "MINOR", "LIKELY", "LINES", "SOME", "NOW"),
    2,
    suspect="SUSPECTED",
    reason="Door locked, she is inside and unhurt",
)
KNIFE = Told(
    "knife",
    "There is a man with a knife outside the station, he is shouting at people.",
    "VIOLENCE",
    "lambeth station",
    ("NOW", "SERIOUS", "LIKELY", "LINES", "HIGH", "NOW"),
    1,
)


class Windows:
    """One browser with a window for each desk."""

    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, urlsplit(address)
        self.handler = self._seated("call_handler")
        self.dispatcher = self._seated("dispatcher")
        self.supervisor = self._seated("supervisor")
        self.tray = self.handler.context.new_page()

    def take(self, told: Told) -> None:
        """Let a call ring, answer it, open its incident and ask for the suggested grade."""
        self.tray.goto(self._at("/demo/"))
        self.tray.locator(f"section[aria-labelledby=call-{told.call}] button").click()
        page = self.handler
        page.locator("#answer").click()
        page.locator("#end-call:visible").wait_for()
        page.locator("#what").fill(told.what)
        page.locator("#code").select_option(told.code)
        page.locator("#where").press_sequentially(told.where)
        page.locator("#where-list [role=option]", has_text=told.where.title()).first.wait_for()
        page.wait_for_timeout(800)
        page.locator("#where").press("ArrowDown")
        page.locator("#where").press("Enter")
        page.get_by_text("✓ gazetteer").wait_for()
        self._choose("suspect_identity", told.suspect)
        for key, answer in zip(THRIVE, told.answers, strict=True):
            self._choose(f"thrive_{key}", answer)
        page.locator("#open-incident").click()
        page.locator("#suggestion .grade").wait_for()

    def grade(self, told: Told) -> None:
        """Grade the incident of the call, with a reason if one is asked for, and end the call."""
        page = self.handler
        button = page.locator("[data-grade]").nth(told.grade - 1)
        button.click()
        if told.reason:
            page.locator("#override-reason").fill(told.reason)
            button.click()
        page.locator("#grade-done:visible").wait_for()
        page.locator("#end-call").click()
        page.locator("#ending-form button[type=submit]").click()
        page.locator("#idle:visible").wait_for()
        page.locator("#my-state").select_option("AVAILABLE")

    def select(self, told: Told) -> None:
        """Select the incident of a call at dispatch, and wait for the units that could go."""
        self.dispatcher.locator("#incidents tr", has_text=told.what[:30]).click()
        self.dispatcher.locator("#candidates button").first.wait_for()
        self.dispatcher.wait_for_timeout(1500)

    def send(self, told: Told) -> None:
        """Send the first recommended unit that is free."""
        self.select(told)
        self.dispatcher.locator("#candidates button", has_text="Send").first.click()
        row = self.dispatcher.locator("#incidents tr", has_text=told.what[:30])
        row.get_by_text("NO UNIT").wait_for(state="detached")

    def divert(self, left: Told, joined: Told) -> None:
        """Divert the unit of one incident to another, with a picture of what would be left."""
        row = self.dispatcher.locator("#incidents tr", has_text=left.what[:30])
        unit = row.locator("td").nth(4).inner_text().split()[0]
        self.select(joined)
        self.dispatcher.keyboard.press("d")
        self.dispatcher.locator("#divert-unit").select_option(unit)
        self.dispatcher.locator("#divert-reason").fill("Knife at the station, nearest unit")
        self.dispatcher.locator("#leaving .grade").wait_for()
        picture(self.dispatcher, "divert")
        self.dispatcher.locator("#divert-go").click()
        row.get_by_text("NO UNIT").wait_for()

    def _choose(self, name: str, value: str) -> None:
        self.handler.locator(f"[name={name}][value={value}]").check(force=True)

    def _seated(self, role: str) -> Page:
        context = self.browser.new_context(viewport=SIZE, color_scheme="dark")
        page = context.new_page()
        page.goto(self._at("/sign-in/"))
        page.locator(f"form:has(#seat-{role}) button[type=submit]").click()
        page.wait_for_url("**/desk/**")
        return page

    def _at(self, path: str) -> str:
        return self.address._replace(path=path).geturl()


def picture(page: Page, name: str) -> None:
    """Take one picture, once the screen has settled."""
    page.wait_for_timeout(1200)
    page.screenshot(path=FOLDER / f"{name}.png")
    sys.stdout.write(f"docs/screenshots/{name}.png\n")


def tell(windows: Windows) -> None:
    """Tell the night, and take the pictures of it."""
    for told in (BURGLARY, BANGING):
        windows.take(told)
        if told is BANGING:
            picture(windows.handler, "calls")
        windows.grade(told)
        windows.send(told)
    windows.take(KNIFE)
    windows.grade(KNIFE)
    windows.divert(BANGING, KNIFE)
    windows.select(BANGING)
    picture(windows.dispatcher, "dispatch")
    windows.supervisor.get_by_role("button", name="Left by a unit").click()
    picture(windows.supervisor, "supervisor")


def main(words: list[str]) -> int:
    """Take every picture from the demonstration at this address."""
    address = words[0] if words else "http://localhost:8000/"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as start:
        # Chromium refuses its own sandbox to root; the only pages here are ours.
        browser = start.chromium.launch(
            executable_path=chromium.ensure(), args=["--no-sandbox", "--hide-scrollbars"]
        )
        with contextlib.closing(browser):
            tell(Windows(browser, address))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
