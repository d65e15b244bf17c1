"""Holding what a unit's move touches, in the one order: incidents by id, units by id (rule 10)."""

from dataclasses import dataclass

from contactcentre.core.errors import NotFound
from contactcentre.core.transactions import MovedOn
from contactcentre.countdowns.kinds import SUBJECTS
from dispatch import access
from dispatch.models import Assignment, Divert, Unit
from incidents.models import Incident


@dataclass
class Held:
    """A unit held with its current assignment and the incidents concerned."""

    unit: Unit
    current: Assignment | None
    incidents: dict[int, Incident]

    @property
    def incident(self) -> Incident | None:
        """The incident the unit is assigned to now."""
        return self.incidents[self.current.incident_id] if self.current else None


def hold(*, unit_id: int, by, also: tuple[int, ...] = ()) -> Held:
    """
    Return a unit held with the incident it is assigned to, and any others named.

    Which incident that is can change before it is held. To hold the other one beside what is held
    by then would be out of order (rule 10): the action lets go of everything and begins again.

    :raises MovedOn: when the unit has moved on meanwhile
    :raises NotFound: when there is no such unit for this person
    """
    current = Assignment.objects.current().filter(unit=unit_id).first()
    incidents = _held_incidents({*also, *([current.incident_id] if current else [])})
    unit = _held_unit(unit_id, by)
    now = Assignment.objects.current().filter(unit=unit_id).first()
    if not _same(current, now):
        raise MovedOn
    if now:
        now.unit, now.incident = unit, incidents[now.incident_id]
    return Held(unit, now, incidents)


def hold_if_free(assignment_id: int) -> Held | None:
    """Return a current assignment's unit, held with its incident; None when either is not free."""
    known = Assignment.objects.get(pk=assignment_id)
    incident = SUBJECTS["incident"].hold(known.incident_id, wait=False)
    unit = SUBJECTS["unit"].hold(known.unit_id, wait=False) if incident else None
    current = Assignment.objects.current().filter(pk=assignment_id).first()
    if unit is None or current is None:
        return None
    current.unit, current.incident = unit, incident
    return Held(unit, current, {incident.pk: incident})


def hold_divert(divert_id: int, *, wait: bool) -> Divert | None:
    """Return a divert with the incident it left, held; None when that is held by somebody else."""
    divert = Divert.objects.select_related("unit", "by").filter(pk=divert_id).first()
    if divert is None:
        return None
    left = Incident.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    incident = left.filter(pk=divert.from_incident_id).first()
    if incident is None:
        return None
    divert.from_incident = incident
    return divert


def units_of(incident: Incident) -> list[dict]:
    """Return the current assignments of an incident as its row shows them."""
    current = incident.assignments.filter(ended_at=None).select_related("unit").order_by("pk")
    return [
        {
            "callsign": assignment.unit.callsign,
            "state": assignment.state,
            "since": assignment.state_since.isoformat(),
        }
        for assignment in current
    ]


def _held_incidents(ids: set[int]) -> dict[int, Incident]:
    held = Incident.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    found = {incident.pk: incident for incident in held.filter(pk__in=ids)}
    if missing := ids - set(found):
        raise NotFound(f"There is no incident {min(missing)}.")
    return found


def _held_unit(unit_id: int, by) -> Unit:
    unit = Unit.objects.select_for_update(no_key=True, of=("self",)).filter(pk=unit_id).first()
    if unit is None or not access.can_move(unit, by):
        raise NotFound("There is no such unit in your area.")
    return unit


def _same(before: Assignment | None, now: Assignment | None) -> bool:
    return (before and before.pk) == (now and now.pk)
