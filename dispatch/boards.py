"""Units as every board shows them."""

from contactcentre.core.live.boards import RowKind, register_kind
from dispatch import queries
from dispatch.enums import AssignmentState
from dispatch.models import Unit

KIND = "unit"
FREE = {"incident": None, "incident_slug": None, "assignment_state": None, "assigned_at": None}


def fill_ports() -> None:
    """Let boards show units."""
    register_kind(RowKind(KIND, Unit, scope=scope_of, rows=rows, open_rows=open_rows))


def scope_of(unit: Unit) -> str:
    """Return the command unit whose boards show the unit."""
    return unit.command_unit_id


def rows(ids: list[int]) -> list[dict]:
    """Return these units as rows."""
    return [row(unit) for unit in queries.with_current(Unit.objects.filter(pk__in=ids))]


def open_rows():
    """Return (scope, id, version) of every unit."""
    return Unit.objects.values_list("command_unit_id", "pk", "version")


def row(unit: Unit) -> dict:
    """Return a unit, read by `queries.with_current`, as a board shows it."""
    current = unit.current_ones[0] if unit.current_ones else None
    return {
        "kind": KIND,
        "id": unit.pk,
        "version": unit.version,
        "scope": scope_of(unit),
        "callsign": unit.callsign,
        "state": unit.state,
        "state_label": unit.get_state_display(),
        "state_since": _text(unit.state_since),
        "airwave_code": unit.airwave_code_id,
        "skills": unit.skills,
        "lat": unit.lat,
        "lon": unit.lon,
        "position_at": _text(unit.position_at),
        "crew_size": unit.crew_size,
        "base": unit.base,
        "deployable": current.deployable if current else True,
        **(_assigned(current) if current else FREE),
    }


def _assigned(current) -> dict:
    return {
        "incident": current.incident.reference,
        "incident_slug": current.incident.slug,
        "assignment_state": current.state,
        "assignment_label": AssignmentState(current.state).label,
        "assigned_at": current.assigned_at.isoformat(),
    }


def _text(moment) -> str | None:
    return moment.isoformat() if moment else None
