"""What the rules of risk may know of markers and orders, whoever may read them (D3, F7)."""

from datetime import date, timedelta

import pytest

from contactcentre.contacts.actions import intake, locations
from contactcentre.contacts.locating import Fix
from incidents import known
from incidents.actions import markers
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.places import Where

pytestmark = pytest.mark.capability("F7")
FLAGS = (
    "live_marker",
    "withdrawn_marker",
    "withdrawn_marker_uninformed",
    "marker_near",
    "order_in_force",
    "order_expired",
)


@pytest.fixture
def flags(world):
    """Return a function that says which facts hold of an incident of 07700 900123 at home."""

    def facts(incident) -> set[str]:
        found = known.facts(incident, {}, at=world.at)
        return {name for name in FLAGS if getattr(found, name)}

    return facts


def enter(world, **about):
    who = {"by": world.supervisor, "at": world.at}
    return markers.enter(subject=Subject(**about), text="Treat as urgent", **who)


def withdraw(world, marker, informed):
    given = Withdrawal("Ended", victim_informed=informed, informed_how="by telephone")
    markers.withdraw(marker_id=marker.pk, given=given, by=world.supervisor, at=world.at)


def order(world, expires_on, **about):
    what = {"kind": "RESTRAINING", "text": "Not to come near her", "expires_on": expires_on}
    who = {"by": world.supervisor, "at": world.at}
    return markers.enter_order(subject=Subject(**about), **what, **who)


def test_a_marker_of_her_number_is_a_fact_live_and_withdrawn(world, flags):
    incident = world.incident(world.call("07700 900123"))
    assert flags(incident) == set()
    marker = enter(world, number="+44 7700 900123")
    assert flags(incident) == {"live_marker"}

    withdraw(world, marker, "NO")

    assert flags(incident) == {"withdrawn_marker", "withdrawn_marker_uninformed"}
    withdraw(world, enter(world, number="07700 900999"), "NO")
    assert flags(incident) == {"withdrawn_marker", "withdrawn_marker_uninformed"}


@pytest.mark.parametrize("informed", ["YES", "ATTEMPTED"])
def test_whether_she_knows_of_the_withdrawal_is_a_fact_of_its_own(world, flags, informed):
    incident = world.incident(world.call("07700 900123"))
    withdraw(world, enter(world, number="07700 900123"), informed)

    assert ("withdrawn_marker_uninformed" in flags(incident)) is (informed != "YES")


def test_a_marker_of_the_address_counts_and_a_neighbours_is_only_near(world, flags):
    incident = world.incident()
    enter(world, location=Where(text="14 Acre Lane, Lambeth", place_id=world.place.pk))
    assert flags(incident) == {"marker_near"}

    enter(world, location=Where(text="12 Acre Lane, Lambeth"))

    assert flags(incident) == {"live_marker", "marker_near"}


@pytest.mark.parametrize("said", ["12 Acre Lane", "Flat 2, 12 Acre Lane"])
def test_a_marker_of_her_house_counts_where_she_only_says_the_address(world, flags, said):
    contact = world.call("07700 900123")
    fix = Fix(source="AML", lat=51.4607, lon=-0.122, radius_m=20)
    locations.add(contact_id=contact.pk, location=fix, by=world.handler, at=world.at)
    incident = world.incident(contact, location=Where(text=said))
    enter(world, location=Where(text="12 Acre Lane", place_id=world.place.pk))

    assert "live_marker" in flags(incident)


def test_no_street_full_of_markers_hides_hers(world, flags):
    incident = world.incident(world.call("07700 900123"))
    enter(world, number="07700 900123")
    for door in range(20):
        where = Where(text=f"{door + 30} Acre Lane, Lambeth", place_id=world.place.pk)
        enter(world, location=where)

    assert flags(incident) == {"live_marker", "marker_near"}


def test_a_marker_of_somebody_in_it_counts_whoever_rings(world, flags):
    people = ({"role": "VICTIM", "name": "Anna", "number": "07700/900 555"},)
    incident = world.incident(people=people)

    enter(world, number="0044 7700 900555")

    assert flags(incident) == {"live_marker"}


@pytest.mark.capability("F7", "D2")
def test_who_writes_is_known_by_the_handle_and_a_vehicle_by_its_registration(world, flags):
    def message(name):
        who = {"by": world.system, "at": world.at}
        what = {"source": "test", "channel": "INSTAGRAM", "handle": "anna.k", "text": "He is here"}
        return intake.receive(source_id=name, **what, received_at=world.at, **who)

    incident = world.incident(world.call(""), people=({"role": "SUSPECT", "vehicle": "AB12 CDE"},))
    message("m1")
    incident.contact_links.create(contact=message("m2"), linked_at=world.at)
    found = known.facts(incident, {}, at=world.at)
    assert (found.contacts_in_7_days, found.calls_tonight) == (1, 1)
    assert flags(incident) == set()
    enter(world, handle="anna.k")
    assert flags(incident) == {"live_marker"}

    order(world, None, vehicle="ab12cde")

    assert flags(incident) == {"live_marker", "order_in_force"}


def test_orders_are_in_force_or_expired(world, flags):
    incident = world.incident(world.call("07700 900123"))
    order(world, date(2026, 3, 13), number="07700 900123")
    assert flags(incident) == {"order_expired"}

    ended = order(world, None, number="07700 900123")

    assert flags(incident) == {"order_expired", "order_in_force"}
    who = {"by": world.supervisor, "at": world.at}
    markers.discharge(order_id=ended.pk, reason="By consent", **who)
    assert flags(incident) == {"order_expired"}


def test_a_tombstone_of_two_years_ago_is_a_fact_no_more(world, flags):
    marker = enter(world, number="07700 900123")
    withdraw(world, marker, "NO")
    world.at += timedelta(days=731)

    assert flags(world.incident(world.call("07700 900123"))) == set()
