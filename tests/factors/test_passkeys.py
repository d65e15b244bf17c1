"""A passkey signs in by itself; what is forged, copied, repeated or somebody else's does not."""

import json

import pytest
from django.test import Client

from contactcentre.core import people
from contactcentre.core.models import AuditEntry, Passkey, Person
from contactcentre.core.permissions import Role
from tests.factors.conftest import add_passkey, is_in, show, sign_in, with_password
from tests.factors.softkey import FLAG, SoftKey

pytestmark = pytest.mark.capability("N3")


@pytest.fixture
def key(dora):
    return add_passkey(sign_in()[0])


def test_a_passkey_signs_in_by_itself_and_starts_the_duty(key, dora):
    people.duty_of(dora).delete()
    browser = Client()

    answer = show(browser, key)

    assert answer.json() == {"location": "/"}
    assert is_in(browser)
    assert people.duty_of(dora).desk == "DISPATCH"
    assert AuditEntry.objects.filter(name="passkey.used", by="dora").count() == 1


def test_a_password_alone_no_longer_signs_in(key, dora):
    browser, answer = sign_in()

    assert answer["Location"] == "/sign-in/second/"
    assert not is_in(browser)
    assert browser.get("/desk/dispatch/").status_code == 302
    assert show(browser, key).status_code == 200
    assert is_in(browser)


@pytest.mark.parametrize(
    "how",
    [{"forged": True}, {"origin": "https://testserver.example"}, {"flags": FLAG.UP}],
    ids=["forged", "elsewhere", "not verified"],
)
def test_an_answer_that_is_not_genuine_opens_nothing(how, key):
    browser = Client()

    assert show(browser, key, **how).status_code == 403
    assert not is_in(browser)


def test_an_answer_is_taken_once(key):
    browser = Client()
    asked = browser.post("/sign-in/passkey/ask/").json()
    answer = {"credential": key.show(asked)}
    browser.post("/sign-in/passkey/", answer)
    browser.post("/sign-out/")

    assert browser.post("/sign-in/passkey/", answer).status_code == 422
    browser.post("/sign-in/passkey/ask/")
    assert browser.post("/sign-in/passkey/", answer).status_code == 403
    assert not is_in(browser)


def test_a_copy_of_a_passkey_is_noticed_by_its_count(key):
    show(Client(), key)
    show(Client(), key)
    key.uses = 0
    copy = Client()

    answer = show(copy, key)

    assert answer.status_code == 403
    assert "copied" in answer.content.decode()
    assert not is_in(copy)


def test_a_passkey_of_somebody_else_does_not_stand_in_after_a_password(key, dora, world):
    with_password(world.person("carys", Role.DISPATCHER, area=world.area))
    other = add_passkey(sign_in("carys")[0])
    browser, _answer = sign_in()

    assert show(browser, other).status_code == 403
    assert not is_in(browser)


def test_a_passkey_of_somebody_who_has_left_opens_nothing(key, dora):
    Person.objects.filter(pk=dora.pk).update(is_active=False)
    browser = Client()

    assert show(browser, key).status_code == 403
    assert not is_in(browser)


def test_a_passkey_made_for_another_site_is_not_added(dora):
    browser, _answer = sign_in()
    asked = browser.post("/account/factors/passkeys/ask/").json()
    made = SoftKey().make(asked, origin="https://evil.example")

    assert browser.post("/account/factors/passkeys/", {"credential": made}).status_code == 422
    assert not Passkey.objects.exists()


BROKEN = [
    "",
    "[]",
    "{}",
    "null",
    '{"id": 1}',
    '{"id": "x", "rawId": "x", "response": {}}',
    '{"id": "eHg", "rawId": "eHg", "response": 5, "type": "public-key"}',
]


@pytest.mark.parametrize("sent", BROKEN)
def test_what_is_no_answer_is_refused_in_words(sent, dora):
    browser, _answer = sign_in()
    browser.post("/account/factors/passkeys/ask/")
    made = browser.post("/account/factors/passkeys/", {"credential": sent})
    stranger = Client()
    stranger.post("/sign-in/passkey/ask/")
    shown = stranger.post("/sign-in/passkey/", {"credential": sent})

    assert made.status_code == 422
    assert shown.status_code in {403, 422}


def test_an_answer_cut_off_or_changed_anywhere_is_refused(key):
    browser = Client()
    for at in range(0, 300, 7):
        asked = browser.post("/sign-in/passkey/ask/").json()
        answer = json.loads(key.show(asked))
        for name, text in answer["response"].items():
            answer["response"][name] = text[:at] + ("A" if text[at : at + 1] != "A" else "B")
        sent = {"credential": json.dumps(answer)}
        assert browser.post("/sign-in/passkey/", sent).status_code == 403

    assert not is_in(browser)
