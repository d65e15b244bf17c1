"""Nobody need attend after all; and then somebody must."""

import pytest

from contactcentre.core.errors import WrongState
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments
from incidents.actions import results
from incidents.enums import Status
from tests.world import check_constraints


def excuse(world, incident) -> None:
    """Ask that nobody attend, and approve it."""
    who = {"incident_id": incident.pk, "at": world.at}
    results.ask_non_attendance(reason="it is quiet now", by=world.dispatcher, **who)
    results.approve_non_attendance(by=world.supervisor, **who)
    incident.refresh_from_db()


@pytest.mark.capability("E5", "H2", "I1")
def test_a_unit_sent_to_an_excused_incident_brings_its_clock_and_its_protection_back(world):
    incident, unit = world.graded("S"), world.unit()
    due_at = incident.due_at
    excuse(world, incident)
    assert (incident.status, world.clocks(incident)) == (Status.RESULTED, ["close_or_send"])

    world.wait(minutes=10)
    world.assign(unit, incident)
    incident.refresh_from_db()
    assert world.clocks(incident) == ["attend", "unattended"]
    assert incident.due_at == due_at

    world.press(unit, 11)
    check_constraints()
    incident.refresh_from_db()
    assert incident.status == Status.AWAITING_UNIT
    assert world.alerts(incident) == ["REASSESS_DUE", "UNIT_LEFT"]
    with pytest.raises(WrongState, match="Nobody has asked"):
        results.approve_non_attendance(incident_id=incident.pk, by=world.supervisor, at=world.at)


@pytest.mark.capability("D1", "E5")
def test_no_unit_goes_to_what_is_referred_even_when_it_is_resulted(world):
    incident, unit = world.graded("R"), world.unit()
    results.result(incident_id=incident.pk, code="PHONE", text="", by=world.handler, at=world.at)

    with pytest.raises(WrongState, match="Grade it higher first"):
        world.assign(unit, incident)

    world.grade(incident, "E")
    world.assign(unit, incident)
    assignments.unable(unit_id=unit.pk, reason="flat tyre", by=world.dispatcher, at=world.at)
    assert world.alerts(incident) == ["UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"]
    said = set(Alert.objects.live().values_list("text", flat=True))
    assert said == {"PC12 unable to attend: flat tyre. NO UNIT for 12 Acre Lane, Lambeth"}


@pytest.mark.capability("E5")
def test_the_asker_cannot_approve_and_nobody_can_close_unasked(world):
    incident = world.graded("S")
    who = {"incident_id": incident.pk, "at": world.at}
    results.ask_non_attendance(reason="cancelled", by=world.supervisor, **who)

    with pytest.raises(WrongState, match="You asked for this yourself"):
        results.approve_non_attendance(by=world.supervisor, **who)
    with pytest.raises(WrongState):
        results.close(by=world.supervisor, **who)
    results.approve_non_attendance(by=world.officer, **who)
    results.result(code="ADVICE", text="", by=world.dispatcher, **who)
    assert results.close(by=world.dispatcher, **who).status == Status.CLOSED


def test_what_is_approved_is_not_asked_for_again(world):
    incident = world.graded("E")
    excuse(world, incident)

    with pytest.raises(WrongState, match="approved already"):
        results.ask_non_attendance(
            incident_id=incident.pk, reason="once more", by=world.dispatcher, at=world.at
        )

    incident.refresh_from_db()
    assert incident.non_attendance_approved_by is not None
