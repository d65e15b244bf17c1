"""The locked screen: nothing but unlocking is answered, and only its own person unlocks it."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F
from django.test import Client

from contactcentre.core.actions import people
from contactcentre.core.permissions import Role
from contactcentre.core.sessions import GIVEN_AT
from tests.pages.conftest import PASSWORD

SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def locked(world, enter, with_password):
    """The browser of a handler who has locked the screen."""
    browser = enter(with_password(world.handler))
    assert browser.post("/lock/").status_code == 204
    return browser


def test_a_locked_screen_shows_nothing_but_the_way_back(locked):
    assert locked.get("/desk/calls/")["Location"] == "/unlock/"
    assert locked.get("/api/v1/contacts/").status_code == 423
    assert locked.post("/desk/command/", {"line": "find acre"})["Location"] == "/unlock/"


def test_boards_go_on_behind_a_locked_screen(locked):
    assert locked.get("/api/v1/boards/calls/").status_code == 200


def test_a_call_is_answered_and_ended_behind_a_locked_screen_and_its_caller_not_shown(
    locked, world
):
    call = world.ring(number="07700 900123")
    contact = f"/api/v1/contacts/{call.pk}/"

    outcome = {"outcome": "ADVICE", "note": "Advised"}

    for order, sent in (("answer", {}), ("dispose", outcome), ("end", {})):
        answer = locked.post(f"{contact}{order}/", sent, content_type="application/json")
        assert answer.status_code == 200, answer.content
        assert answer.json() == {"detail": "Done. Unlock the screen to see more."}
    assert locked.get(contact).status_code == 423
    assert locked.post(f"{contact}claim/", {}).status_code == 423
    assert locked.get(f"{contact}answer/").status_code == 423


def test_a_refusal_behind_a_locked_screen_names_nobody(world, enter):
    call = world.ring(number="07700 900123")
    locked = enter(world.on_shift("colleague", Role.CALL_HANDLER))
    locked.post("/lock/")

    contact = f"/api/v1/contacts/{call.pk}/"
    answer = locked.post(f"{contact}answer/", {}, content_type="application/json")

    assert answer.status_code == 409
    assert answer.json() == {"detail": "That was not done. Unlock the screen to see why."}


def test_the_own_password_unlocks(locked):
    assert locked.post("/unlock/", {"password": PASSWORD}, headers=SCRIPT).status_code == 204
    assert locked.get("/desk/calls/").status_code == 200


def test_a_password_that_was_hashed_more_cheaply_once_unlocks_and_signs_nobody_out(
    locked, settings
):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    assert locked.post("/unlock/", {"password": PASSWORD}, headers=SCRIPT).status_code == 204
    assert locked.get("/desk/calls/").status_code == 200


def test_the_page_unlocks_without_a_script(locked):
    assert "Screen locked" in locked.get("/unlock/").content.decode()
    assert locked.post("/unlock/", {"password": PASSWORD})["Location"] == "/"


def test_a_wrong_password_keeps_it_locked_and_says_whose_it_is(locked):
    answer = locked.post("/unlock/", {"password": "wrong"}, headers=SCRIPT)

    assert answer.status_code == 403
    assert "Handler" in answer.json()["detail"]
    assert "Tries left: 4" in answer.json()["detail"]
    assert locked.get("/desk/calls/").status_code == 302


def test_a_colleagues_password_does_not_unlock(locked, world, with_password):
    other = with_password(world.person("other", Role.CALL_HANDLER))
    other.set_password("another long password")
    other.save()

    assert locked.post("/unlock/", {"password": "another long password"}).status_code == 403


def test_guessing_at_a_locked_screen_locks_the_name_out(locked, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        answer = locked.post("/unlock/", {"password": "wrong"}, headers=SCRIPT)

    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.json()["detail"]
    assert "looked at in 15 minutes" in answer.json()["detail"]
    assert "An administrator can help sooner" in answer.json()["detail"]


def test_the_time_until_the_next_try_is_told_as_it_passes(locked, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        locked.post("/unlock/", {"password": "wrong"}, headers=SCRIPT)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14, seconds=30))

    answer = locked.post("/unlock/", {"password": PASSWORD}, headers=SCRIPT)

    assert answer.status_code == 429
    assert "looked at in 1 minute." in answer.json()["detail"]


def test_an_administrator_who_gives_a_new_password_lets_its_owner_in(locked, world, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        locked.post("/unlock/", {"password": "wrong"}, headers=SCRIPT)
    given = "a password for tonight"
    who = {"person_id": world.handler.pk, "by": world.admin, "at": world.at}
    people.reset_password(password=given, **who)

    signed_in = Client().post("/sign-in/", {"username": "handler", "password": given})

    assert signed_in.status_code == 302


def test_a_locked_screen_can_be_left(locked):
    assert locked.post("/sign-out/")["Location"] == "/sign-in/"


@pytest.fixture
def password_given(world, enter, with_password):
    """The browser of a handler who gave their password so many seconds before it is asked for."""

    def ago(left: float):
        browser = enter(with_password(world.handler))
        session = browser.session
        session[GIVEN_AT] += left - settings.ASK_AGAIN_SECONDS
        session.save()
        return browser

    return ago


@pytest.mark.capability("N3")
def test_after_four_hours_the_password_is_asked_for_again(password_given):
    browser = password_given(left=-1)
    assert browser.get("/desk/calls/")["Location"] == "/unlock/"
    assert browser.get("/api/v1/contacts/").status_code == 423

    assert browser.post("/unlock/", {"password": PASSWORD}).status_code == 302

    assert browser.get("/desk/calls/").status_code == 200


@pytest.mark.capability("N3")
def test_nobody_is_asked_before_that(password_given):
    browser = password_given(left=60)

    assert browser.get("/desk/calls/").status_code == 200
    said = browser.get("/unlock/", headers=SCRIPT).json()
    assert not said["locked"]
    assert 0 < said["ask_again_in"] <= 60


@pytest.mark.capability("N3")
def test_whoever_types_is_left_alone_for_five_minutes_and_no_longer(password_given):
    assert password_given(left=-299).get("/api/v1/me/").status_code == 200
    assert password_given(left=-301).get("/api/v1/me/").status_code == 423


@pytest.mark.capability("N3")
def test_a_desk_that_asks_because_nobody_types_is_locked_and_told_of_the_shift(password_given):
    said = password_given(left=-1).get("/unlock/", headers=SCRIPT).json()

    assert said["locked"]
    assert "You are still on shift" in said["shift"]


@pytest.mark.capability("N3")
def test_a_form_that_is_sent_is_taken_and_the_next_page_asks(password_given):
    browser = password_given(left=-301)
    new = "an altogether different one"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    assert browser.post("/password/", fields)["Location"] != "/unlock/"

    assert browser.get("/help/")["Location"] == "/unlock/"


@pytest.mark.capability("N3")
def test_nobody_is_asked_from_the_ring_until_it_is_said_how_the_call_ended(password_given, world):
    browser, call = password_given(left=-301), world.ring(number="07700 900123")
    contact = f"/api/v1/contacts/{call.pk}/"
    outcome = {"outcome": "ADVICE", "note": "Advised"}

    for order, sent in (("answer", {}), ("end", {"is_cut": True}), ("dispose", outcome)):
        assert browser.get("/desk/calls/").status_code == 200
        assert browser.get(contact).status_code == 200
        assert not browser.get("/unlock/", headers=SCRIPT).json()["locked"]
        answer = browser.post(f"{contact}{order}/", sent, content_type="application/json")
        assert answer.status_code == 200

    assert browser.get(contact).status_code == 423


@pytest.mark.capability("N3")
def test_a_session_whose_password_was_changed_elsewhere_is_shown_to_the_sign_in(
    password_given, world
):
    browser = password_given(left=-301)
    world.handler.set_password("set by somebody else")
    world.handler.save()

    assert browser.get("/desk/calls/")["Location"].startswith("/sign-in/")
