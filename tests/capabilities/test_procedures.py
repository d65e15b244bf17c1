"""Everybody on the floor reads the divert procedure and says so; nothing waits for it (H14)."""

from datetime import timedelta

import pytest
from django.test import Client
from rest_framework.test import APIClient

from contactcentre.core import clock, procedures
from contactcentre.core.actions import procedures as orders
from contactcentre.core.errors import Invalid, WrongState
from contactcentre.core.models import AuditEntry, Person
from contactcentre.core.permissions import Role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H14")]
READ_IT = "Read the divert procedure, version"
DESKS = {
    "handler": "/desk/calls/",
    "dispatcher": "/desk/dispatch/",
    "supervisor": "/desk/supervisor/",
}
PAGE, READERS = "/desk/procedures/divert/", "/desk/procedures/divert/readers/"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def next_version(world, **when):
    at = clock.now()
    begins = at + timedelta(**when)
    text = {"title": "Divert procedure", "text": "Say it by radio twice."}
    return orders.add(code="DIVERT", **text, in_force_from=begins, by=world.admin, at=at)


def confirm(person, version: int = 1):
    return orders.confirm(code="DIVERT", version=version, by=person, at=clock.now())


def test_a_centre_has_the_divert_procedure_on_its_first_day(world):
    found = procedures.current("divert", world.at)

    assert found.version == 1
    assert "acknowledged it and understood it" in found.text
    assert procedures.to_read(world.dispatcher, world.at) == [found]
    assert procedures.to_read(world.admin, world.at) == []


@pytest.mark.parametrize("who", DESKS)
def test_a_quiet_line_on_every_desk_asks_for_it_until_it_is_confirmed(world, who):
    person = getattr(world, who)
    client = signed_in(person)
    assert f"{READ_IT} 1" in client.get(DESKS[who]).content.decode()

    answer = client.post(f"{PAGE}confirm/", {"version": "1"}, follow=True)

    assert "That you have read it is recorded." in answer.content.decode()
    assert READ_IT not in client.get(DESKS[who]).content.decode()
    audited = AuditEntry.objects.get(name="procedure.confirmed")
    assert (audited.by, audited.detail) == (person.username, {"code": "DIVERT", "version": 1})


def test_a_new_version_is_asked_for_again_once_it_is_in_force(world):
    confirm(world.dispatcher)
    second = next_version(world, hours=1)
    at = second.in_force_from

    assert procedures.to_read(world.dispatcher, at - timedelta(seconds=1)) == []
    assert procedures.to_read(world.dispatcher, at) == [second]


def test_whoever_confirms_an_old_version_is_told_which_one_to_read(world):
    next_version(world)

    with pytest.raises(WrongState, match="Version 2 is in force. Read that one"):
        confirm(world.dispatcher, version=1)


def test_saying_it_twice_is_saying_it_once(world):
    first = confirm(world.dispatcher)

    assert confirm(world.dispatcher).pk == first.pk
    assert AuditEntry.objects.filter(name="procedure.confirmed").count() == 1


def test_nobody_is_kept_from_diverting_by_it(world):
    unit, first, second = world.unit(), world.graded("S"), world.graded("I")
    world.assign(unit, first)

    assert procedures.to_read(world.dispatcher, world.at)
    assert world.divert(unit, to=second)


def test_the_figure_is_as_long_as_its_list(world):
    confirm(world.dispatcher)
    client = signed_in(world.supervisor)

    page = client.get(READERS)

    assert {each.username for each in page.context["waiting"]} == {
        "handler",
        "supervisor",
        "officer",
    }
    assert "3 of 4 on the floor have not confirmed version 1." in page.content.decode()
    assert "4 of 4" not in client.get(f"{READERS}?version=1").content.decode()


def test_a_supervisor_of_one_area_sees_who_works_there(world):
    theirs = world.person("local", Role.SUPERVISOR, area=world.elsewhere)

    seen = procedures.readers(procedures.current("DIVERT", world.at), seen_by=theirs)

    assert "local" in {each.username for each in seen}
    assert "dispatcher" not in {each.username for each in seen}


def test_a_version_is_added_by_the_administrator_and_stays(world):
    browser = signed_in(world.admin)
    form = {"code": "DIVERT", "title": "Divert procedure", "text": "Shorter.", "in_force_from": ""}

    browser.post("/admin/core/procedure/add/", form)

    made = procedures.current("DIVERT", clock.now())
    assert (made.version, made.text) == (2, "Shorter.")
    assert browser.post(f"/admin/core/procedure/{made.pk}/change/", form).status_code == 403
    assert "version 1" in signed_in(world.handler).get(f"{PAGE}?version=1").content.decode()


@pytest.mark.capability("N8")
def test_any_other_procedure_is_published_and_read_the_same_way(world):
    at = clock.now()
    text = {"title": "Radio failure", "text": "Ring every crew by telephone."}
    orders.add(code="RADIO", **text, in_force_from=at, by=world.admin, at=at)
    client = signed_in(world.handler)
    assert "Read the radio failure, version 1" in client.get(DESKS["handler"]).content.decode()

    client.post("/desk/procedures/radio/confirm/", {"version": "1"})

    assert {each.code for each in procedures.to_read(world.handler, at)} == {"DIVERT"}


def test_no_version_begins_in_the_past_or_says_nothing(world):
    with pytest.raises(Invalid, match="Choose a later moment"):
        next_version(world, hours=-1)
    next_version(world, hours=2)
    with pytest.raises(Invalid, match="Version 2 begins later than that"):
        next_version(world, hours=1)
    text = {"code": "DIVERT", "title": "Divert", "text": " "}
    with pytest.raises(Invalid, match="a title and a text"):
        orders.add(**text, in_force_from=world.at, by=world.admin, at=world.at)


def test_the_same_over_the_api(world):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key()}", HTTP_ACT_FOR="dispatcher")
    own = client.get("/api/v1/procedures/divert/").json()
    assert (own["version"], own["confirmed_at"]) == (1, None)

    again = client.post("/api/v1/procedures/divert/confirm/", {"version": 2}, format="json")
    done = client.post("/api/v1/procedures/divert/confirm/", {"version": 1}, format="json")

    assert again.status_code == 409
    assert done.json()["confirmed_at"]
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key()}", HTTP_ACT_FOR="supervisor")
    listed = "/api/v1/procedures/divert/readers/"
    assert _names(client, f"{listed}?confirmed=yes") == {"Dispatcher"}
    assert _names(client, f"{listed}?confirmed=no&version=1") == {
        "Handler",
        "Officer",
        "Supervisor",
    }
    for nonsense in ("?version=first", "?version=0x1", "?confirmed=perhaps", "?who=me"):
        assert client.get(f"{listed}{nonsense}").status_code == 400
    assert client.get(f"{listed}?version=99").status_code == 404
    assert client.get("/api/v1/procedures/unheard-of/").status_code == 404


def test_whoever_has_gone_is_asked_no_more(world):
    found = procedures.current("DIVERT", world.at)
    Person.objects.filter(username="handler").update(is_active=False)

    seen = procedures.readers(found, seen_by=world.supervisor)

    assert "handler" not in {each.username for each in seen}


def _names(client, path: str) -> set[str]:
    return {each["name"] for each in client.get(path).json()["results"]}
