"""Sending units, and every way an assignment moves on or ends."""

from django.db import IntegrityError, OperationalError, transaction

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, Taken, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import StillHeld, action, waited_in_vain
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from dispatch import access, queries, states
from dispatch.actions import answering, crews, reporting, warning, watching
from dispatch.actions.answering import UNSAID, Told
from dispatch.actions.holding import Held, hold, units_of
from dispatch.enums import AssignmentState, UnitState
from dispatch.models import Assignment, Unit
from incidents import access as incident_access
from incidents import grading
from incidents import states as incident_states
from incidents.actions import resourcing
from incidents.models import Incident

ACKNOWLEDGE = "acknowledge_assignment"
NOT_ACKNOWLEDGED = "ASSIGNMENT_NOT_ACKNOWLEDGED"
ENDING = ("state", "state_since", "ended_at", "ended_by", "end_reason", "diverted_to")
ASKED_OF_A_CREW = (crews.PLACE_CHANGED, warning.NOT_KNOWN)


@action
def assign(*, unit_id: int, incident_id: int, by, at) -> Assignment:
    """
    Send a free unit to an incident; of two who do so at once one wins, the other is told who.

    :raises NotFound: when unit or incident is not in the person's area
    :raises Taken: when the unit has another assignment, naming it and who made it
    :raises WrongState: when the incident takes no unit, or the unit is not available
    """
    permissions.check(by, Permission.UNIT_DISPATCH)
    _check_free(unit_id)
    incident = incident_access.held(incident_id, by)
    incident_states.check_deployable(status=incident.status, grade=incident.grade)
    assignment = _insert(unit_id, incident, by=by, at=at)
    unit = Unit.objects.select_for_update(no_key=True, of=("self",)).filter(pk=unit_id).first()
    _check_can_go(unit, by)
    return begin(assignment, unit, incident, by=by, at=at)


@action
def acknowledge(
    *, unit_id: int, by, at, place_told: int | None = None, warnings_told: int | None = None
) -> Assignment:
    """
    Record that the crew has received its assignment and understood it (G3).

    Once more where the place was corrected since, or where it is warned: that it knows the place
    and the warnings as they are now. Whoever told the crew names them, by their numbers.

    :raises WrongState: when the unit has no assignment to acknowledge, or the place was corrected
        or another warning given since the crew was told
    """
    permissions.check(by, Permission.CREW_REPORT)
    held = hold(unit_id=unit_id, by=by)
    told = answering.checked(held, place_told, warnings_told, at=at)
    return advance(held, AssignmentState.ACKNOWLEDGED, told=told, by=by, at=at)


@action
def set_off(*, unit_id: int, by, at) -> Assignment:
    """
    Record that the unit is on its way.

    :raises WrongState: when it has no assignment, or is further on already
    """
    permissions.check(by, Permission.CREW_REPORT)
    return advance(hold(unit_id=unit_id, by=by), AssignmentState.EN_ROUTE, by=by, at=at)


@action
def arrive(*, unit_id: int, by, at) -> Assignment:
    """
    Record that the unit is at the scene; the attendance clock stops.

    :raises WrongState: when it has no assignment, or is there already
    """
    permissions.check(by, Permission.CREW_REPORT)
    return advance(hold(unit_id=unit_id, by=by), AssignmentState.AT_SCENE, by=by, at=at)


@action
def clear(*, unit_id: int, by, at) -> Assignment:
    """
    Free a unit that was at the scene; the last one to clear leaves the incident to be closed.

    :raises WrongState: when it is not at the scene
    """
    permissions.check(by, Permission.CREW_REPORT)
    held = hold(unit_id=unit_id, by=by)
    return end(held, AssignmentState.CLEARED, "cleared from the scene", by=by, at=at)


@action
def stand_down(*, unit_id: int, reason: str, by, at) -> Assignment:
    """
    Take a unit off its incident; when it was the last one, the incident is left and alarms.

    :raises Invalid: without a reason
    :raises WrongState: when the unit has no assignment
    """
    permissions.check(by, Permission.UNIT_DISPATCH)
    _check_reason(reason)
    held = hold(unit_id=unit_id, by=by)
    return end(held, AssignmentState.STOOD_DOWN, reason.strip(), by=by, at=at)


@action
def unable(*, unit_id: int, reason: str, by, at) -> Assignment:
    """
    Record that the crew cannot attend; the incident is protected as after a divert (G6).

    :raises Invalid: without a reason
    :raises WrongState: when the unit has no assignment
    """
    permissions.check(by, Permission.CREW_REPORT)
    _check_reason(reason)
    held = hold(unit_id=unit_id, by=by)
    return end(held, AssignmentState.UNABLE, reason.strip(), by=by, at=at)


def begin(
    assignment: Assignment, unit: Unit, incident: Incident, *, by, at, why: str = ""
) -> Assignment:
    """Start a new assignment of a held unit to a held incident, whose log says why."""
    unit.save_changes()
    clocks.start(
        kind=ACKNOWLEDGE,
        subject_id=assignment.pk,
        severity=grading.severity(incident.grade),
        at=at,
    )
    text = f"{unit.callsign} assigned by {by.short_name}{why and f': {why}'}"
    resourcing.resourced(incident, units_of(incident), text, by=by, at=at)
    audit.record("unit.assigned", unit, by=by, at=at, incident=incident.reference)
    live.tell(unit)
    return assignment


def advance(
    held: Held, state: AssignmentState, *, by, at, told: Told = UNSAID, since=None
) -> Assignment:
    """
    Move a held unit's current assignment on, or take what its crew says that it knows.

    What is heard of late is so since then; the clocks of the room stop when it hears of it.
    """
    assignment = _current(held)
    is_answer = state == AssignmentState.ACKNOWLEDGED
    answers = answering.answers(held, told, at=at) if is_answer else ()
    if assignment.state == AssignmentState.ASSIGNED or not answers:
        _move_on(held, assignment, state, since or at, by=by, at=at)
    for knows in answers:
        knows(held, by=by, at=at)
    return assignment


def end(
    held: Held,
    state: AssignmentState,
    reason: str,
    *,
    by,
    at,
    since=None,
    diverted_to: Incident | None = None,
) -> Assignment:
    """
    End a held unit's current assignment for a reason: the one way out of an incident (rule 2).

    When it was the last one and nobody dealt with it, the incident is left in this transaction.
    What is heard of late was so since then.
    """
    assignment = _current(held)
    states.check_assignment_move(assignment.state, state)
    assignment.state, assignment.state_since = state, at
    assignment.ended_at, assignment.ended_by, assignment.end_reason = at, by, reason[:300]
    assignment.diverted_to = diverted_to
    assignment.save(update_fields=ENDING)
    stop = {"subject_id": assignment.pk, "reason": StopReason.LEFT, "by": by, "at": at}
    clocks.stop(kinds=(ACKNOWLEDGE, warning.WARN), **stop)
    watching.end(held, by=by, at=at)
    held.unit.status_at = since or at
    held.unit.save_changes("status_at")
    reporting.ended(held, assignment, by=by, at=at)
    _resolve_unacknowledged(held.incidents[assignment.incident_id], by=by, at=at)
    crews.end_of_telling(held, StopReason.LEFT, codes=ASKED_OF_A_CREW, by=by, at=at)
    audit.record(f"unit.{state.lower()}", held.unit, by=by, at=at, reason=reason)
    live.tell(held.unit)
    return assignment


def _move_on(held: Held, assignment: Assignment, state: AssignmentState, since, *, by, at) -> None:
    states.check_assignment_move(assignment.state, state)
    since = max(since, assignment.state_since)
    assignment.state = state
    assignment.state_since = since
    assignment.deployable = state != AssignmentState.AT_SCENE
    column = f"{state.lower()}_at"
    setattr(assignment, column, since)
    assignment.save(update_fields=["state", "state_since", "deployable", column])
    stop = {"subject_id": assignment.pk, "reason": StopReason.ACKNOWLEDGED, "by": by, "at": at}
    clocks.stop(kinds=(ACKNOWLEDGE,), **stop)
    watching.begin(held, by=by, at=at)
    held.unit.status_at = since
    held.unit.save_changes("status_at")
    reporting.moved_on(held, state, since, by=by, at=at)
    _resolve_unacknowledged(held.incident, by=by, at=at)
    resourcing.acknowledged(held.incident, by=by, at=at)
    where = held.incident.reference
    audit.record(f"unit.{state.lower()}", held.unit, by=by, at=at, incident=where)
    live.tell(held.unit)


def _resolve_unacknowledged(incident: Incident, *, by, at) -> None:
    """End the alert that a crew was silent; one that still is sounds it again at its next step."""
    ended = {"reason": StopReason.ACKNOWLEDGED, "by": by, "at": at}
    alerts.resolve(subject="incident", subject_id=incident.pk, codes=(NOT_ACKNOWLEDGED,), **ended)


def _current(held: Held) -> Assignment:
    if held.current is None:
        raise WrongState(f"{held.unit.callsign} is not assigned to any incident.")
    return held.current


def _insert(unit_id: int, incident: Incident, *, by, at) -> Assignment:
    """Insert the assignment; the partial unique index decides who is first (rule 1)."""
    try:
        with transaction.atomic():
            return Assignment.objects.create(
                unit_id=unit_id,
                incident=incident,
                place_known=incident.place_number,
                assigned_by=by,
                assigned_at=at,
                state_since=at,
            )
    except OperationalError as error:
        if not waited_in_vain(error):
            raise
        # Whoever was first is not done yet: we ask again, holding nothing, until it is known who.
        raise StillHeld from error
    except IntegrityError as error:
        _check_free(unit_id)
        raise Taken("Somebody else had this unit a moment ago. Look again, then retry.") from error


def _check_free(unit_id: int) -> None:
    taken = queries.current_assignment(unit_id)
    if taken is None:
        return
    when = queries.local_time(taken.assigned_at)
    raise Taken(
        f"{taken.unit.callsign} was taken by {taken.incident.named} a moment ago "
        f"({taken.assigned_by.short_name}, {when}). Pick another unit."
    )


def _check_can_go(unit: Unit | None, by) -> None:
    if unit is None or not access.can_move(unit, by):
        raise NotFound("There is no such unit in your area.")
    if unit.state != UnitState.AVAILABLE:
        raise WrongState(f"{unit.callsign} is {unit.get_state_display().lower()}. Pick another.")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("Say why; it is kept with the incident.")
