"""Windows of the contact centre as people use them: by keyboard, with everything heard kept."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock
from contactcentre.management.demo.people import PASSWORD

WIDE = {"width": 1440, "height": 900}


class Room:
    """The windows of one test; each is one person at one desk."""

    def __init__(self, web, chromium, opened):
        self.web, self.chromium, self.opened = web, chromium, opened
        self.complaints: list[str] = []

    def window(self, username: str, *, size=None, scheme: str = "dark") -> Page:
        """Sign somebody in, in a window of their own, and wait until their board is live."""
        context = self.chromium.new_context(viewport=size or WIDE, color_scheme=scheme)
        self.opened.callback(context.close)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{username}: {error}"))
        page.on("console", self._hear)
        return self.sign_in(page, username)

    def sign_in(self, page: Page, username: str) -> Page:
        """Sign somebody in with their password."""
        page.goto(f"{self.web.url}/sign-in/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(f"{self.web.url}/sign-in/")
        return page

    def ring(self, page: Page, title: str) -> None:
        """Ring one of the demonstration's calls, from a tab of its own."""
        tray = page.context.new_page()
        tray.goto(f"{self.web.url}/demo/")
        # Whoever closes a tab at once may be quicker than what its button sends.
        with tray.expect_navigation():
            tray.locator("form", has_text=title).get_by_role("button").first.click()
        tray.close()

    def pass_time(self, **duration) -> None:
        """Let time jump for every process and every browser."""
        clock.forget()
        VirtualClock.move(to=clock.now() + timedelta(**duration))
        clock.forget()

    def _hear(self, message) -> None:
        if message.type == "error" and "409" not in message.text and "422" not in message.text:
            self.complaints.append(message.text)
