"""Pages that others wrote hold our content policy in a real browser: the API's and the admin's."""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def window(live_server, committed_world: World, monkeypatch):
    """A browser window in which the administrator is signed in, and what it complains of."""
    # Playwright keeps an event loop in this thread; the test asks the database outside of it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    client = Client()
    client.force_login(committed_world.admin)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        context = browser.new_context(base_url=live_server.url)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page
        browser.close()


def test_the_page_of_the_api_draws_itself_and_tries_an_order(window):
    window.goto("/api/v1/docs/")
    window.wait_for_selector("#operations-incidents-incidents_grade")
    window.click("#operations-me-me .opblock-summary")
    window.click("#operations-me-me .try-out__btn")
    window.click("#operations-me-me .execute")
    window.wait_for_selector("#operations-me-me .live-responses-table .microlight")

    assert '"username": "admin"' in window.inner_text("#operations-me-me .live-responses-table")
    assert window.complaints == []


def test_the_admin_site_works_without_inline_script_or_style(window):
    for path in ("/admin/", "/admin/core/person/", "/admin/countdowns/policy/add/"):
        window.goto(path)
    window.click(".datetimeshortcuts a")
    assert window.input_value("#id_effective_from_0") != ""
    window.goto("/admin/core/person/add/")
    window.click("#id_command_units_add_all, .selector-chooseall")
    assert window.locator("#id_command_units_to option").count() == 2

    assert window.complaints == []
