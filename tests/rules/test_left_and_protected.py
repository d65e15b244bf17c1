# ruff: noqa: S608 - every statement is put together from what is written here.
"""
Rule 2: an incident that a unit has left is never without an owner and an alarm.

Every way that plain SQL has to leave one behind is refused at COMMIT at the latest. With the walls
down each of them goes through, and then the third wall finds what was left and alarms the duty
officer; so the tests can fail, and no wall stands on another.
"""

import pytest

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions import guard
from incidents import figures
from tests.rules.breaches import CURRENT, END, LEFT, OF_LEFT, OWN_DUTY
from tests.rules.database import refusal, run, take_down_named

WALLS = (
    *(LEFT, f"{LEFT}_on_leaving", f"{LEFT}_on_removal"),
    *("never_deleted", "never_truncated", "promise_stays", "stays_where_it_was"),
)
CLOCK = f"{OF_LEFT} AND kind = 're_resource'"
WAYS_TO_FORGET = {
    "its last unit stood down by hand": [
        f"UPDATE dispatch_assignment SET state = 'STOOD_DOWN', {END} WHERE {CURRENT}"
    ],
    "its last unit gone, and nothing but the status changed": [
        f"UPDATE dispatch_assignment SET state = 'UNABLE', {END} WHERE {CURRENT}",
        "UPDATE incidents_incident SET status = 'AWAITING_UNIT', left_at = %(now)s, units_live = 0 "
        "WHERE id = %(sent)s",
    ],
    "its last unit gone, and called resulted": [
        "UPDATE incidents_incident SET status = 'AWAITING_UNIT' WHERE id = %(sent)s",
        f"UPDATE dispatch_assignment SET state = 'UNABLE', {END} WHERE {CURRENT}",
        "UPDATE incidents_incident SET status = 'RESULTED' WHERE id = %(sent)s",
    ],
    "its only assignment moved to another incident": [
        f"UPDATE dispatch_assignment SET incident_id = %(resulted)s WHERE {CURRENT}",
    ],
    "its only assignment deleted": [f"DELETE FROM dispatch_assignment WHERE {CURRENT}"],
    "its clock stopped": [
        f"UPDATE countdowns_clock SET stopped_at = %(now)s, stop_reason = 'CLOSED' WHERE {CLOCK}"
    ],
    "its clock deleted": [f"DELETE FROM countdowns_clock WHERE {CLOCK}"],
    "its clock given to another incident": [
        f"UPDATE countdowns_clock SET subject_id = %(graded)s WHERE {CLOCK}"
    ],
    "its clock made another kind": [f"UPDATE countdowns_clock SET kind = 'x' WHERE {CLOCK}"],
    "its alerts resolved": [f"UPDATE countdowns_alert SET resolved_at = %(now)s WHERE {OF_LEFT}"],
    "its alarm resolved, and another alert left": [
        "UPDATE countdowns_alert SET code = 'GRADED_BELOW' WHERE id = "
        f"(SELECT min(id) FROM countdowns_alert WHERE {OF_LEFT} AND code <> 'UNIT_LEFT')",
        f"UPDATE countdowns_alert SET resolved_at = %(now)s WHERE {OF_LEFT} AND code = 'UNIT_LEFT'",
    ],
    "its alarm made older than its leaving": [
        f"UPDATE countdowns_alert SET raised_at = raised_at - interval '1 hour' WHERE {OF_LEFT}"
    ],
    "its alerts deleted": [f"DELETE FROM countdowns_alert WHERE {OF_LEFT}"],
    "its alerts given to another": [f"UPDATE countdowns_alert SET subject_id = -1 WHERE {OF_LEFT}"],
    "said to have a unit": [
        "UPDATE incidents_incident SET status = 'ASSIGNED', left_at = NULL WHERE id = %(left)s"
    ],
    "said to be referred": [
        "UPDATE incidents_incident SET status = 'REFERRED', left_at = NULL WHERE id = %(left)s"
    ],
    "said to be resulted": [
        "UPDATE incidents_incident SET status = 'RESULTED', left_at = NULL WHERE id = %(left)s"
    ],
    "said never to have been left": [
        "UPDATE incidents_incident SET left_at = NULL WHERE id = %(left)s"
    ],
    "owned by somebody who is not on shift": [
        "UPDATE incidents_incident SET owner_id = %(nobody)s WHERE id = %(left)s"
    ],
    "its owner's shift ended": [f"UPDATE core_duty SET ended_at = %(now)s WHERE {OWN_DUTY}"],
    "its owner on a break": [f"UPDATE core_duty SET break_started_at = %(now)s WHERE {OWN_DUTY}"],
    "its owner's shift deleted": [f"DELETE FROM core_duty WHERE {OWN_DUTY}"],
    "its owner's shift made somebody else's": [
        f"UPDATE core_duty SET person_id = %(nobody)s WHERE {OWN_DUTY}"
    ],
    "every shift emptied": ["TRUNCATE core_duty"],
    "every alert emptied": ["TRUNCATE countdowns_alert"],
    "every clock emptied": ["TRUNCATE countdowns_clock CASCADE"],
}
ways = pytest.mark.parametrize("statements", WAYS_TO_FORGET.values(), ids=WAYS_TO_FORGET)


@pytest.mark.capability("H2", "L7")
@ways
def test_no_statement_leaves_an_incident_without_owner_clock_or_alarm(scene, statements):
    assert refusal(*statements, **scene.ids)
    assert queries.unprotected() == []


@pytest.mark.capability("H2", "H13", "I4", "L7")
@ways
def test_with_the_walls_down_it_happens_and_the_third_wall_alarms_the_duty_officer(
    scene, statements
):
    take_down_named(*WALLS)
    run(*statements, **scene.ids)

    found = guard.check_diverts(by=scene.world.system, at=scene.world.at)

    alarms = Alert.objects.live().filter(code=guard.FORGOTTEN)
    assert found == len(alarms) >= 1
    assert {role_at(alarm) for alarm in alarms} == {Role.DUTY_OFFICER}
    assert {alarm.subject_id for alarm in alarms} <= {scene.left.pk, scene.sent.pk}


@pytest.mark.capability("H2")
def test_the_walls_fit_what_the_actions_do(scene):
    run()

    assert queries.unprotected() == []
    assert not figures.listed("lost").exists()
    assert guard.check_diverts(by=scene.world.system, at=scene.world.at) == 0


LOSSES = (
    *("its owner on a break", "its clock stopped", "its clock made another kind"),
    *("its alerts resolved", "its alarm resolved, and another alert left"),
    "its alarm made older than its leaving",
)


@pytest.mark.capability("H2", "L7")
@pytest.mark.parametrize("way", LOSSES)
def test_lost_counts_what_is_left_without_owner_clock_or_alarm(scene, way):
    take_down_named(*WALLS)

    run(*WAYS_TO_FORGET[way], **scene.ids)

    assert [incident.pk for incident in figures.listed("lost")] == [scene.left.pk]
    assert queries.unprotected() == [scene.left.pk]
