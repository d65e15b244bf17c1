"""Who is in a unit, and what they see: what it is sent to in this shift, and nothing else."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from contactcentre.core.errors import Invalid, NotAllowed, NotFound
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from dispatch.actions import assignments, units
from incidents import access, queries

pytestmark = pytest.mark.capability("N1")


def _crew(world, unit, *people, by=None):
    names = [person.username for person in people]
    made = units.crew(unit_id=unit.pk, people=names, by=by or world.dispatcher, at=world.at)
    return set(made.crew.all())


def _seen(person) -> set:
    return set(access.visible_to(person))


@pytest.fixture
def nia(world):
    """Somebody who is crew, and nothing else."""
    return world.person("nia", Role.CREW, area=world.area)


def test_a_crew_sees_what_its_unit_is_sent_to_and_nothing_else_of_its_area(world, nia):
    theirs, others, unit = world.graded("S"), world.graded("I"), world.unit()
    _crew(world, unit, nia)
    assert _seen(nia) == set()

    world.assign(unit, theirs)

    assert _seen(nia) == {theirs}
    assert access.can_see(theirs, nia)
    assert not access.can_see(others, nia)
    with pytest.raises(NotFound):
        access.held(others.pk, nia)
    assert queries.by_short_number(others.cad_number, nia) is None


def test_what_it_was_sent_to_stays_theirs_to_the_end_of_the_shift(world, nia):
    first, second, unit = world.graded("S"), world.graded("I"), world.unit()
    _crew(world, unit, nia)
    world.assign(unit, first)
    world.divert(unit, to=second)
    assert _seen(nia) == {first, second}
    world.wait(minutes=1)
    units.book_off(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    assert _seen(nia) == {first, second}

    world.at += timedelta(hours=12)
    units.book_on(unit_id=unit.pk, by=world.dispatcher, at=world.at)

    assert _seen(nia) == set()


def test_who_comes_into_a_unit_sees_what_it_is_at_and_not_what_it_was_at_before(world, nia):
    before, now, unit = world.graded("S"), world.graded("I"), world.unit()
    world.assign(unit, before)
    world.divert(unit, to=now)
    world.wait(seconds=30)

    _crew(world, unit, nia)

    assert _seen(nia) == {now}


def test_a_crew_sent_to_something_restricted_may_read_where_it_is(world, nia):
    secret, unit = world.graded("S", restricted=True), world.unit()
    _crew(world, unit, nia)
    world.assign(unit, secret)

    assert _seen(nia) == {secret}
    assert secret not in _seen(world.handler)


def test_somebody_who_is_crew_and_dispatcher_sees_their_area(world):
    both = world.person("both", Role.CREW, area=world.area)
    both.roles = [Role.CREW, Role.DISPATCHER]
    both.save()
    incident = world.graded("S")

    assert _seen(both) == {incident}


def test_whoever_gets_into_another_unit_leaves_the_first(world, nia):
    first, second = world.unit("PC12"), world.unit("PC13")
    _crew(world, first, nia)

    assert _crew(world, second, nia) == {nia}

    assert not first.crew.exists()
    entry = AuditEntry.objects.filter(name="unit.crewed").order_by("pk").last()
    assert entry.detail["crew"] == ["nia"]


def test_only_crew_with_an_open_account_gets_into_a_unit(world, nia):
    unit = world.unit()
    with pytest.raises(Invalid, match="Not crew with an open account: handler, nobody"):
        units.crew(
            unit_id=unit.pk, people=["handler", "nia", "nobody"], by=world.dispatcher, at=world.at
        )
    assert not unit.crew.exists()


def test_a_crew_does_not_choose_its_unit(world, nia):
    with pytest.raises(NotAllowed):
        _crew(world, world.unit(), nia, by=nia)


def test_over_http_a_crew_is_put_into_a_unit_and_then_reports_for_it(world, nia):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key()}", HTTP_ACT_FOR="nia")
    order = f"/api/v1/units/{unit.callsign}/acknowledge/"
    assert client.post(order).status_code == 404

    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key('desk')}", HTTP_ACT_FOR="dispatcher")
    crewed = client.post(f"/api/v1/units/{unit.callsign}/crew/", {"people": ["nia"]}, format="json")
    assert crewed.status_code == 200, crewed.json()

    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key('phone')}", HTTP_ACT_FOR="nia")
    assert client.post(order).json()["assignment_state"] == "ACKNOWLEDGED"
    listed = client.get("/api/v1/incidents/").json()["results"]
    assert [each["reference"] for each in listed] == [incident.reference]
    assert assignments.ACKNOWLEDGE not in world.clocks(unit.assignments.get())
