"""Which units could go to an incident: first what this person can order now (G5)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from contactcentre.core import permissions
from contactcentre.core.errors import WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.countdowns import queries as countdown_queries
from dispatch import diverting, travel
from dispatch.enums import UnitState
from dispatch.models import Assignment, Divert, Unit
from dispatch.queries import LONDON, with_current
from incidents import access, grading
from incidents import states as incident_states
from incidents.models import Incident

STALE = timedelta(minutes=10)
SHOWN = 12
NO_POSITION = (
    "This incident has no position, so no unit can be measured to it. Correct its place: pick one "
    "of the gazetteer, or ask the caller. A unit can be sent all the same from the command line "
    "(/): a, its callsign, the CAD number."
)
RESTRICTED = "With a restricted incident. Ask a supervisor."
OVERRIDE = "not more urgent than what it would leave: for a supervisor to decide"


@dataclass(frozen=True)
class Candidate:
    """A unit that could go, with the estimate and the reasons."""

    unit: Unit
    km: float
    minutes: float
    current: Assignment | None
    reasons: tuple[str, ...]
    needs_supervisor: bool


def candidates(incident: Incident, units: QuerySet[Unit], *, by, at) -> tuple[list, list]:
    """
    Return the nearest units that could go with reasons, and those left out with why (G5).

    Free units and diverts to something more urgent come first, by travel time. A divert that only
    a supervisor may order comes after them and says so; it is left out when no supervisor is here.
    A position older than ten minutes is not guessed.
    """
    fitting, left_out = [], []
    refusal = _refusal(incident)
    may_override = _may_anybody_override(by)
    from_here = Divert.objects.filter(unit=OuterRef("pk"), from_incident=incident)
    of_this_shift = Exists(from_here.filter(at__gte=OuterRef("crewed_at")))
    on_duty = units.exclude(state=UnitState.OFF_DUTY).annotate(was_sent_here=of_this_shift)
    for unit in with_current(on_duty):
        why = refusal or _why_hidden(unit, by) or _why_not(unit, incident, may_override, at)
        if why:
            left_out.append((unit, why))
        else:
            fitting.append(_candidate(unit, incident, at))
    fitting.sort(key=lambda one: (one.needs_supervisor, one.minutes, one.unit.callsign))
    return fitting[:SHOWN], left_out


def note(incident: Incident) -> str:
    """Return why no unit can go, or what to know of the incident's position, or nothing (G5)."""
    if refusal := _refusal(incident):
        return refusal
    if incident.lat is None:
        return NO_POSITION
    if incident.position_source:
        return f"No place was picked. Measured to the caller's position: {incident.position_shown}."
    return ""


def _refusal(incident: Incident) -> str:
    """Return why no unit at all can be sent to an incident, or nothing."""
    try:
        incident_states.check_deployable(status=incident.status, grade=incident.grade)
    except WrongState as refusal:
        return str(refusal)
    return ""


def _may_anybody_override(person) -> bool:
    """Test whether this person, or anybody at their desk now, may order any divert."""
    if permissions.has(person, Permission.DIVERT_OVERRIDE):
        return True
    above = (Role.SUPERVISOR, Role.DUTY_OFFICER)
    return any(countdown_queries.has_audience(role, None) for role in above)


def _why_not(unit: Unit, incident: Incident, may_override: bool, at) -> str:
    if unit.state != UnitState.AVAILABLE:
        return unit.get_state_display()
    current = _current(unit)
    why = _why_not_diverted(current, incident, may_override) if current else ""
    return why or _why_not_placed(unit, incident, at)


def _why_hidden(unit: Unit, person) -> str:
    """Leave out who is where this person may not know: a distance would say where that is."""
    current = _current(unit)
    if current is None or not current.incident.restricted:
        return ""
    return "" if access.can_see(current.incident, person) else RESTRICTED


def _why_not_diverted(current: Assignment, incident: Incident, may_override: bool) -> str:
    if current.incident_id == incident.pk:
        return "Assigned to this already"
    left = current.incident.named
    if not diverting.may_be_diverted(state=current.state, deployable=current.deployable):
        return f"At the scene of {left}"
    if _is_for_a_supervisor(current, incident) and not may_override:
        return f"This is not more urgent than {left}, and no supervisor is here to decide"
    return ""


def _why_not_placed(unit: Unit, incident: Incident, at) -> str:
    if incident.lat is None:
        return "Free, but the incident has no position"
    if unit.position_at is None or unit.lat is None:
        return "Position never reported"
    if at - unit.position_at > STALE:
        age = int((at - unit.position_at).total_seconds() // 60)
        return f"Position is {age} minutes old"
    return ""


def _candidate(unit: Unit, incident: Incident, at) -> Candidate:
    current = _current(unit)
    km = travel.distance_km(unit.lat, unit.lon, incident.lat, incident.lon)
    estimate = travel.minutes(km, hour=at.astimezone(LONDON).hour)
    needs_supervisor = current is not None and _is_for_a_supervisor(current, incident)
    reasons = [f"{km:.1f} km, about {estimate:.0f} min"]
    if current:
        reasons.append(f"would leave {current.incident.named}")
    if needs_supervisor:
        reasons.append(OVERRIDE)
    if unit.was_sent_here:
        reasons.append("was diverted from here")
    if unit.skills:
        reasons.append(", ".join(unit.skills))
    if unit.command_unit_id != incident.command_unit_id:
        reasons.append(f"from {unit.command_unit_id}")
    rounded = (round(km, 2), round(estimate, 1))
    return Candidate(unit, *rounded, current, tuple(reasons), needs_supervisor)


def _current(unit: Unit) -> Assignment | None:
    return unit.current_ones[0] if unit.current_ones else None


def _is_for_a_supervisor(current: Assignment, incident: Incident) -> bool:
    """Test whether a divert from this assignment is one that only a supervisor may order."""
    return not grading.is_more_urgent(incident.grade, than=current.incident.grade)
