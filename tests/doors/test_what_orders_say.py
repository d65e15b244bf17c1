"""Orders say nothing that a person may not read, and take nothing that a colleague has."""

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.core.errors import NotFound, Taken
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from dispatch import access, recommending
from dispatch.actions import diverts
from incidents.actions import incidents
from incidents.actions.incidents import Opening
from incidents.models import Incident
from incidents.places import Where

OPENING = Opening(opening_code="OTHER", summary="a test", restricted=True)


def open_from(world, contact, by):
    return incidents.open_from(contact_id=contact.pk, opening=OPENING, by=by, at=world.at)


def test_a_colleagues_live_call_becomes_no_incident_of_somebody_else(world):
    contact, other = world.call(), world.on_shift("other", Role.CALL_HANDLER)

    with pytest.raises(Taken, match="is with Handler"):
        open_from(world, contact, other)
    about = {"contact_id": contact.pk, "outcome": Outcome.INCIDENT, "note": "mine"}
    with pytest.raises(Taken, match="is with Handler"):
        calls.dispose(**about, by=other, at=world.at)
    assert open_from(world, contact, world.handler).owner == world.handler


def test_a_supervisor_opens_an_incident_from_anybodys_call(world):
    assert open_from(world, world.call(), world.supervisor).restricted


def test_what_a_hidden_contact_became_is_not_said_in_a_refusal(world):
    incident = world.incident(restricted=True)
    contact = incident.contact_links.get().contact

    with pytest.raises(NotFound, match="There is no such contact"):
        open_from(world, contact, world.dispatcher)


def test_who_may_not_see_contacts_opens_nothing_from_one(world):
    machine = world.person("machine", Role.CALL_HANDLER)
    machine.key_scopes = {"incident_open", "incident_view"}

    with pytest.raises(NotFound, match="There is no such contact"):
        open_from(world, world.ring(), machine)


@pytest.fixture
def secret(world):
    """A unit on its way to a restricted incident, and a plain one that wants it."""
    world.secret = world.graded("E", restricted=True)
    world.car = world.unit("PC12")
    world.assign(world.car, world.secret, by=world.supervisor)
    world.plain = world.graded("I")
    # Whoever owns an incident reads it; a colleague does not.
    world.colleague = world.on_shift("colleague", Role.DISPATCHER, world.area)
    return world


def sides(world, person) -> tuple[list[str], dict[str, str]]:
    units = access.visible_to(person)
    fitting, left_out = recommending.candidates(world.plain, units, by=person, at=world.at)
    return [one.unit.callsign for one in fitting], {unit.callsign: why for unit, why in left_out}


def test_no_distance_says_where_a_unit_of_a_restricted_incident_is(secret):
    assert sides(secret, secret.colleague) == ([], {"PC12": recommending.RESTRICTED})
    assert sides(secret, secret.supervisor) == (["PC12"], {})


def preview(world, by) -> dict:
    return diverts.preview(unit=world.car, to_incident=world.plain, by=by, at=world.at)["leaving"]


def test_a_preview_names_no_restricted_incident_to_who_may_not_see_it(secret):
    told = preview(secret, secret.colleague)

    assert (told["reference"], told["slug"], told["place"]) == ("restricted", None, "")
    assert told["grade"] == "E"
    assert preview(secret, secret.supervisor)["reference"] == secret.secret.reference


def test_a_preview_says_how_urgent_what_lies_elsewhere_is_and_not_what_it_is(world):
    there = Where(text="Park Road", place_id=world.place_elsewhere().pk)
    world.car, world.plain = world.unit("PC12"), world.graded("I")
    world.assign(world.car, world.graded("E", location=there), by=world.supervisor)

    told = preview(world, world.dispatcher)

    assert (told["grade"], told["place"], told["summary"]) == ("E", "", "")


def test_who_is_too_late_for_a_unit_does_not_learn_which_restricted_incident_has_it(secret):
    with pytest.raises(Taken, match="PC12 was taken by a restricted incident") as refusal:
        secret.assign(secret.car, secret.plain, by=secret.colleague)
    assert secret.secret.reference not in str(refusal.value)


def test_what_is_left_for_a_restricted_incident_does_not_name_it(world):
    left, secret = world.graded("S"), world.graded("I", restricted=True)
    world.car = world.unit("PC12")
    world.assign(world.car, left)
    world.divert(world.car, secret, by=world.supervisor)

    texts = " ".join(Incident.objects.get(pk=left.pk).log.values_list("text", flat=True))
    assert "diverted to a restricted incident" in texts
    assert secret.reference not in texts


def test_why_a_unit_goes_to_a_restricted_incident_is_on_the_log_of_that_one_only(world):
    hers, secret = world.graded("E"), world.graded("I", restricted=True)
    unit = world.unit("PC12")
    world.assign(unit, hers)

    made = diverts.divert(
        unit_id=unit.pk,
        to_incident_id=secret.pk,
        reason="Armed siege at the embassy",
        by=world.supervisor,
        at=world.at,
    )

    said = "".join(hers.log.values_list("text", flat=True))
    alarms = "".join(Alert.objects.values_list("text", flat=True))
    assert "embassy" not in said + alarms + made.reason_shown
    assert "a reason is on the log (diverted to a restricted incident)" in said
    assert "Armed siege at the embassy" in "".join(secret.log.values_list("text", flat=True))
