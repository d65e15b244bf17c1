"""
The divert: one action over both incidents, or neither (H1).

Never delayed by an approval; made visible at once. The incident that is left is protected in the
same transaction by incidents.actions.resourcing.left.
"""

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, Refused, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from dispatch import diverting
from dispatch.actions import assignments, reviews
from dispatch.actions.holding import Held, hold
from dispatch.enums import AssignmentState, UnitState
from dispatch.models import Assignment, Divert, Unit
from incidents import access as incident_access
from incidents import states as incident_states
from incidents.actions import resourcing
from incidents.models import Incident


@action
def divert(*, unit_id: int, to_incident_id: int, reason: str, by, at) -> Divert:
    """
    Take a unit from its incident to a more urgent one.

    :raises Invalid: without a reason, or to the incident it is at
    :raises NotAllowed: when the new incident is not more urgent, except by a supervisor
    :raises WrongState: when the unit is not assigned, or is at work at a scene
    """
    permissions.check(by, Permission.UNIT_DISPATCH)
    if not reason.strip():
        raise Invalid("Say why the unit is diverted; it is kept with both incidents.")
    held = hold(unit_id=unit_id, by=by, also=(to_incident_id,))
    to_incident = held.incidents[to_incident_id]
    _check_may_divert(held, to_incident, by)
    from_incident, was = held.incident, describe(held.current, at=at)
    # What is typed may say what the second incident is; the first one's log has other readers.
    text = f"{to_incident.said(reason.strip())} (diverted to {to_incident.named})"
    ended = assignments.end(
        held, AssignmentState.DIVERTED, text, by=by, at=at, diverted_to=to_incident
    )
    made = Divert.objects.create(
        assignment=ended,
        unit=held.unit,
        from_incident=from_incident,
        to_incident=to_incident,
        reason=reason.strip()[:300],
        what_was_left=was,
        by=by,
        at=at,
    )
    _send_on(held, to_incident, reason.strip(), by=by, at=at)
    reviews.begin(made, at=at)
    audit.record("unit.diverted_on", held.unit, by=by, at=at, divert=made.pk)
    return made


def describe(assignment: Assignment, *, at) -> dict:
    """Return what a divert of this assignment would leave behind, in plain values (H7)."""
    incident = assignment.incident
    return {
        "reference": incident.reference,
        "slug": incident.slug,
        "grade": incident.grade,
        "place": incident.place_shown,
        "summary": "" if incident.restricted else incident.summary[:160],
        "tags": incident.tags,
        "domestic": incident.is_domestic,
        "vulnerable": incident.vulnerable,
        "clock_start_at": incident.clock_start_at.isoformat(),
        "due_at": incident.due_at.isoformat() if incident.due_at else None,
        "clock_used_percent": diverting.share_used(
            started_at=incident.clock_start_at, due_at=incident.due_at, at=at
        ),
        "times_diverted": incident.times_diverted,
        "other_units": incident.units_live - 1,
        "assignment_state": assignment.state,
    }


def preview(*, unit: Unit, to_incident: Incident, by, at) -> dict:
    """
    Return what a divert would leave, what it would join, whether it may be, and who is told.

    Nothing is changed.

    :raises WrongState: when the unit is not assigned to anything
    """
    current = Assignment.objects.current().select_related("incident").filter(unit=unit).first()
    if current is None:
        raise WrongState(f"{unit.callsign} is not assigned to anything. Assign it instead.")
    held = Held(unit, current, {current.incident_id: current.incident, to_incident.pk: to_incident})
    why_not = ""
    try:
        _check_may_divert(held, to_incident, by)
    except Refused as refusal:
        why_not = str(refusal)
    joining = {
        "reference": to_incident.reference,
        "slug": to_incident.slug,
        "grade": to_incident.grade,
        "place": to_incident.place_shown,
        "summary": "" if to_incident.restricted else to_incident.summary[:160],
        "tags": to_incident.tags,
        "due_at": to_incident.due_at.isoformat() if to_incident.due_at else None,
    }
    return {
        "leaving": _as_seen(current, by=by, at=at),
        "joining": joining,
        "allowed": not why_not,
        "why_not": why_not,
        "alerts": _told(current.incident),
    }


def _as_seen(assignment: Assignment, *, by, at) -> dict:
    """Return what would be left without what says where and what, to whoever may not see it."""
    incident, left = assignment.incident, describe(assignment, at=at)
    if incident_access.can_see(incident, by):
        return left
    hidden = {"place": "", "summary": ""}
    if incident.restricted:
        hidden |= {"reference": "restricted", "slug": None, "tags": ["RESTRICTED"]}
    return left | hidden


def _told(incident: Incident) -> list[str]:
    if incident.units_live > 1:
        return ["Other units stay assigned; the log of the first incident says who left."]
    told = [
        "The first incident awaits a unit again; its clock runs on.",
        "Its dispatcher is alerted.",
    ]
    if resourcing.is_for_the_supervisor(incident, one_more=True):
        told.append("The supervisor is alerted, too.")
    return told


def _check_may_divert(held: Held, to_incident: Incident, by) -> None:
    if held.current is None:
        raise WrongState(f"{held.unit.callsign} is not assigned to anything. Assign it instead.")
    if held.unit.state != UnitState.AVAILABLE:
        raise WrongState(f"{held.unit.callsign}: {held.unit.get_state_display()}. Pick another.")
    if held.current.incident_id == to_incident.pk:
        raise Invalid(f"{held.unit.callsign} is assigned to that incident already.")
    if not incident_access.can_see(to_incident, by):
        raise WrongState("That incident is not in your area.")
    incident_states.check_deployable(status=to_incident.status, grade=to_incident.grade)
    diverting.check_can_be_diverted(
        held.unit.callsign, state=held.current.state, deployable=held.current.deployable
    )
    diverting.check_may_divert(
        from_grade=held.incident.grade,
        to_grade=to_incident.grade,
        may_override=permissions.has(by, Permission.DIVERT_OVERRIDE),
    )


def _send_on(held: Held, to_incident: Incident, reason: str, *, by, at) -> None:
    assignment = Assignment.objects.create(
        unit=held.unit,
        incident=to_incident,
        place_known=to_incident.place_number,
        assigned_by=by,
        assigned_at=at,
        state_since=at,
    )
    assignments.begin(assignment, held.unit, to_incident, by=by, at=at, why=reason)
