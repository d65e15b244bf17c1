"""Nobody sees an area by omission: the whole force is said of a person, or a command unit is."""

from importlib import import_module

import pytest
from django.apps import apps

from contactcentre.contacts import queries as contacts
from contactcentre.core import scope
from contactcentre.core.actions import people
from contactcentre.core.api.authentication import KeyAuthentication
from contactcentre.core.errors import NotAllowed
from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.api.views import visible_to as alerts_of
from contactcentre.management.demo import people as demo
from dispatch import access as units
from incidents import access as incidents
from incidents.actions import duty
from incidents.places import Where

pytestmark = pytest.mark.capability("N1")
STRONG = "a long and quiet evening"


@pytest.fixture
def nowhere(world) -> Person:
    """Somebody with a supervisor's rights, to whom no area was given."""
    return people.create(
        username="nowhere",
        first_name="",
        last_name="Nowhere",
        roles=[Role.SUPERVISOR, Role.DISPATCHER],
        password=STRONG,
        by=world.admin,
        at=world.at,
    )


def test_whoever_was_given_no_area_sees_none(world, nowhere):
    world.assign(world.unit(), world.graded("I"))

    assert scope.codes(nowhere) == []
    assert scope.board_scopes(nowhere) == [scope.WHOLE_FORCE]
    assert not incidents.visible_to(nowhere).exists()
    assert not units.visible_to(nowhere).exists()
    assert not alerts_of(nowhere).exclude(area=None).exists()


def test_whoever_was_given_no_area_still_sees_what_nobody_has_placed(world, nowhere):
    """Otherwise an incident whose place is not known yet would be on fewer screens, not on more."""
    placed, unplaced = world.graded("S"), world.graded("S", location=Where(text="by the river"))

    assert unplaced.command_unit is None
    assert list(incidents.visible_to(nowhere)) == [unplaced]
    assert not incidents.can_see(placed, nowhere)


def test_whoever_was_given_no_area_takes_no_dispatch_desk(world, nowhere):
    with pytest.raises(NotAllowed, match="command unit of your own"):
        duty.sign_on(desk="DISPATCH", command_unit="AS", by=nowhere, at=world.at)


def test_whoever_is_said_to_see_the_whole_force_sees_it(world, nowhere):
    incident = world.graded("S")
    given = {"person_id": nowhere.pk, "roles": nowhere.roles, "command_units": ("CN",)}
    seen = people.change_roles(**given, whole_force=True, by=world.admin, at=world.at)

    assert scope.codes(seen) is None
    assert set(scope.board_scopes(seen)) == {"AS", "CN", scope.WHOLE_FORCE}
    assert list(incidents.visible_to(seen)) == [incident]

    narrow = people.change_roles(**given, by=world.admin, at=world.at)

    assert scope.codes(narrow) == ["CN"]
    assert not incidents.visible_to(narrow).exists()


def test_a_machine_with_a_key_for_everything_sees_what_it_did(world, rf):
    incident, key = world.graded("S"), world.key()
    machine, _key = KeyAuthentication().authenticate(
        rf.get("/api/v1/incidents/", headers={"Authorization": f"Bearer {key}"})
    )

    assert scope.codes(machine) is None
    assert list(incidents.visible_to(machine)) == [incident]
    assert contacts.visible_to(machine).exists()


def test_those_who_were_here_before_keep_what_they_saw(world):
    Person.objects.update(whole_force=False)
    import_module("contactcentre.core.migrations.0003_whole_force").say_so(apps, None)

    everywhere = set(Person.objects.filter(whole_force=True).values_list("username", flat=True))
    assert "supervisor" in everywhere
    assert "dispatcher" not in everywhere


def test_in_the_demonstration_everybody_has_an_area_or_is_said_to_have_them_all():
    without = [one for one in demo.staff() if not one.command_units and not one.whole_force]

    assert [one.roles for one in without] == [[Role.ADMINISTRATOR]]
    assert not [one for one in demo.staff() if one.command_units and one.whole_force]
