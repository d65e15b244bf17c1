"""People are administered through actions, each refused with a sentence where it must be."""

import pytest
from axes.models import AccessAttempt
from django.db import IntegrityError
from django.test import Client

from contactcentre.core.actions import people
from contactcentre.core.errors import Invalid
from contactcentre.core.models import AuditEntry, Duty, Person
from contactcentre.core.permissions import Role

pytestmark = pytest.mark.django_db
STRONG = "correct horse battery"


def audited(name: str) -> bool:
    return AuditEntry.objects.filter(name=name, by="admin").exists()


def page_of(person: Person) -> str:
    return f"/admin/core/person/{person.pk}"


def test_a_person_is_made_with_roles_an_area_and_a_password_to_change(browser):
    form = {
        "username": "nia",
        "first_name": "Nia",
        "last_name": "Bello",
        "roles": ["dispatcher", "crew"],
        "command_units": ["AS"],
        "password": STRONG,
    }
    answer = browser.post("/admin/core/person/add/", form)

    nia = Person.objects.get(username="nia")
    assert answer.status_code == 302
    assert (nia.roles, nia.must_change_password) == (["dispatcher", "crew"], True)
    assert [unit.code for unit in nia.command_units.all()] == ["AS"]
    assert nia.check_password(STRONG)
    assert audited("person.created")


def test_a_weak_password_is_refused_and_nobody_is_made(browser):
    form = {"username": "nia", "last_name": "Bello", "roles": ["crew"], "password": "password1234"}
    answer = browser.post("/admin/core/person/add/", form)

    assert answer.status_code == 200
    assert "password" in answer.content.decode()
    assert not Person.objects.filter(username="nia").exists()


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("nìa", "a to z"),
        ("\u0430dmin", "a to z"),
        ("two words", "username"),
        ("ADMIN", "of that name already"),
        ("Handler", "of that name already"),
    ],
)
def test_a_name_that_looks_like_another_is_refused(username, sentence, browser, world):
    form = {"username": username, "last_name": "Bello", "roles": ["crew"], "password": STRONG}
    answer = browser.post("/admin/core/person/add/", form)

    assert sentence in answer.content.decode()
    assert not Person.objects.filter(username=username).exists()
    with pytest.raises(Invalid):
        people.create(
            username=username,
            first_name="",
            last_name="Bello",
            roles=["crew"],
            password=STRONG,
            by=world.admin,
            at=world.at,
        )


def test_the_database_knows_no_two_names_that_differ_in_capitals_alone(world):
    with pytest.raises(IntegrityError, match="person_one_of_each_username"):
        world.person("ADMIN", Role.CREW)


def test_a_service_account_needs_no_password(browser):
    form = {"username": "gateway", "last_name": "Gateway", "roles": ["gateway"], "is_service": "on"}
    browser.post("/admin/core/person/add/", form)

    gateway = Person.objects.get(username="gateway")
    assert gateway.is_service
    assert not gateway.must_change_password


def test_roles_and_areas_change_and_nothing_else(browser, world):
    form = {"roles": ["supervisor"], "command_units": ["CN"], "username": "other", "is_active": ""}
    browser.post(f"{page_of(world.handler)}/change/", form)

    after = Person.objects.get(pk=world.handler.pk)
    assert (after.username, after.roles, after.is_active) == ("handler", ["supervisor"], True)
    assert [unit.code for unit in after.command_units.all()] == ["CN"]
    assert audited("person.roles_changed")


def test_the_last_duty_officer_stays_one(browser, world):
    answer = browser.post(f"{page_of(world.officer)}/change/", {"roles": ["supervisor"]})

    assert "last duty officer" in answer.content.decode()
    assert Person.objects.get(pk=world.officer.pk).roles == [Role.DUTY_OFFICER]


def test_a_new_password_ends_sessions_and_must_be_changed(browser, world):
    theirs = Client()
    theirs.force_login(world.handler)
    AccessAttempt.objects.create(username="handler", ip_address="127.0.0.1", failures_since_start=9)
    answer = browser.post(f"{page_of(world.handler)}/new-password/", {"password": STRONG})

    assert answer.status_code == 302
    assert theirs.get("/api/v1/me/").status_code == 401
    assert Person.objects.get(pk=world.handler.pk).must_change_password
    assert not AccessAttempt.objects.filter(username="handler").exists()
    assert audited("person.password_reset")


def test_a_weak_new_password_is_refused_on_the_page(browser, world):
    answer = browser.post(f"{page_of(world.handler)}/new-password/", {"password": "short"})

    assert answer.status_code == 200
    assert "too short" in answer.content.decode()


def test_a_closed_account_is_signed_out_off_duty_and_opens_again(browser, world):
    theirs = Client()
    theirs.force_login(world.handler)
    browser.post(f"{page_of(world.handler)}/close-account/")

    assert not Person.objects.get(pk=world.handler.pk).is_active
    assert not Duty.objects.current().filter(person=world.handler).exists()
    assert not world.handler.sessions.exists()
    assert world.admin.sessions.exists()
    assert theirs.get("/api/v1/me/").status_code == 401
    assert audited("person.deactivated")

    browser.post(f"{page_of(world.handler)}/open-account/")
    assert Person.objects.get(pk=world.handler.pk).is_active


def test_closing_the_account_of_the_only_duty_officer_is_refused(browser, world):
    answer = browser.post(f"{page_of(world.officer)}/close-account/")

    assert "last duty officer" in answer.content.decode()
    assert Person.objects.get(pk=world.officer.pk).is_active


def test_an_order_that_does_not_apply_has_no_page(browser, world):
    assert browser.get(f"{page_of(world.handler)}/open-account/").status_code == 404
    assert browser.get("/admin/core/person/999999/close-account/").status_code == 404


def test_the_system_itself_is_nobodys_to_administer(browser, world):
    listed = browser.get("/admin/core/person/").content.decode()

    assert "handler" in listed
    assert f"/admin/core/person/{world.system.pk}/" not in listed
    assert browser.get(f"{page_of(world.system)}/close-account/").status_code == 404


def test_a_page_shows_the_orders_that_apply(browser, world):
    world.handler.set_password(STRONG)
    world.handler.save()
    page = browser.get(f"{page_of(world.handler)}/change/").content.decode()

    assert "../close-account/" in page
    assert "../new-password/" in page
    assert "../open-account/" not in page
    assert world.handler.password not in page
