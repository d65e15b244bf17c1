"""What became a restricted incident is as restricted as that: its number, words and notes."""

import pytest
from django.test import Client

from contactcentre.contacts import queries
from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core.permissions import Role
from incidents.actions import duty, incidents
from incidents.actions.incidents import Opening
from incidents.places import Where
from tests.world import HOME, World

pytestmark = pytest.mark.capability("N1")
HERS = "07700 900123"


@pytest.fixture
def hidden(world) -> Contact:
    """A call that became a restricted incident, and is over."""
    incident = world.graded("S", restricted=True)
    return incident.contact_links.get().contact


@pytest.fixture
def colleague(world):
    """Another handler, who has nothing to do with it."""
    return world.person("colleague", Role.CALL_HANDLER)


def ask(person, path: str):
    """Ask the API for something, as somebody."""
    browser = Client()
    browser.force_login(person)
    return browser.get(f"/api/v1/contacts/{path}")


def listed(person) -> list[int]:
    """Return the contacts on somebody's list."""
    return [row["id"] for row in ask(person, "").json()["results"]]


def test_it_is_on_no_list_and_behind_no_address_of_those_who_may_not_see_it(
    world, hidden, colleague
):
    for person in (colleague, world.handler):
        assert hidden.pk not in listed(person)
        assert ask(person, f"{hidden.pk}/").status_code == 404
        assert ask(person, f"{hidden.pk}/known/").status_code == 404


def test_whoever_may_see_the_incident_sees_its_contact(world, hidden):
    owner = hidden.incident_link.incident.owner
    for person in (world.supervisor, world.officer, owner):
        assert hidden.pk in listed(person)
        assert ask(person, f"{hidden.pk}/").json()["number"]


def test_a_supervisor_of_another_area_sees_neither(world, hidden):
    elsewhere = world.person("elsewhere", Role.SUPERVISOR, area=world.elsewhere)

    assert ask(elsewhere, f"{hidden.pk}/").status_code == 404


def test_the_next_call_from_the_number_does_not_give_it_away(world, hidden, colleague):
    plain = world.incident().contact_links.get().contact
    next_call = world.ring(HERS)

    for path, name in ((f"{next_call.pk}/", "related"), (f"{next_call.pk}/known/", "contacts")):
        shown = {one["id"] for one in ask(colleague, path).json()[name]}
        assert plain.pk in shown
        assert hidden.pk not in shown
        assert hidden.pk in {one["id"] for one in ask(world.supervisor, path).json()[name]}


def test_whoever_is_on_the_call_sees_their_own_call_until_it_is_done(world, colleague):
    contact = world.call()
    _open_restricted(world, contact)

    assert ask(world.handler, f"{contact.pk}/").json()["number"]
    assert contact.pk in listed(world.handler)
    assert ask(world.handler, f"{contact.pk}/known/").status_code == 200
    assert ask(colleague, f"{contact.pk}/").status_code == 404

    world.done_with(contact)
    world.grade(contact.incident_link.incident, "S")

    assert ask(world.handler, f"{contact.pk}/").status_code == 404


def test_a_caller_nobody_has_is_picked_up_by_whoever_is_free(world, colleague):
    contact = world.call()
    _open_restricted(world, contact)
    Contact.objects.filter(pk=contact.pk).update(handler=None)
    Handler.objects.filter(contact=contact).update(contact=None, state=HandlerState.WRAP_UP)
    duty.sign_on(desk="CALLS", by=colleague, at=world.at)
    assert ask(colleague, f"{contact.pk}/").status_code == 404
    browser = Client()
    browser.force_login(colleague)

    answer = browser.post(f"/api/v1/contacts/{contact.pk}/claim/", {}, "application/json")

    assert answer.status_code == 200, answer.content
    assert ask(colleague, f"{contact.pk}/").json()["number"]


def test_the_admin_site_hides_it_likewise(world, hidden):
    both = world.person("both", Role.ADMINISTRATOR, Role.CALL_HANDLER)
    browser = Client()
    browser.force_login(both)

    page = browser.get(f"/admin/contacts/contact/{hidden.pk}/change/")

    assert page.status_code == 302
    assert hidden.reference not in browser.get("/admin/contacts/contact/").content.decode()
    assert not queries.visible_to(both).filter(pk=hidden.pk).exists()


def _open_restricted(world: World, contact: Contact) -> None:
    """Open a restricted incident from a call whose caller stays on the line."""
    opening = Opening(
        opening_code="DOM", summary="A colleague", location=Where(text=HOME), restricted=True
    )
    incidents.open_from(contact_id=contact.pk, opening=opening, by=world.handler, at=world.at)
