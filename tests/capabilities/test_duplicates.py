"""While it is typed, a call is told which incident it is probably about already (F4)."""

from datetime import timedelta

import pytest

from contactcentre.core import clock
from contactcentre.core.permissions import Role
from incidents import duplicates
from incidents.duplicates import Typed
from incidents.places import Where

pytestmark = pytest.mark.capability("F4")
FIGHT = "Three men are fighting with bottles by the kebab shop"


def asked(world, contact, *, person=None, **typed) -> list[dict]:
    who = {"person": person or world.handler, "at": world.at}
    return duplicates.of(contact, Typed(**typed), **who)


def fight(world, number="07700 900001", **more):
    """Open an incident of a fight from a call."""
    where = Where(text="Acre Lane", place_id=world.place.pk)
    return world.incident(world.call(number), **{"summary": FIGHT, "location": where, **more})


def test_a_second_caller_about_the_same_is_told_of_it_with_the_reasons(world):
    incident = fight(world)
    world.at += timedelta(minutes=6)
    contact = world.call("07700 900002")
    assert asked(world, contact) == []

    [found] = asked(world, contact, words="Fighting, bottles flying", lat=51.461, lon=-0.122)

    assert (found["slug"], found["grade"], found["summary"]) == (incident.slug, None, FIGHT)
    assert found["reasons"] == ["40 m away", "both say: fighting, bottles", "6 min ago"]


def test_who_rings_again_is_told_before_a_word_is_typed(world):
    incident = fight(world)

    [found] = asked(world, world.call("07700 900001"))

    assert (found["reference"], found["reasons"][0]) == (incident.reference, "same number")


def test_the_street_that_was_typed_is_enough_without_a_position(world):
    fight(world, location=Where(text="Behind the Old Mill"))

    [found] = asked(world, world.call("07700 900002"), place="behind the old mill.")

    assert found["reasons"][0] == "same place"


def test_neither_what_is_long_ago_nor_its_own_incident_is_offered(world):
    fight(world)
    world.at += timedelta(hours=13)
    contact = world.call("07700 900001")
    assert asked(world, contact, place="Acre Lane") == []

    world.incident(contact)

    assert asked(world, contact) == []


def test_at_most_five_are_offered_the_likest_first_in_one_statement(
    world, django_assert_num_queries
):
    for _each in range(7):
        fight(world, "07700 900001")
    likest = fight(world, "07700 900002", summary="A man with a machete")
    contact = world.call("07700 900002")

    with django_assert_num_queries(1):
        found = asked(world, contact, words="He has a machete", place="Acre Lane")

    assert len(found) == 5
    assert found[0]["slug"] == likest.slug


@pytest.mark.parametrize("hidden", ["restricted", "elsewhere"])
def test_what_somebody_may_not_see_is_not_told_of(world, hidden):
    where = world.place_elsewhere() if hidden == "elsewhere" else world.place
    more = {"location": Where(text="Acre Lane", place_id=where.pk)}
    fight(world, restricted=hidden == "restricted", **more)
    contact = world.call("07700 900001")
    stranger = world.person("stranger", Role.DISPATCHER, area=world.area)

    assert asked(world, contact, person=stranger, words=FIGHT, place="Acre Lane") == []
    [found] = asked(world, contact, person=world.officer, words=FIGHT, place="Acre Lane")
    shows = "restricted" if hidden == "restricted" else FIGHT
    assert shows in (found["place"] + found["summary"])
    assert ("both say" in " ".join(found["reasons"])) is (hidden == "elsewhere")


def test_it_is_asked_for_over_the_api_with_what_is_typed(world, client):
    world.at = clock.now()
    incident = fight(world)
    contact = world.call("07700 900002")
    client.force_login(world.handler)
    path = f"/api/v1/contacts/{contact.pk}/duplicates/"
    typed = {"words": "men fighting, bottles", "place": "Acre Lane"}

    answer = client.post(path, typed, content_type="application/json")

    assert answer.status_code == 200
    [found] = answer.json()["results"]
    assert found["slug"] == incident.slug
