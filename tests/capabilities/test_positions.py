"""Where an incident is when nobody picked a place: at the caller, or nowhere, and said so."""

import pytest

from contactcentre.contacts.actions import locations
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core.models import AuditEntry
from dispatch import access, recommending
from incidents import details, gazetteer, queries
from incidents.actions import links, places
from incidents.models import Incident
from incidents.places import Where

WORDS = Where(text="by the old gasworks")
HANDSET = Fix("AML", 51.4609, -0.1221, radius_m=18)
NETWORK = Fix("EISEC", 51.4650, -0.1250, radius_m=900)
ACROSS_LONDON = Fix("EISEC", 51.4650, -0.1250, radius_m=12_000)


def _located(world, fix, contact=None):
    contact = contact or world.call()
    locations.add(contact_id=contact.pk, location=fix, by=world.system, at=world.at)
    return contact


def _opened_at(incident) -> str:
    return incident.log.get(kind="OPENED").text


@pytest.mark.capability("C11")
def test_an_incident_whose_place_nobody_picked_is_at_the_callers_position_and_says_so(world):
    incident = world.incident(_located(world, HANDSET), location=WORDS)

    incident.refresh_from_db()
    shown = details.of(queries.with_details(world.dispatcher).get(pk=incident.pk))
    assert (incident.lat, incident.lon) == (HANDSET.lat, HANDSET.lon)
    assert (incident.place, incident.command_unit) == ("by the old gasworks", world.area)
    assert shown["position"] == "Handset (AML) ±18 m"
    assert "at the caller's position: Handset (AML) ±18 m, 0 s old" in _opened_at(incident)


@pytest.mark.capability("C11")
def test_a_place_that_was_picked_is_not_moved_to_the_caller(world):
    opener = _located(world, HANDSET)
    incident = world.incident(opener)
    assert (incident.lat, incident.position_shown) == (world.place.lat, "")
    said = incident.log.count()

    _located(world, Fix("AML", 51.5, -0.1, radius_m=5), opener)
    incident.refresh_from_db()
    assert (incident.lat, incident.log.count()) == (world.place.lat, said)


def _who_calls_about_it(world, incident) -> Contact:
    """Let somebody else call about an incident."""
    caller = world.call("07700 900321")
    links.link_named(contact=_noting(caller, incident.reference), by=world.handler, at=world.at)
    return caller


def _noting(contact, reference: str) -> Contact:
    contact.outcome_note = f"About CAD {reference}"
    return contact


@pytest.mark.capability("C11")
def test_an_incident_is_not_put_where_somebody_calls_about_it(world):
    opener = world.call()
    incident = world.incident(opener, location=WORDS)
    bystander = _who_calls_about_it(world, incident)

    _located(world, HANDSET, bystander)

    incident.refresh_from_db()
    assert incident.lat is None
    again = _corrected(world, incident, Where(text="by the gasworks, north gate"))
    assert (again.lat, again.position_source) == (None, "")
    _located(world, NETWORK, opener)
    incident.refresh_from_db()
    assert incident.lat == NETWORK.lat


@pytest.mark.capability("C11")
def test_an_incident_whose_picked_place_was_taken_back_is_not_put_at_the_caller_again(world):
    opener = world.call()
    incident = world.incident(opener)
    _corrected(world, incident, WORDS)

    _located(world, HANDSET, opener)

    again = _corrected(world, incident, Where(text="by the gasworks, north gate"))
    assert (again.lat, again.position_source) == (None, "")
    picked = _corrected(world, incident, Where(text="2 Acre Lane", place_id=world.place.pk))
    assert (picked.lat, picked.place_taken_back) == (world.place.lat, False)


@pytest.mark.capability("C11")
def test_a_position_of_half_the_city_tells_no_area(world):
    incident = world.incident(_located(world, ACROSS_LONDON), location=WORDS)

    assert (incident.lat, incident.command_unit) == (ACROSS_LONDON.lat, None)


@pytest.mark.capability("C11")
def test_an_incident_without_any_position_says_so_and_is_graded_all_the_same(world):
    incident = world.incident(location=WORDS)
    world.grade(incident, "I")

    assert (incident.lat, incident.grade) == (None, "I")
    assert "NO POSITION" in _opened_at(incident)


@pytest.mark.capability("G5")
def test_the_recommendation_says_that_the_incident_has_no_position_and_what_to_do(world):
    incident = world.incident(location=WORDS)
    world.grade(incident, "I")
    world.unit("PC10")
    who = {"by": world.dispatcher, "at": world.at}

    fitting, left_out = recommending.candidates(
        incident, access.visible_to(world.dispatcher), **who
    )

    assert fitting == []
    assert [why for _unit, why in left_out] == ["Free, but the incident has no position"]
    assert recommending.note(incident).startswith("This incident has no position")
    assert "Correct its place" in recommending.note(incident)


@pytest.mark.capability("G5")
def test_a_recommendation_measured_to_the_caller_says_so(world):
    incident = world.incident(_located(world, HANDSET), location=WORDS)
    assert recommending.note(incident).startswith("Grade this incident first")
    world.grade(incident, "I")
    incident.refresh_from_db()
    assert "the caller's position: Handset (AML) ±18 m" in recommending.note(incident)
    assert recommending.note(world.graded("I")) == ""


@pytest.mark.capability("C11")
def test_a_handset_that_is_heard_late_places_the_incident_and_a_surer_one_takes_its_place(world):
    contact = world.call()
    incident = world.incident(contact, location=WORDS)
    world.grade(incident, "I")
    _located(world, NETWORK, contact)
    incident.refresh_from_db()
    assert (incident.lat, incident.owner) == (NETWORK.lat, world.dispatcher)

    _located(world, HANDSET, contact)
    _located(world, ACROSS_LONDON, contact)

    incident.refresh_from_db()
    assert (incident.lat, incident.place) == (HANDSET.lat, WORDS.text)
    assert incident.position_shown == "Handset (AML) ±18 m"
    assert AuditEntry.objects.filter(name="incident.caller_located").count() == 2


def _corrected(world, incident, where) -> Incident:
    return places.correct(incident_id=incident.pk, location=where, by=world.handler, at=world.at)


@pytest.mark.capability("C11")
def test_other_words_leave_it_at_the_caller_and_a_picked_place_takes_it_from_there(world):
    incident = world.incident(_located(world, HANDSET), location=WORDS)

    again = _corrected(world, incident, Where(text="by the gasworks, north gate"))
    assert (again.lat, again.place) == (HANDSET.lat, "by the gasworks, north gate")

    picked = _corrected(world, incident, Where(text="2 Acre Lane", place_id=world.place.pk))
    assert (picked.lat, picked.position_shown) == (world.place.lat, "")
    assert "It was: by the gasworks, north gate (at the caller's" in picked.log.last().text

    words = _corrected(world, incident, WORDS)
    assert (words.lat, words.command_unit) == (None, None)


@pytest.mark.parametrize("typed", ["acre lane", "12 Acre Lane, Lambeth", "lambeth acre"])
def test_a_place_is_found_as_it_is_written_with_its_borough(world, typed):
    world.place_elsewhere()
    assert [str(place) for place in gazetteer.search(typed).places] == ["Acre Lane, Lambeth"]
    assert not gazetteer.search("lambeth").places
