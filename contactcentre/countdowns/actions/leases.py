"""How long an acknowledgement lasts when there is more of what was taken on."""

from datetime import timedelta

from contactcentre.core import audit, live
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert


@action
def shorten(*, subject: str, subject_id: int, codes: tuple, to: timedelta, why: str, by, at) -> int:
    """
    Return the taken alerts of these codes on a held subject, once they were held for so long.

    There is more than whoever took them on has read; what comes at once sounds once.
    """
    taken = Alert.objects.live().exclude(acknowledged_by=None)
    wanted = taken.filter(subject=subject, subject_id=subject_id, code__in=codes)
    ids = list(wanted.order_by("id").values_list("pk", flat=True))
    for alert_id in ids:
        alert = alerts.hold(alert_id, wait=True)
        if alert is not None and alert.acknowledged_by_id:
            _shorten(alert, alert.acknowledged_at + to, why, by=by, at=at)
    return len(ids)


def _shorten(alert: Alert, until, why: str, *, by, at) -> None:
    if until <= at:
        alerts.give_back(alert=alert, why=why, by=by, at=at)
        return
    if until >= alert.lease_until:
        return
    alert.lease_until = until
    alert.save_changes("lease_until")
    about = {"subject_id": alert.pk, "at": at}
    clocks.stop(kinds=(alerts.LEASE,), reason=StopReason.SUPERSEDED, by=by, **about)
    policy, severity = alerts.lease_of(alert, at=at), alert.severity
    clocks.start(kind=alerts.LEASE, due_at=until, policy=policy, severity=severity, **about)
    audit.record("alert.lease_shortened", alert, by=by, at=at, code=alert.code)
    live.tell(alert)
