"""A crew's emergency: heard by everybody at once, until the crew is well again (G10)."""

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from dispatch.actions import reporting
from dispatch.actions.holding import Held, units_of
from incidents.actions import resourcing

EMERGENCY = "UNIT_EMERGENCY"
CODES = (f"{EMERGENCY}_0", f"{EMERGENCY}_1")


def begin(held: Held, *, since, by, at) -> None:
    """Alert the dispatcher and the supervisor of a held crew in an emergency since then."""
    pressed = reporting.late(since, at=at)
    text = f"EMERGENCY {held.unit.callsign}{pressed}: {_whereabouts(held, at)}"
    if held.incident:
        resourcing.changed(held.incident, units_of(held.incident), text, by=by, at=at)
    for level, audience in enumerate((Role.DISPATCHER, Role.SUPERVISOR)):
        alerts.sound(
            code=CODES[level],
            subject="unit",
            row=held.unit,
            text=text,
            audience=audience,
            level=level,
            by=by,
            at=at,
        )


def end(held: Held, *, by, at) -> None:
    """End what sounds of a held crew's emergency."""
    about = {"subject": "unit", "subject_id": held.unit.pk, "codes": CODES}
    alerts.resolve(**about, reason=StopReason.RESOLVED, by=by, at=at)


def _whereabouts(held: Held, at) -> str:
    """Say where a crew is: its incident or base, and its last position with its age (G10)."""
    unit, incident = held.unit, held.incident
    place = incident.place_shown if incident else unit.base or "not assigned"
    if unit.position_at is None or (incident and incident.restricted):
        return place
    age = int((at - unit.position_at).total_seconds())
    return f"{place}; last position {unit.lat:.4f}, {unit.lon:.4f}, {age} s old"
