"""Windows of the contact centre as people use them: by keyboard, with everything heard kept."""

from datetime import timedelta

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from contactcentre.core import clock
from contactcentre.core.models import Person, VirtualClock
from contactcentre.desks import demo_calls, pages
from contactcentre.management.demo.people import PASSWORD
from incidents.actions import duty

WIDE = {"width": 1440, "height": 900}


class Room:
    """The windows of one test; each is one person at one desk."""

    def __init__(self, web, chromium, opened):
        self.web, self.chromium, self.opened = web, chromium, opened
        self.complaints: list[str] = []

    def window(self, username: str, *, size=None, scheme: str = "dark") -> Page:
        """Open a window of somebody who has signed in, at their desk."""
        page = self.page(username, size=size, scheme=scheme)
        session = {"name": settings.SESSION_COOKIE_NAME, "value": signed_in(username)}
        page.context.add_cookies([{**session, "url": self.web.url}])
        page.goto(self.web.url)
        return page

    def page(self, username: str, *, size=None, scheme: str = "dark") -> Page:
        """Open an empty window for somebody."""
        context = self.chromium.new_context(viewport=size or WIDE, color_scheme=scheme)
        self.opened.callback(context.close)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{username}: {error}"))
        page.on("console", self._hear)
        return page

    def sign_in(self, page: Page, username: str) -> Page:
        """Sign somebody in with their password."""
        page.goto(f"{self.web.url}/sign-in/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(f"{self.web.url}/sign-in/")
        return page

    def ring(self, page: Page, title: str) -> None:
        """Ring one of the demonstration's calls, as its button does."""
        [call] = [each.name for each in demo_calls.CALLS if title in str(each.title)]
        tokens = [each for each in page.context.cookies() if each["name"] == "csrftoken"]
        form = {"call": call, "csrfmiddlewaretoken": tokens[0]["value"]}
        answer = page.request.post(f"{self.web.url}/demo/ring/", form=form, max_redirects=0)
        assert answer.headers["location"] == "/demo/", answer.status

    def pass_time(self, **duration) -> None:
        """Let time jump for every process and every browser."""
        clock.forget()
        VirtualClock.move(to=clock.now() + timedelta(**duration))
        clock.forget()

    def _hear(self, message) -> None:
        if message.type == "error" and "409" not in message.text and "422" not in message.text:
            self.complaints.append(message.text)


def signed_in(username: str) -> str:
    """Sign somebody in and on at their desk, and return the cookie of their session."""
    person, client = Person.objects.get(username=username), Client()
    client.force_login(person)
    desk = pages.desk_of(person)
    if desk is not None:
        duty.sign_on(desk=desk, by=person, at=clock.now())
    return client.cookies[settings.SESSION_COOKIE_NAME].value
