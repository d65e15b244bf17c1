"""Codes of an app and of paper: each signs in once; guessing at them is counted with passwords."""

import threading

import pytest
from django.db import connection
from django.test import Client

from contactcentre.core import clock, one_time
from contactcentre.core.actions import factors
from contactcentre.core.models import AuditEntry, AuthenticatorApp, Person, RecoveryCode
from tests.factors.conftest import add_app, add_passkey, code, is_in, sign_in

pytestmark = pytest.mark.capability("N3")


@pytest.fixture
def secret(dora):
    return add_app(sign_in()[0])


def try_code(given: str) -> Client:
    browser, answer = sign_in()
    assert answer["Location"] == "/sign-in/second/"
    browser.post("/sign-in/second/", {"code": given})
    return browser


def test_the_code_of_the_app_signs_in_after_the_password(secret):
    browser = try_code(code(secret))

    assert is_in(browser)
    assert browser.get("/desk/dispatch/").status_code == 200


def test_a_code_works_once_only(secret):
    used = code(secret)

    assert is_in(try_code(used))
    assert not is_in(try_code(used))


def test_the_code_that_added_the_app_does_not_sign_in(dora):
    browser, _answer = sign_in()
    browser.get("/account/factors/app/")
    first = code(browser.session["new_app_secret"])
    browser.post("/account/factors/app/", {"code": first})

    assert not is_in(try_code(first))


@pytest.mark.parametrize("given", ["", "000000", "12345", "é" * 6, "x" * 5000])
def test_a_wrong_code_does_not(given, secret):
    wrong = "999999" if given == code(secret) else given

    assert not is_in(try_code(wrong))


def test_a_code_of_long_ago_does_not(secret):
    assert not is_in(try_code(code(secret, steps=-3)))


def test_the_secret_is_kept_sealed(secret, dora):
    assert secret not in AuthenticatorApp.objects.get(person=dora).secret


def test_the_secret_follows_a_change_of_our_key(secret, dora, settings):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 50
    settings.SECRET_KEY_FALLBACKS = [old]
    assert is_in(try_code(code(secret)))

    settings.SECRET_KEY_FALLBACKS = []
    assert is_in(try_code(code(secret, steps=1)))

    settings.SECRET_KEY = "m" * 50
    assert not is_in(try_code(code(secret, steps=1)))


def test_guessing_codes_is_counted_like_guessing_passwords(secret, settings):
    for number in range(settings.AXES_FAILURE_LIMIT):
        try_code("12345x" if number else "abcdef")

    answer = Client().post("/sign-in/", {"username": "dora", "password": "whatever"})

    assert answer.status_code == 429


def test_recovery_codes_sign_in_once_each_and_are_shown_once(secret, dora):
    browser = try_code(code(secret))
    browser.post("/account/factors/recovery-codes/")
    page = browser.post("/account/factors/recovery-codes/").content.decode()
    codes = [line.split("<")[0] for line in page.split("<code>")[1:]]
    assert len(set(codes)) == 10
    assert not [each for each in codes if each in str(list(RecoveryCode.objects.values()))]

    assert is_in(try_code(codes[0]))
    assert not is_in(try_code(codes[0]))
    assert is_in(try_code(codes[1].upper().replace("-", " ")))
    assert dora.recovery_codes.filter(used_at=None).count() == 8
    assert [each.detail["left"] for each in AuditEntry.objects.filter(name="recovery_code.used")]
    assert codes[2] not in browser.get("/account/factors/recovery-codes/").content.decode()


def test_recovery_codes_stand_in_for_something(dora):
    browser, _answer = sign_in()

    assert browser.post("/account/factors/recovery-codes/").status_code == 409


def test_a_password_shown_too_long_ago_is_asked_again(secret, monkeypatch):
    browser, _answer = sign_in()
    session = browser.session
    session["second_factor_of"] |= {"at": "2020-01-01T00:00:00+00:00"}
    session.save()

    assert browser.post("/sign-in/second/", {"code": code(secret)})["Location"] == "/sign-in/"
    assert not is_in(browser)


def test_a_password_changed_meanwhile_is_asked_again(secret, dora):
    browser, _answer = sign_in()
    dora.set_password("another quiet evening")
    dora.save()

    browser.post("/sign-in/second/", {"code": code(secret)})

    assert not is_in(browser)


def test_an_app_says_the_codes_of_the_standard():
    """RFC 6238, appendix B, the last six digits of each."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert one_time.code_of(secret, 59 // 30) == "287082"
    assert one_time.code_of(secret, 1111111109 // 30) == "081804"
    assert one_time.code_of(secret, 20000000000 // 30) == "353130"


def test_the_last_factor_stays_where_one_is_needed(secret, required):
    browser = try_code(code(secret))

    assert browser.post("/account/factors/app/remove/").status_code == 409
    add_passkey(browser)
    assert browser.post("/account/factors/app/remove/").status_code == 302
    assert not AuthenticatorApp.objects.exists()


def test_where_none_is_needed_all_can_go_and_the_paper_with_them(secret, dora):
    browser = try_code(code(secret))
    browser.post("/account/factors/recovery-codes/")

    browser.post("/account/factors/app/remove/")

    assert not dora.recovery_codes.exists()
    assert is_in(sign_in()[0])


def test_of_two_who_bring_one_code_at_once_one_gets_in(committed_world):
    person = committed_world.person("dora")
    codes = _paper(person)
    taken, start = [], threading.Barrier(8)

    def bring():
        start.wait()
        known = Person.objects.get(pk=person.pk)
        who = {"real": clock.real(), "by": known, "at": committed_world.at}
        taken.append(factors.use_code(code=codes[0], **who))
        connection.close()

    threads = [threading.Thread(target=bring) for _each in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(taken) == [""] * 7 + ["recovery code"]


def _paper(person) -> list[str]:
    secret, real = one_time.new_secret(), clock.real()
    first = one_time.code_of(secret, one_time.step_at(real))
    who = {"by": person, "at": real}
    factors.add_app(secret=secret, code=first, is_proved=False, real=real, **who)
    return factors.make_recovery_codes(**who)
