"""Alerts go where their subject goes: to another area, under another name. The caller holds it."""

from contactcentre.core import audit, live
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.kinds import SUBJECTS
from contactcentre.countdowns.models import Alert


@action
def follow(*, subject: str, row, was: str, now: str, why: str, by, at) -> int:
    """
    Let the live alerts on a held subject show in its present area, naming it as it is named now.

    Whoever had taken one on in another area has it no longer: it returns, to be taken on there.
    One for a person who does not see that area is for their role there.
    """
    area = SUBJECTS[subject].area(row)
    wanted = Alert.objects.live().filter(subject=subject, subject_id=row.pk)
    found = list(wanted.select_for_update(no_key=True, of=("self",)).order_by("id"))
    for alert in found:
        alert.about = row
        _move(alert, area, text=_renamed(alert.text, was, now), why=why, by=by, at=at)
    return len(found)


def _move(alert: Alert, area, *, text: str, why: str, by, at) -> None:
    before = alert.area_id or WHOLE_FORCE
    alert.text, alert.area = text, area
    is_elsewhere = before != (alert.area_id or WHOLE_FORCE)
    if is_elsewhere:
        alerts.address(alert)
    alert.save_changes("text", "area", "for_person", "level")
    if is_elsewhere:
        alerts.give_back(alert=alert, why=why, by=by, at=at)
    audit.record("alert.moved", alert, by=by, at=at, code=alert.code)
    live.tell(alert, was=[before], alarm=is_elsewhere)


def _renamed(text: str, was: str, now: str) -> str:
    return text.replace(was, now)[:300] if was else text
