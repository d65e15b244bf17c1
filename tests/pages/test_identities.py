"""Saying who is the same person on the narrative and over the API, and taking it back (F6)."""

import re

import pytest

from contactcentre.core.models import AuditEntry
from incidents.actions import identities
from incidents.models import IdentityLink
from tests.pages.test_callers import text_of

pytestmark = pytest.mark.capability("F6", "C2")
ANNA = {"role": "VICTIM", "name": "Anna Kovács"}
JSON = "application/json"


@pytest.fixture
def party(world):
    """Somebody whom a call from another telephone was about."""
    return world.incident(world.call("07700 900888"), people=(ANNA,)).parties.get()


def shown(desk, asked):
    """Return the narrative without what is new on every page."""
    return re.sub(r'value="\w{64}"', "", text_of(desk.get("/desk/narrative/", asked)))


def test_the_narrative_proposes_shows_together_and_parts_again(world, party, enter):
    world.ring("07700 900123")
    desk, asked = enter(world.handler), {"number": "07700/900123", "name": "Kovacs, Anna"}
    before = shown(desk, asked)
    assert "Perhaps the same person" in before
    assert "same name: Anna Kovács" in before
    sent = {**asked, "one": "NUMBER:07700 900123", "other": f"PERSON:{party.pk}"}

    answer = desk.post("/desk/identities/", {**sent, "verdict": "SAME", "called": "Anna Kovacs"})

    assert answer.url.startswith("/desk/narrative/?number=")
    together = text_of(desk.get("/desk/narrative/", {"number": asked["number"]}))
    assert f"CAD {party.incident.reference}" in together
    assert "One person, as somebody has said" in together
    made = IdentityLink.objects.get()
    again = desk.post("/desk/identities/", {**sent, "verdict": "NOT_SAME"}, follow=True)
    assert "Take that back first" in text_of(again)
    desk.post(f"/desk/identities/{made.pk}/undo/", asked)
    assert text_of(desk.get("/desk/narrative/", asked)).count("Taken back") == 1
    assert shown(desk, asked) == before


def test_a_person_of_an_incident_has_a_narrative_found_by_name(world, party, enter):
    desk = enter(world.handler)

    found = desk.get("/desk/narrative/", {"name": "Anna Kovács"}).content.decode()

    assert f"?person={party.pk}" in found
    assert "CAD" in text_of(desk.get("/desk/narrative/", {"person": party.pk}))
    nobody = text_of(desk.get("/desk/narrative/", {"person": party.pk + 1}))
    assert "Write a whole telephone number" in nobody


def test_it_is_said_and_taken_back_over_the_api(world, party, enter):
    world.ring("07700 900123")
    desk, path = enter(world.handler), "/api/v1/identities/"
    sent = {"one": "NUMBER:0044 7700 900123", "other": f"PERSON:{party.pk}", "verdict": "SAME"}

    refused = desk.post(path, sent, content_type=JSON)
    made = desk.post(path, {**sent, "called": "kovacs anna"}, content_type=JSON)

    assert (refused.status_code, made.status_code) == (422, 201)
    assert made.json()["reasons"] == ["same name: Anna Kovács"]
    assert desk.post(path, sent, content_type=JSON).status_code == 409
    [link] = desk.get(path, {"key": "NUMBER:07700 900123"}).json()["links"]
    assert link["by"] == world.handler.short_name
    assert AuditEntry.objects.get(detail__what="identity").detail["key"] == "NUMBER:+447700900123"
    undone = desk.post(f"{path}{link['id']}/undo/", {}, content_type=JSON)
    assert (undone.status_code, undone.json()["links"]) == (200, [])
    apart = desk.post(path, {**sent, "verdict": "NOT_SAME"}, content_type=JSON)
    assert [each["id"] for each in apart.json()["apart"]] == [apart.json()["id"]]
    assert desk.get(path, {"key": "Anna"}).status_code == 400


def test_whose_a_number_is_that_one_may_not_see_is_told_to_nobody(world, party, enter):
    secret = world.incident(world.call("07700 900999"), restricted=True)
    hidden, asked = "NUMBER:07700 900999", {"number": "07700 900999", "name": "Anna Kovács"}
    desk = enter(world.person("camden", *world.handler.roles))
    before = shown(desk, asked)
    who = {"by": world.supervisor, "at": world.at}
    identities.confirm(one=hidden, other=f"PERSON:{party.pk}", why="It is hers", **who)

    assert shown(desk, asked) == before
    assert secret.reference not in before
    assert "It is hers" in shown(enter(world.supervisor), asked)
