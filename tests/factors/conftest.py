"""Somebody with a password, and browsers that have not signed in."""

import time
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.test import Client

from contactcentre.core import clock, one_time
from contactcentre.core.permissions import Role
from contactcentre.core.sessions import CONFIRMED, SessionStore
from tests.factors.softkey import SoftKey

# Nobody begins to type a code that is gone in a moment.
SHORT = 2

PASSWORD = "a long and quiet evening"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture
def dora(world):
    """A dispatcher with a password and nothing else yet."""
    return with_password(world.person("dora", Role.DISPATCHER, area=world.area))


@pytest.fixture
def required(settings):
    """Everybody must have a second factor."""
    settings.MFA_REQUIRED = True


def with_password(person):
    """Give a person the password of these tests."""
    person.password = make_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sign_in(username: str = "dora", browser: Client | None = None):
    """Show the password; return the browser and its answer."""
    browser = browser or Client()
    answer = browser.post("/sign-in/", {"username": username, "password": PASSWORD})
    return browser, answer


def is_in(browser: Client) -> bool:
    """Test whether somebody is signed in."""
    return "_auth_user_id" in browser.session


def add_passkey(browser: Client, name: str = "blue") -> SoftKey:
    """Add a new passkey to whoever is signed in here."""
    key = SoftKey()
    asked = browser.post("/account/factors/passkeys/ask/").json()
    form = {"name": name, "credential": key.make(asked)}
    answer = browser.post("/account/factors/passkeys/", form)
    assert answer.status_code == 200, answer.content
    return key


def add_app(browser: Client) -> str:
    """Add an authenticator app to whoever is signed in here; return its secret."""
    browser.get("/account/factors/app/")
    secret = browser.session["new_app_secret"]
    answer = browser.post("/account/factors/app/", {"code": code(secret, steps=-1)})
    assert answer.status_code == 302, answer.content
    return secret


def grow_old(person, minutes: int = 16) -> None:
    """Let it be some minutes longer ago that this person's sessions began."""
    for row in person.sessions.all():
        session = SessionStore(row.session_key)
        shown = datetime.fromisoformat(session[CONFIRMED]) - timedelta(minutes=minutes)
        session[CONFIRMED] = shown.isoformat()
        session.save()
    person.sessions.update(created_at=F("created_at") - timedelta(minutes=minutes))


def code(secret: str, *, steps: int = 0) -> str:
    """Return the code the app shows, or showed some half minutes ago, while it will last."""
    left = one_time.SECONDS - clock.real().timestamp() % one_time.SECONDS
    if left < SHORT:
        time.sleep(left)
    return one_time.code_of(secret, one_time.step_at(clock.real()) + steps)


def show(browser: Client, key: SoftKey, **how):
    """Show a passkey at the front door."""
    asked = browser.post("/sign-in/passkey/ask/").json()
    return browser.post("/sign-in/passkey/", {"credential": key.show(asked, **how)})
