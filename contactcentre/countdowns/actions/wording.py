"""Alerts that go on say what is true now. The caller holds what they are about."""

from contactcentre.core import audit, live
from contactcentre.core.transactions import action
from contactcentre.countdowns.kinds import read_back_for
from contactcentre.countdowns.models import Alert


@action
def reword(*, subject: str, subject_id: int, codes: tuple, text: str, row=None, by, at) -> int:
    """
    Let the live alerts of these codes on a held subject say what is true now, unsounded.

    With the subject's `row`, what they offer to be read back follows as well.
    """
    wanted = Alert.objects.live().filter(subject=subject, subject_id=subject_id, code__in=codes)
    alerts = list(wanted.select_for_update(no_key=True).order_by("id"))
    for alert in alerts:
        alert.text = text[:300]
        if row is not None:
            alert.read_back_offered = read_back_for(alert.code, row)
        alert.save_changes("text", "read_back_offered")
        audit.record("alert.reworded", alert, by=by, at=at, code=alert.code)
    if alerts:
        live.tell(*alerts)
    return len(alerts)
