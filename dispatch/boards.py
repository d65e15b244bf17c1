"""Units as every board shows them."""

from datetime import date

from contactcentre.core.live.boards import RowKind, register_kind
from dispatch import queries
from dispatch.enums import AssignmentState
from dispatch.models import Unit
from incidents import cad

KIND = "unit"
# A unit at a restricted incident is busy, and neither it nor its position says where.
SECRET = {"incident": "restricted", "incident_slug": None, "lat": None, "lon": None}
FREE = dict.fromkeys(
    (
        *("incident", "incident_slug", "assignment_state", "assigned_at", "place_told"),
        *("warnings_told", "check_by"),
    )
)


def fill_ports() -> None:
    """Let boards show units."""
    register_kind(RowKind(KIND, Unit, scope=scope_of, rows=rows, open_rows=open_rows))


def scope_of(unit: Unit) -> str:
    """Return the command unit whose boards show the unit."""
    return unit.command_unit_id


def rows(ids: list[int]) -> list[dict]:
    """Return these units as rows."""
    return [row(unit) for unit in queries.for_board(Unit.objects.filter(pk__in=ids))]


def open_rows():
    """Return (scope, id, version) of every unit."""
    return Unit.objects.values_list("command_unit_id", "pk", "version")


def row(unit: Unit) -> dict:
    """Return a unit, read by `queries.for_board`, as a board shows it."""
    current = unit.shown
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
        "deployable": current["deployable"] if current else True,
        **(_assigned(current) if current else FREE),
        **(SECRET if current and current["restricted"] else {}),
    }


def _assigned(current: dict) -> dict:
    day = date.fromisoformat(current["day"])
    return {
        "incident": cad.reference(current["number"], day),
        "incident_slug": cad.slug(current["number"], day),
        "assignment_state": current["state"],
        "assignment_label": AssignmentState(current["state"]).label,
        "assigned_at": current["assigned_at"],
        "place_told": current["place_told"],
        "warnings_told": _to_know(current),
        "check_by": current["check_by"],
    }


def _to_know(current: dict) -> int | None:
    """Return up to which of its incident's warnings a crew has to say that it knows them."""
    told = current["warnings_told"]
    return told if told > current["warnings_known"] else None


def _text(moment) -> str | None:
    return moment.isoformat() if moment else None
