"""A real browser with a key in it (a virtual one): it enrols, signs in, and axe reads each page."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect

from contactcentre.core import clock, one_time
from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from tests.browser.test_accessibility import SIZES, faults
from tests.chromium import listen, open_chromium
from tests.factors.conftest import PASSWORD
from tests.live.server import WebProcess

pytestmark = [pytest.mark.slow, pytest.mark.capability("N3", "C10")]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
QUICK = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.fixture
def site(committed_world, settings):
    """A web process that asks everybody for a second factor, by a name that takes keys."""
    settings.PASSWORD_HASHERS = [QUICK]
    dora = committed_world.person("dora", Role.DISPATCHER, area=committed_world.area)
    Person.objects.filter(pk=dora.pk).update(password=make_password(PASSWORD))
    with WebProcess(MFA_REQUIRED="1") as web:
        yield f"http://localhost:{web.port}"


@pytest.fixture
def window(site) -> Page:
    """A window, and what it complains of; it has a key in it."""
    with open_chromium() as browser:
        page = listen(browser.new_context(base_url=site).new_page())
        line = page.context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill("dora")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(account|desk|sign-in/second)/"))


def sign_out(page: Page) -> None:
    page.goto("/help/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")


def show_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")


def read_by_axe(page: Page) -> list[str]:
    """Return what axe finds on this page, dark and light, wide and slim."""
    found, before = [], page.viewport_size
    for size in SIZES.values():
        for scheme in ("dark", "light"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found += faults(page)
    page.set_viewport_size(before)
    return found


@pytest.fixture
def enrolled(window) -> Page:
    """The window of somebody who has just enrolled its key, with what axe found on the way."""
    sign_in(window)
    expect(window).to_have_url(re.compile("/account/factors/$"))
    window.found = read_by_axe(window)
    window.get_by_label("Name of the new passkey").fill("This desk")
    window.get_by_role("button", name="Add a passkey").click()
    window.wait_for_url("**/recovery-codes/")
    window.found += read_by_axe(window)
    window.get_by_role("button", name="Show my recovery codes").click()
    expect(window.locator("#codes li")).to_have_count(10)
    window.found += read_by_axe(window)
    window.get_by_role("link", name="I have kept them").click()
    window.wait_for_url("**/desk/dispatch/")
    return window


def show_passkey(page: Page, to: str = "**/desk/dispatch/") -> None:
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(to)


def test_a_passkey_that_was_enrolled_signs_in_alone_and_after_a_password(enrolled):
    sign_out(enrolled)
    show_passkey(enrolled)

    sign_out(enrolled)
    sign_in(enrolled)
    expect(enrolled).to_have_url(re.compile("/sign-in/second/$"))
    enrolled.found += read_by_axe(enrolled)
    show_passkey(enrolled)

    assert (enrolled.found, enrolled.complaints) == ([], [])


def test_whoever_has_a_passkey_sees_it_confirms_by_it_and_sees_where_they_are(enrolled):
    enrolled.goto("/account/sessions/")
    expect(enrolled.get_by_text("this one", exact=True)).to_be_visible()
    found = read_by_axe(enrolled)
    enrolled.goto("/account/factors/confirm/?next=/account/factors/")
    found += read_by_axe(enrolled)
    show_passkey(enrolled, to="**/account/factors/")
    expect(enrolled.get_by_text("This desk", exact=True).first).to_be_visible()
    found += read_by_axe(enrolled)

    assert (found, enrolled.complaints) == ([], [])


def test_an_app_is_enrolled_and_its_codes_sign_in_once_each(window):
    sign_in(window)
    window.get_by_role("link", name="Add an authenticator app").click()
    found = read_by_axe(window)
    secret = window.locator("#secret").inner_text().replace(" ", "")
    step = one_time.step_at(clock.real())
    show_code(window, "000000")
    expect(window.get_by_role("alert")).to_contain_text("not the code")
    expect(window.locator("#secret")).to_have_text(re.compile(secret[:4]))
    show_code(window, one_time.code_of(secret, step - 1))
    window.wait_for_url("**/recovery-codes/")

    sign_out(window)
    sign_in(window)
    show_code(window, one_time.code_of(secret, step - 1))
    expect(window.get_by_role("alert")).to_contain_text("wrong, or was used before")
    found += read_by_axe(window)
    show_code(window, one_time.code_of(secret, step))
    window.wait_for_url("**/desk/dispatch/")
    # A refused code is answered 422 or 403, which a browser notes.
    refused = [each for each in window.complaints if "422" in each or "403" in each]
    assert (found, len(refused), len(window.complaints)) == ([], 2, 2)
