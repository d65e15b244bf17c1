"""Incidents as every board shows them: no caller, no victim; a restricted one says only that."""

from django.db.models import Value
from django.db.models.functions import Coalesce

from contactcentre.core.live.boards import RowKind, register_figures, register_kind
from contactcentre.core.scope import WHOLE_FORCE
from incidents import figures, queries
from incidents.figures import FIGURES
from incidents.models import Incident

KIND = "incident"
HIDDEN = {
    "place": "Restricted",
    "summary": "",
    "non_attendance_reason": "",
    "opening_code": "Restricted",
    "borough": None,
    "lat": None,
    "lon": None,
    "position": "",
}
TO_BE_OPENED = "Restricted: open the incident to read it."


def fill_ports() -> None:
    """Let boards show incidents and their figures."""
    register_kind(RowKind(KIND, Incident, scope=scope_of, rows=rows, open_rows=open_rows))
    register_figures(FIGURES, figures.counted)


def scope_of(incident: Incident) -> str:
    """Return the command unit whose boards show the incident; without one, the whole force's."""
    return incident.command_unit_id or WHOLE_FORCE


def rows(ids: list[int]) -> list[dict]:
    """Return these incidents as rows, closed ones left out."""
    shown = queries.for_board(Incident.objects.unclosed().filter(pk__in=ids))
    return [row(incident) for incident in shown]


def open_rows():
    """Return (scope, id, version) of every unclosed incident."""
    area = Coalesce("command_unit_id", Value(WHOLE_FORCE))
    return Incident.objects.unclosed().values_list(area, "pk", "version")


def row(incident: Incident) -> dict:
    """Return an incident, read by `queries.for_board`, as a board shows it."""
    return {
        "kind": KIND,
        "id": incident.pk,
        "version": incident.version,
        "scope": scope_of(incident),
        "reference": incident.reference,
        "slug": incident.slug,
        "status": incident.status,
        "status_label": incident.get_status_display(),
        "grade": incident.grade or None,
        "suggested_grade": incident.suggested_grade or None,
        "opening_code": incident.opening_code.label,
        "borough": incident.borough.name if incident.borough else None,
        "tags": incident.tags,
        "figures": [name for name in FIGURES if getattr(incident, f"in_{name}")],
        "units": incident.units,
        "messages": [_message(incident, one) for one in incident.unread],
        "owner": incident.owner.short_name,
        "owner_id": incident.owner_id,
        "times_diverted": incident.times_diverted,
        "stage": incident.stage or 0,
        **_place(incident),
        **_moments(incident),
    }


def _message(incident: Incident, message: dict) -> dict:
    return {**message, "text": TO_BE_OPENED} if incident.restricted else message


def _place(incident: Incident) -> dict:
    if incident.restricted:
        return HIDDEN
    return {
        "place": incident.place,
        "summary": incident.summary[:160],
        "non_attendance_reason": incident.non_attendance_reason,
        "lat": incident.lat,
        "lon": incident.lon,
        "position": incident.position_shown,
    }


def _moments(incident: Incident) -> dict:
    names = ("opened_at", "clock_start_at", "due_at", "left_at", "attended_at")
    moments = {name: getattr(incident, name) for name in names}
    moments["re_resource_due_at"] = incident.re_resource_due_at
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()}
