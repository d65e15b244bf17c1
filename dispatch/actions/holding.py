"""Holding what a unit's move touches, in the one order: incidents by id, units by id (rule 10)."""

from dataclasses import dataclass

from contactcentre.core.errors import NotFound, Taken
from dispatch import access
from dispatch.models import Assignment, Divert, Unit
from incidents.models import Incident

TRIES = 3


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

    Which incident that is can change before it is held; then it is looked up again.

    :raises NotFound: when there is no such unit for this person
    :raises Taken: when the unit is moved again and again meanwhile
    """
    for _attempt in range(TRIES):
        current = Assignment.objects.current().filter(unit=unit_id).first()
        wanted = {*also, *([current.incident_id] if current else [])}
        incidents = _held_incidents(wanted)
        unit = _held_unit(unit_id, by)
        now = Assignment.objects.current().filter(unit=unit_id).first()
        if _same(current, now):
            if now:
                now.unit, now.incident = unit, incidents[now.incident_id]
            return Held(unit, now, incidents)
    raise Taken("This unit is being moved by several people. Look again, then retry.")


def hold_divert(divert_id: int, *, wait: bool) -> Divert | None:
    """Return a divert with the incident it left, held; None when that is held by somebody else."""
    divert = Divert.objects.select_related("unit", "by").filter(pk=divert_id).first()
    if divert is None:
        return None
    left = Incident.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    divert.from_incident = left.filter(pk=divert.from_incident_id).first()
    return divert if divert.from_incident else None


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
