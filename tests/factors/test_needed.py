"""Where everybody needs a second factor: the way to one, sockets, machines, and the lost key."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from contactcentre.core import people
from contactcentre.core.live.admission import admissions
from contactcentre.core.models import AuditEntry, Session
from contactcentre.core.permissions import Role
from tests.factors.conftest import (
    PASSWORD,
    add_app,
    add_passkey,
    code,
    grow_old,
    is_in,
    show,
    sign_in,
    with_password,
)

pytestmark = pytest.mark.capability("N3")
ADMIN = "/admin/core/person"


def listens(session_key: str) -> bool:
    return admissions([("channel", session_key, "dispatch")]) != [None]


def test_before_enrolling_there_is_the_way_to_it_and_no_duty(dora, required):
    browser, answer = sign_in()

    assert browser.get(answer["Location"])["Location"] == "/account/factors/"
    assert "Add a passkey" in browser.get("/account/factors/").content.decode()
    assert browser.get("/api/v1/me/").status_code == 403
    assert not listens(browser.session.session_key)
    assert people.duty_of(dora) is None


@pytest.mark.parametrize("enrol", [add_passkey, add_app])
def test_enrolling_opens_the_desk_and_starts_the_duty(enrol, dora, required):
    browser, _answer = sign_in()

    enrol(browser)

    assert browser.get("/desk/dispatch/").status_code == 200
    assert listens(browser.session.session_key)
    assert people.duty_of(dora)


def test_enrolling_ends_what_the_password_alone_had_opened(dora, required):
    elsewhere, _answer = sign_in()
    here, _answer = sign_in()

    add_passkey(here)

    assert elsewhere.get("/account/factors/")["Location"].startswith("/sign-in/")
    assert is_in(here)


def test_a_session_without_the_second_factor_adds_none_beside_it(dora, required):
    thief, _answer = sign_in()
    key = thief.session.session_key
    row = Session.objects.get(pk=key)
    add_passkey(sign_in()[0])
    row.save(force_insert=True)

    assert thief.get("/account/factors/").status_code == 403
    thief.get("/account/factors/app/")
    shown = code(thief.session["new_app_secret"])
    assert thief.post("/account/factors/app/", {"code": shown}).status_code == 403


def test_a_machine_with_a_key_needs_none(world, required):
    answer = Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {world.key()}"})

    assert answer.status_code == 200


def test_a_password_set_by_somebody_else_is_changed_before_a_factor_is_added(dora, required):
    dora.must_change_password = True
    dora.save()
    browser, _answer = sign_in()

    assert browser.get("/account/factors/")["Location"] == "/password/"
    new = "an altogether different one"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert browser.post("/password/", fields)["Location"] == "/"
    assert browser.get("/")["Location"] == "/account/factors/"


@pytest.fixture
def administrator(world, required):
    """An administrator with a passkey of their own, signed in."""
    with_password(world.admin)
    browser, _answer = sign_in(world.admin.username)
    add_passkey(browser)
    return browser


def test_an_administrator_resets_what_somebody_has_lost(administrator, dora):
    browser, _answer = sign_in()
    key, opened = add_passkey(browser), browser.session.session_key
    order = f"{ADMIN}/{dora.pk}/reset-second-factor/"
    assert "Be sure that it is them" in administrator.get(order).content.decode()

    administrator.post(order)

    assert browser.get("/desk/dispatch/").status_code == 302
    assert not listens(opened)
    assert show(Client(), key).status_code == 403
    again, _answer = sign_in()
    assert again.get("/")["Location"] == "/account/factors/"
    entry = AuditEntry.objects.get(name="person.factors_reset")
    assert (entry.subject_id, entry.by) == (str(dora.pk), "admin")


def test_nobody_resets_their_own(administrator, world):
    page = administrator.post(f"{ADMIN}/{world.admin.pk}/reset-second-factor/").content.decode()

    assert "Ask another administrator" in page
    assert world.admin.passkeys.exists()


def test_the_only_administrator_is_helped_on_the_command_line(administrator, world):
    said = StringIO()

    call_command("reset_factors", world.admin.username, stdout=said)

    assert "add a new second factor" in said.getvalue()
    assert not world.admin.passkeys.exists()
    with pytest.raises(CommandError, match="nobody called"):
        call_command("reset_factors", "nobody")


def test_an_administrator_signs_somebody_out_everywhere(administrator, dora):
    browsers = [sign_in()[0] for _each in range(3)]

    administrator.post(f"{ADMIN}/{dora.pk}/end-sessions/")

    assert not dora.sessions.exists()
    assert [each.get("/api/v1/me/").status_code for each in browsers] == [401] * 3
    entry = AuditEntry.objects.get(name="person.sessions_ended", subject_id=str(dora.pk))
    assert (entry.by, entry.detail) == ("admin", {"number": 3})


def test_who_is_no_administrator_resets_nothing(dora, world):
    browser, _answer = sign_in()

    assert browser.post(f"{ADMIN}/{world.admin.pk}/reset-second-factor/").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/account/factors/", "/account/factors/app/", f"{ADMIN}/add/", "/admin/core/apikey/add/"],
)
def test_what_opens_doors_asks_again_who_it_is(path, world):
    with_password(world.admin)
    browser, _answer = sign_in(world.admin.username)
    assert browser.get(path).status_code == 200
    grow_old(world.admin)

    asked = browser.get(path)["Location"]

    assert asked.startswith("/account/factors/confirm/?next=")
    assert browser.post(asked, {"password": "wrong"}).status_code == 403
    assert browser.get(path).status_code == 302
    assert browser.post(asked, {"password": PASSWORD})["Location"] == path
    assert browser.get(path).status_code == 200


def test_whoever_has_an_app_shows_a_code_as_well(dora):
    browser, _answer = sign_in()
    secret = add_app(browser)
    grow_old(dora)
    confirm = "/account/factors/confirm/?next=/account/factors/"

    assert browser.post(confirm, {"password": PASSWORD}).status_code == 403
    given = {"password": PASSWORD, "code": code(secret)}
    assert browser.post(confirm, given)["Location"] == "/account/factors/"


def test_whoever_has_a_passkey_is_not_confirmed_by_a_password_alone(dora):
    browser, _answer = sign_in()
    add_passkey(browser)
    paper = browser.post("/account/factors/recovery-codes/").context["codes"]
    grow_old(dora)
    confirm = "/account/factors/confirm/?next=/account/factors/"

    assert 'name="code"' in browser.get(confirm).content.decode()
    assert browser.post(confirm, {"password": PASSWORD}).status_code == 403
    assert browser.get("/account/factors/").status_code == 302
    given = {"password": PASSWORD, "code": paper[0]}
    assert browser.post(confirm, given)["Location"] == "/account/factors/"


def test_a_passkey_confirms_as_well(dora):
    browser, _answer = sign_in()
    key = add_passkey(browser)
    grow_old(dora)
    script = {"X-Requested-With": "fetch"}
    assert browser.post("/account/factors/passkeys/ask/", headers=script).status_code == 403
    asked = browser.post("/account/factors/confirm/passkey/ask/").json()

    answer = browser.post(
        "/account/factors/confirm/passkey/",
        {"credential": key.show(asked), "next": "https://evil.example/"},
    )

    assert answer.json() == {"location": "/account/factors/"}
    assert browser.get("/account/factors/").status_code == 200


def test_a_colleagues_passkey_confirms_nothing(dora, world):
    with_password(world.person("carys", Role.DISPATCHER, area=world.area))
    other = add_passkey(sign_in("carys")[0])
    browser, _answer = sign_in()
    grow_old(dora)
    asked = browser.post("/account/factors/confirm/passkey/ask/").json()

    sent = {"credential": other.show(asked)}

    assert browser.post("/account/factors/confirm/passkey/", sent).status_code == 403
    assert browser.get("/account/factors/").status_code == 302
