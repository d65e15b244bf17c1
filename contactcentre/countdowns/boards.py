"""Alerts as every board shows them."""

from django.db.models import Value
from django.db.models.functions import Coalesce

from contactcentre.core.live.boards import RowKind, register_kind
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.countdowns import queries
from contactcentre.countdowns.actions.alerts import role_at, takers
from contactcentre.countdowns.models import Alert

KIND = "alert"


def fill_ports() -> None:
    """Let boards show alerts."""
    register_kind(RowKind(KIND, Alert, scope=scope_of, rows=rows, open_rows=open_rows))


def scope_of(alert: Alert) -> str:
    """Return the command unit whose boards show the alert, or the whole force."""
    return alert.area_id or WHOLE_FORCE


def rows(ids: list[int]) -> list[dict]:
    """Return these alerts, those whose cause has ended left out."""
    return [row(alert) for alert in queries.live_alerts().filter(pk__in=ids)]


def open_rows():
    """Return (scope, id, version) of every live alert."""
    area = Coalesce("area_id", Value(WHOLE_FORCE))
    return Alert.objects.live().values_list(area, "pk", "version")


def row(alert: Alert) -> dict:
    """Return an alert as a board shows it: no caller, no victim."""
    taken_by = alert.acknowledged_by
    return {
        "kind": KIND,
        "id": alert.pk,
        "version": alert.version,
        "scope": scope_of(alert),
        "code": alert.code,
        "text": alert.text,
        "subject": alert.subject,
        "subject_id": alert.subject_id,
        "level": alert.level,
        "audience": role_at(alert),
        "raised_for": alert.audience,
        "takers": takers(alert),
        "for_id": alert.for_person_id,
        "grade": "I" if alert.severity == 0 else None,
        "severity": alert.severity,
        "first_raised_at": alert.first_raised_at.isoformat(),
        "raised_at": alert.raised_at.isoformat(),
        "acknowledged_by": taken_by.short_name if taken_by else None,
        "acknowledged_at": _text(alert.acknowledged_at),
        "lease_until": _text(alert.lease_until),
        "times_returned": alert.times_returned,
        "read_back_offered": alert.read_back_offered,
    }


def _text(moment) -> str | None:
    return moment.isoformat() if moment else None
