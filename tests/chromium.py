"""Real Chromium windows for tests; `make test` finds Chromium or installs it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.live.server import UNSAFE
from tests.patience import SOON

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
expect.set_options(timeout=1000 * SOON)


@contextmanager
def open_chromium(*switches: str) -> Iterator[Browser]:
    """
    Open a real browser.

    Playwright keeps an event loop in this thread. Meanwhile what the test asks of the database is
    synchronous all the same, and goes over a connection that Django keeps for that loop alone: it
    is closed here, for nobody could reach it afterwards.
    """
    # Chromium refuses its own sandbox to root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, _beside_a_loop():
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*switches, *sandbox])
        try:
            yield browser
        finally:
            browser.close()
            connection.close()


def listen(page: Page) -> Page:
    """Keep what a page complains of, in its `complaints`."""
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@contextmanager
def _beside_a_loop() -> Iterator[None]:
    """Let this process, and none that it starts, use the database beside an event loop."""
    os.environ[UNSAFE] = "true"
    try:
        yield
    finally:
        del os.environ[UNSAFE]
