"""The same people from other telephones: by name, handle, vehicle; the last seven days on top."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contactcentre.contacts.actions import intake, operators
from contactcentre.contacts.handing_over import Block
from incidents import knowing
from incidents.actions import accounts
from incidents.actions.accounts import Update
from incidents.models import Incident
from tests.world import HOME

pytestmark = pytest.mark.capability("F1")
ANNA = {"role": "VICTIM", "name": "Anna Kovács", "number": "07700 900777"}


@pytest.fixture
def known(world):
    """Return a function that lets somebody ring and returns what is known then."""

    def panel(number="07700 900123", *, contact=None, **said):
        ringing = contact or world.ring(number)
        return knowing.about(ringing, person=world.handler, at=world.at, **said)

    return panel


def message(world, handle):
    return intake.receive(
        source="test",
        source_id=f"message-{next(world.count)}",
        channel="INSTAGRAM",
        handle=handle,
        received_at=world.at,
        by=world.system,
        at=world.at,
    )


@pytest.mark.capability("C1")
def test_somebody_is_known_by_a_name_that_was_said_however_it_is_written(world, known):
    here = world.incident(people=(ANNA,))

    [found] = known("07700 900555", name="KOVACS, anna")["incidents"]

    assert (found["reference"], found["why"]) == (here.reference, "same name")
    assert known("07700 900556", name="Anna")["incidents"] == []


def test_somebody_is_known_by_the_number_they_have_in_an_incident(world, known):
    here = world.incident(people=(ANNA,))

    [found] = known("0044 7700/900777")["incidents"]

    assert (found["reference"], found["why"]) == (here.reference, "same number")


def test_a_vehicle_is_known_by_its_registration(world, known):
    here = world.incident(people=({"role": "SUSPECT", "name": "", "vehicle": "ab12 cde"},))

    [found] = known("07700 900555", vehicle="AB12CDE")["incidents"]

    assert (found["reference"], found["why"]) == (here.reference, "same vehicle")


def test_a_handle_is_known_again(world, known):
    first = message(world, "anna.k")
    world.at += timedelta(hours=1)

    [found] = known(contact=message(world, "anna.k"))["contacts"]

    assert (found["reference"], found["why"]) == (first.reference, "same handle")


def test_a_name_that_is_heard_later_is_compared_too(world, known):
    here = world.incident(people=({"role": "CALLER", "name": "Anna", "number": "07700 900777"},))
    heard = {"role": "CALLER", "name": "Anna Kovács", "number": "07700 900777", "vehicle": "AB1"}
    told = Update(caller=heard)
    accounts.update(incident_id=here.pk, told=told, by=world.handler, at=world.at)

    assert [one["why"] for one in known("07700 900555", name="kovacs anna")["incidents"]] == [
        "same name"
    ]
    assert here.parties.get().vehicle == "AB1"
    assert "vehicle AB1" in here.log.order_by("-seq").first().text


@pytest.mark.capability("A13", "F1")
def test_whose_line_it_is_and_where_is_looked_for_before_anybody_speaks(world, known):
    at_hers = world.incident(world.call("07700 900101"), people=(ANNA,))
    ringing = world.ring("020 7946 0101")
    assert known(contact=ringing)["incidents"] == []
    bt = {"contact_id": ringing.pk, "by": world.system, "at": world.at}
    operators.add(block=Block(address=f"{HOME}, London SW2 5SG"), **bt)

    [found] = known(contact=ringing)["incidents"]
    assert (found["reference"], found["why"]) == (at_hers.reference, "same address")

    operators.add(block=Block(subscriber="Kovacs, Anna"), **bt)
    [found] = known(contact=ringing)["incidents"]
    assert found["why"] == "same name, same address"


@pytest.mark.capability("C3")
def test_seven_days_ago_is_a_day_whatever_the_hour(world, known):
    """She asked for help on 24 May at two; she rang on the 31st, six minutes before midnight."""
    asked = world.call("07700 900101", channel="101")
    world.at = world.at.replace(hour=23, minute=54) + timedelta(days=7)

    [found] = known("07700 900101")["contacts"]

    assert (found["reference"], found["within_7_days"]) == (asked.reference, True)
    assert known("07700 900101")["repeats"] == {"day": 1, "week": 2, "year": 2}
    world.at += timedelta(minutes=7)
    assert not known("07700 900101")["contacts"][-1]["within_7_days"]


@pytest.mark.capability("C3")
def test_what_the_same_people_rang_about_this_week_is_there_whoever_rang(world, known):
    people = (ANNA, {"role": "CALLER", "name": "Her sister", "number": "07700 900888"})
    asked = world.incident(world.call("07700 900888", channel="101"), people=people)
    world.at += timedelta(days=6)

    [found] = known("07700 900777")["contacts"]

    assert found["within_7_days"]
    assert found["why"] == f"CAD {asked.reference}, same number"
    world.at += timedelta(days=2)
    assert [one["within_7_days"] for one in known("07700 900777")["contacts"]] == [True]


@pytest.mark.capability("F2")
def test_repeats_are_counted_over_a_day_a_week_and_a_year(world, known):
    for days in (0, 300, 60, 4, 2):
        world.at += timedelta(days=days)
        world.done_with_ringing = world.ring()
    world.at += timedelta(hours=23)

    assert known("0044 7700 900123")["repeats"] == {"day": 1, "week": 3, "year": 4}
    assert known("07700 900555")["repeats"] == {"day": 0, "week": 0, "year": 0}


@pytest.mark.parametrize(
    ("north", "radius_m", "why"),
    [
        (0.0003, 10, "within 50 m"),
        (0.0007, 10, "within 100 m"),
        (0.0015, 10, None),
        (0.0015, 400, "within 250 m"),
        (0.0030, 400, None),
    ],
)
def test_how_near_is_said_and_a_vague_position_looks_farther(world, known, north, radius_m, why):
    world.incident(world.call("07700 900777"))
    ringing = world.ring("07700 900555")
    ringing.lat, ringing.lon, ringing.radius_m = world.place.lat + north, world.place.lon, radius_m

    assert [one["why"] for one in known(contact=ringing)["incidents"]] == ([why] if why else [])


@pytest.mark.capability("C1")
def test_whoever_withholds_a_number_is_nobody_known(world, known):
    world.incident(world.call(""))

    panel = known("")

    assert (panel["contacts"], panel["incidents"]) == ([], [])
    assert panel["repeats"] == {"day": 0, "week": 0, "year": 0}


@pytest.mark.capability("C1")
def test_no_way_to_find_an_incident_reads_the_table_from_end_to_end(world, known):
    world.incident(people=(ANNA,))
    with CaptureQueriesContext(connection) as asked:
        known("07700 900777", name="Anna Maria Kovacs", vehicle="AB12CDE")
    ways = [each["sql"] for each in asked if "UNION" in each["sql"]]
    [found] = [sql for sql in ways if "RECURSIVE" not in sql]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {found}")
        plan = "\n".join(line for [line] in cursor.fetchall())

    assert "Seq Scan" not in plan
    assert Incident.objects.count() == 1
