"""A shift ends in the middle of a bad night: everything has an owner at every moment."""

import pytest

from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from incidents import figures
from incidents.actions import duty
from incidents.models import Incident
from tests.rules import invariants


@pytest.mark.capability("H2", "I4", "L7")
def test_at_the_change_of_shifts_every_incident_goes_to_somebody_who_has_come(world):
    unit = world.unit()
    left = world.graded("S", suspect_identity="CONFIRMED")
    waiting = [world.graded(grade) for grade in "IESR"]
    world.assign(unit, left)
    world.press(unit, 11)
    world.wait(seconds=20)

    night = [world.dispatcher, world.supervisor, world.handler, world.officer]
    day = [
        world.on_shift("day-desk", Role.DISPATCHER, world.area),
        world.on_shift("day-supervisor", Role.SUPERVISOR),
        world.on_shift("day-handler", Role.CALL_HANDLER),
        world.on_shift("day-officer", Role.DUTY_OFFICER),
    ]
    for person in night:
        duty.sign_off(by=person, at=world.at)
        assert invariants.broken() == []

    owners = set(Incident.objects.values_list("owner__username", flat=True))
    assert owners == {"day-desk"}
    assert not figures.listed("without_owner").exists()
    alert = Alert.objects.live().get(code="UNIT_LEFT", subject_id=left.pk)
    world.acknowledge_alert(alert, by=day[0])
    assert len(waiting) == 4


@pytest.mark.capability("H2", "I3")
def test_an_hour_in_which_nothing_swept_loses_no_alarm(world):
    unit, left = world.unit(), world.graded("S")
    overdue = world.graded("I")
    call = world.ring("07700 900777")
    world.assign(unit, left)
    world.press(unit, 11)

    world.outage(hours=1)

    heard = {alert.code: alert.level for alert in Alert.objects.live().filter(subject="incident")}
    assert heard == {"UNIT_LEFT": 2, "ATTENDANCE_LATE": 2, "REASSESS_DUE": 0}
    assert "ATTENDANCE_LATE" in world.alerts(overdue)
    assert world.alerts(call) == ["NOT_ANSWERED", "NO_DISPOSITION"]
    assert invariants.broken() == []
