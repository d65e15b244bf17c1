"""What every board may show of a restricted incident: that it is there, and who is busy with it."""

import pytest
from django.test import Client

from contactcentre.core import clock
from dispatch import boards as units
from dispatch.models import Unit
from dispatch.recommending import candidates
from incidents import boards as incidents
from incidents import details, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(world):
    """A restricted incident with a unit on its way."""
    incident = world.graded("S", restricted=True)
    world.assign(world.unit(), incident)
    return incident


def test_a_unit_at_a_restricted_incident_is_busy_and_says_not_where(world, secret):
    unit = secret.assignments.get().unit
    assert unit.lat is not None
    [row] = units.rows([unit.pk])

    assert row["incident"] == "restricted"
    assert (row["incident_slug"], row["lat"], row["lon"]) == (None, None, None)
    assert row["assignment_state"] == "ASSIGNED"
    assert secret.reference not in str(row)


def test_a_unit_anywhere_else_says_where(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    [row] = units.rows([unit.pk])

    assert row["incident"] == incident.reference
    assert (row["lat"], row["lon"]) == (unit.lat, unit.lon)


def test_a_restricted_incident_says_neither_what_nor_where(secret):
    [row] = incidents.rows([secret.pk])

    assert (row["place"], row["opening_code"]) == ("Restricted", "Restricted")
    assert not any(row[name] for name in ("summary", "borough", "lat", "lon"))


def test_whoever_may_see_it_sees_all_of_it(world, secret):
    shown = details.of(queries.with_details(world.supervisor).get(pk=secret.pk))

    assert shown["opening_code"] == secret.opening_code.label
    assert shown["borough"] == "Lambeth"
    assert shown["summary"]


def test_the_list_of_units_that_could_go_does_not_name_it(world, secret):
    fitting, left_out = candidates(
        world.graded("I"), Unit.objects.all(), by=world.dispatcher, at=world.at
    )
    reasons = [reason for each in fitting for reason in each.reasons]

    assert "would leave a restricted incident" in reasons
    assert not any(secret.reference in reason for reason in [*reasons, *map(str, left_out)])


def test_what_a_unit_would_leave_is_not_named_over_the_api(world, secret):
    Unit.objects.update(position_at=clock.now())
    browser = Client()
    browser.force_login(world.dispatcher, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(f"/api/v1/incidents/{world.graded('I').slug}/candidates/")

    [leaves] = [each["leaves"] for each in answer.json()["candidates"] if each["leaves"]]
    assert (leaves["reference"], leaves["slug"]) == ("restricted", None)
    assert secret.reference not in answer.content.decode()
