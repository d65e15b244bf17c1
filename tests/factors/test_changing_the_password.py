"""A new password opens nothing that the session could not open before, and cannot be guessed at."""

import pytest
from django.test import Client

from contactcentre.core.models import AuthenticatorApp, Person
from tests.factors.conftest import PASSWORD, add_app, grow_old, sign_in

pytestmark = pytest.mark.capability("N3")
NEW = "an altogether different one"
THREE_HOURS = 180


def change(browser: Client, old: str = PASSWORD):
    """Ask for the new password, with this as the present one."""
    fields = {"old_password": old, "new_password1": NEW, "new_password2": NEW}
    return browser.post("/password/", fields)


def has_changed(person) -> bool:
    return Person.objects.get(pk=person.pk).check_password(NEW)


def test_in_an_old_session_the_password_alone_changes_nothing(dora):
    browser, _answer = sign_in()
    add_app(browser)
    grow_old(dora, THREE_HOURS)

    asked = "/account/factors/confirm/?next=%2Fpassword%2F"
    assert browser.get("/password/")["Location"] == asked
    assert change(browser)["Location"] == asked
    assert not has_changed(dora)
    browser.post("/account/factors/app/remove/")
    assert AuthenticatorApp.objects.filter(person=dora).exists()


def test_a_new_key_of_the_session_is_no_new_sign_in(dora):
    browser, _answer = sign_in()
    add_app(browser)
    grow_old(dora, minutes=14)
    assert change(browser)["Location"] == "/"
    assert has_changed(dora)
    grow_old(dora, minutes=2)

    assert browser.get("/account/factors/")["Location"].startswith("/account/factors/confirm/")
    browser.post("/account/factors/app/remove/")
    assert AuthenticatorApp.objects.filter(person=dora).exists()


def test_whoever_was_given_a_password_changes_it_however_long_they_wait(dora):
    dora.must_change_password = True
    dora.save()
    browser, _answer = sign_in()
    grow_old(dora, THREE_HOURS)

    assert change(browser)["Location"] == "/"
    assert has_changed(dora)


def test_wrong_present_passwords_are_counted_like_any_other(dora, settings):
    browser, _answer = sign_in()
    tried = [
        change(browser, f"guess {number}").status_code
        for number in range(settings.AXES_FAILURE_LIMIT + 1)
    ]

    assert tried[0] == 200
    assert tried[-1] == 429
    assert change(browser).status_code == 429
    assert not has_changed(dora)
