"""Alerts about a restricted incident go to many who may not see it: they say nothing typed."""

import pytest

from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments
from incidents.actions import grading, results
from tests.world import AT_THE_DOOR

TYPED = "she moved to Refuge Road"


@pytest.mark.capability("I4")
def test_no_alert_about_a_restricted_incident_says_what_was_typed(world):
    incident, unit = world.incident(restricted=True, suspect_identity="SUSPECTED"), world.unit()
    who = {"incident_id": incident.pk, "by": world.supervisor, "at": world.at}
    grading.assess(answers=AT_THE_DOOR, **who)
    grading.grade(grade="E", override_reason=TYPED, **who)
    world.assign(unit, incident, by=world.supervisor)
    assignments.stand_down(unit_id=unit.pk, reason=TYPED, by=world.supervisor, at=world.at)
    results.ask_non_attendance(reason=TYPED, **who)
    world.wait(hours=1)

    alerts = Alert.objects.filter(subject="incident", subject_id=incident.pk)
    said = dict(alerts.values_list("code", "text"))
    wanted = {"GRADED_BELOW", "UNIT_LEFT", "UNIT_LEFT_SUPERVISOR", "NON_ATTENDANCE_ASKED"}
    assert wanted <= said.keys()
    assert not [text for text in said.values() if TYPED in text or "Acre" in text]
