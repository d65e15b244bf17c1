"""Questions about policies, clocks and alerts."""

from django.db.models import QuerySet

from contactcentre.core.errors import NotFound
from contactcentre.core.models import Desk, Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock, Policy

DESK_OF = {
    Role.CALL_HANDLER: Desk.CALLS,
    Role.DISPATCHER: Desk.DISPATCH,
    Role.SUPERVISOR: Desk.SUPERVISION,
    Role.DUTY_OFFICER: Desk.DUTY_OFFICE,
}


def policy(kind: str, key: str, at) -> Policy:
    """
    Return the target in force at a moment.

    :raises NotFound: when none was ever set
    """
    versions = Policy.objects.filter(kind=kind, key=key, effective_from__lte=at)
    found = versions.order_by("-effective_from").first()
    if found is None:
        raise NotFound(f"No target is set for {kind} {key}. An administrator must add one.")
    return found


def policies(kinds: list[str], at) -> dict[str, Policy]:
    """
    Return the targets without a key in force at a moment, by kind, in one query.

    :raises NotFound: when one of them was never set
    """
    versions = Policy.objects.filter(kind__in=kinds, key="", effective_from__lte=at)
    found = {target.kind: target for target in versions.order_by("effective_from")}
    if missing := set(kinds) - set(found):
        raise NotFound(f"No target is set for {missing.pop()}. An administrator must add one.")
    return found


def open_clocks(subject: str, subject_id: int) -> QuerySet[Clock]:
    """Return the clocks still running on a subject."""
    return Clock.objects.open().filter(subject=subject, subject_id=subject_id)


def clocks_of(subject: str, subject_id: int) -> QuerySet[Clock]:
    """Return every clock a subject has had, with why each stopped (I7)."""
    return Clock.objects.filter(subject=subject, subject_id=subject_id).order_by("started_at", "id")


def live_alerts() -> QuerySet[Alert]:
    """Return the alerts whose cause has not ended, the most severe and oldest first."""
    alerts = Alert.objects.live().select_related("acknowledged_by", "area")
    return alerts.order_by("severity", "raised_at", "id")


def has_audience(role: str, area) -> bool:
    """Test whether anybody of this role is at their desk for this area."""
    present = Duty.objects.present().filter(desk=DESK_OF[Role(role)])
    if area is not None and role == Role.DISPATCHER:
        present = present.filter(command_unit=area)
    return present.exists()
