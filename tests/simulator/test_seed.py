"""The demonstration's London: whole, invented, the same every time, and made once."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from contactcentre.core.models import AuditEntry, Borough, CommandUnit, Duty, Person
from contactcentre.core.permissions import Role
from contactcentre.desks import queries
from contactcentre.management.demo import people, places
from dispatch.models import Unit
from dispatch.travel import distance_km
from incidents import gazetteer
from incidents.models import Place

MOST_SHOWN = 8
REACH_KM = 0.8


@pytest.fixture
def london(db):
    call_command("seed_demo", stdout=StringIO(), stderr=StringIO())


@pytest.mark.usefixtures("london")
def test_london_has_its_command_units_boroughs_units_and_handlers():
    handlers = Person.objects.filter(roles__contains=[Role.CALL_HANDLER], is_service=False)

    assert (CommandUnit.objects.count(), Borough.objects.count()) == (12, 32)
    assert (Unit.objects.count(), handlers.count()) == (120, 60)
    assert all(unit.dispatchers for unit in _with_dispatchers())
    assert not Unit.objects.filter(issi=None).exists()


@pytest.mark.usefixtures("london")
def test_every_unit_on_duty_stands_in_the_borough_of_its_base():
    on_duty = Unit.objects.exclude(state="OFF_DUTY")

    assert on_duty.count() == 96
    for unit in on_duty:
        assert Place.objects.filter(borough__name=unit.base, lat=unit.lat, lon=unit.lon).exists()


@pytest.mark.usefixtures("london")
def test_seeding_again_changes_nothing():
    before = _everything()
    call_command("seed_demo", stdout=StringIO(), stderr=StringIO())

    assert _everything() == before


@pytest.mark.usefixtures("london")
def test_what_was_seeded_is_in_the_audit_trail():
    done = Counter(AuditEntry.objects.values_list("name", flat=True))

    assert done["person.created"] == len(people.staff())
    assert (done["unit.created"], done["borough.set"]) == (120, 32)


@pytest.mark.usefixtures("london")
def test_a_visitor_is_offered_no_seat_of_a_colleague():
    offered = {each.username for seat in queries.demo_seats() for each in seat.people}

    assert {"handler", "dispatcher", "dispatcher13", "supervisor", "dutyofficer"} <= offered
    assert not [name for name in offered if name.startswith("colleague")]
    assert queries.demo_person("colleague13") is None


@pytest.mark.usefixtures("london")
def test_acre_lane_is_found_in_lambeth_first():
    assert str(gazetteer.search("acre lane").places[0]) == "Acre Lane, Lambeth"


def test_nobody_and_no_place_is_there_twice():
    names = [(one.first_name, one.last_name) for one in people.staff()]
    usernames = [one.username for one in people.staff()]
    assert len(set(names)) == len(names)
    assert len(set(usernames)) == len(usernames)
    for _code, name, _area, _centres in places.BOROUGHS:
        found = [place for place, *_rest in places.gazetteer(name)]
        assert len(set(found)) == len(found)


def test_a_search_shows_every_borough_that_has_a_street():
    having = Counter(
        place
        for _code, name, _area, _centres in places.BOROUGHS
        for place, *_rest in places.gazetteer(name)
    )
    assert max(having.values()) <= MOST_SHOWN


def test_every_place_is_near_a_centre_of_its_borough():
    for _code, name, _area, centres in places.BOROUGHS:
        for _place, _kind, lat, lon in places.gazetteer(name):
            nearest = min(distance_km(lat, lon, *spot) for _name, *spot in centres)
            assert nearest < REACH_KM


def test_the_colleagues_are_people_of_the_staff():
    played = [name for names in people.simulated().values() for name in names]

    assert set(played) <= {one.username for one in people.staff()}
    assert len(played) == 48 + 12 + 2


def _with_dispatchers() -> list[CommandUnit]:
    units = list(CommandUnit.objects.all())
    for unit in units:
        unit.dispatchers = unit.people.filter(roles__contains=[Role.DISPATCHER]).count()
    return units


def _everything() -> dict:
    return {
        "people": list(Person.objects.order_by("pk").values_list("username", "password")),
        "places": list(Place.objects.order_by("pk").values_list("name", "lat", "lon")),
        "units": list(Unit.objects.order_by("pk").values_list("callsign", "version", "lat")),
        "duties": Duty.objects.count(),
        "audit": AuditEntry.objects.count(),
    }
