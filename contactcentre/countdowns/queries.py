"""Questions about policies, clocks and alerts."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from contactcentre.core.errors import NotFound
from contactcentre.core.models import Desk, Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock, Policy

CACHED_FOR = timedelta(seconds=5)
_known: dict[datetime, dict[tuple[str, str], list[Policy]]] = {}
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
    begun = [each for each in _targets(at).get((kind, key), ()) if each.effective_from <= at]
    if not begun:
        raise NotFound(f"No target is set for {kind} {key}. An administrator must add one.")
    return begun[-1]


def delivered(kind: str, key: str) -> Policy | None:
    """Return the target as it was delivered, or None when no clock has one of that name."""
    return Policy.objects.filter(kind=kind, key=key).order_by("effective_from").first()


def policies(kinds: list[str], at) -> dict[str, Policy]:
    """
    Return the targets without a key in force at a moment, by kind.

    :raises NotFound: when one of them was never set
    """
    return {kind: policy(kind, "", at) for kind in kinds}


def subjects_of(person) -> dict[str, list[int]]:
    """Return what the live alerts that a person has taken on or has alone are about, by subject."""
    found: dict[str, list[int]] = {}
    theirs = Alert.objects.live().filter(Q(acknowledged_by=person) | Q(for_person=person))
    about = theirs.values_list("subject", "subject_id")
    for subject, pk in about.order_by("subject", "subject_id"):
        found.setdefault(subject, []).append(pk)
    return found


def forget_policies() -> None:
    """Read the targets again at the next look; for whoever has just added one."""
    _known.clear()


def _targets(at) -> dict[tuple[str, str], list[Policy]]:
    """Return every version of every target, oldest first; read again after five seconds."""
    for read_at, targets in list(_known.items()):
        if timedelta(0) <= at - read_at < CACHED_FOR:
            return targets
    targets = {}
    for each in Policy.objects.order_by("effective_from"):
        targets.setdefault((each.kind, each.key), []).append(each)
    _known.clear()
    _known[at] = targets
    return targets


def open_clocks(subject: str, subject_id: int) -> QuerySet[Clock]:
    """Return the clocks still running on a subject."""
    return Clock.objects.open().filter(subject=subject, subject_id=subject_id)


def clocks_of(subject: str, subject_id: int) -> QuerySet[Clock]:
    """Return every clock a subject has had, with why each stopped (I7)."""
    return Clock.objects.filter(subject=subject, subject_id=subject_id).order_by("started_at", "id")


def live_alerts() -> QuerySet[Alert]:
    """Return the alerts whose cause has not ended, the most severe and oldest first."""
    alerts = Alert.objects.live().select_related("acknowledged_by", "area")
    return alerts.order_by("severity", "first_raised_at", "id")


def role_present(person) -> Role | None:
    """Return the role in which somebody is at a desk now, or None."""
    duty = Duty.objects.present().filter(person=person).first()
    return next((role for role, desk in DESK_OF.items() if duty and duty.desk == desk), None)


def has_audience(role: str, area) -> bool:
    """Test whether anybody of this role is at their desk for this area."""
    present = Duty.objects.present().filter(desk=DESK_OF[Role(role)])
    if area is not None and role == Role.DISPATCHER:
        present = present.filter(command_unit=area)
    return present.exists()
