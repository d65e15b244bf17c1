"""
Offering units back to the incident they were diverted from, once they are free again (H11).

Looked after by every sweep, not by the many ways in which a unit becomes free: none can forget it.
"""

import structlog
from django.db import InterfaceError, OperationalError

from contactcentre.core import audit
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, wording
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS
from dispatch import queries
from incidents.actions import log
from incidents.enums import LogKind
from incidents.kinds import RETURN_OFFERED

ABOUT = {"code": RETURN_OFFERED, "subject": "incident"}
journal = structlog.get_logger(__name__)


def look(*, by, at) -> int:
    """
    Offer what is free again, name who is free now, and end offers that nobody could take up.

    One incident about which that cannot be done keeps no other from it.
    """
    could, offered = queries.could_return(), queries.offered(RETURN_OFFERED)
    changed = [pk for pk, text in offered.items() if text != _words(could.get(pk, []))]
    new = set(queries.free_again(RETURN_OFFERED)) - set(offered)
    return sum(_look_after(pk, by=by, at=at) for pk in sorted({*changed, *new}))


@action
def tell(*, incident_id: int, by, at) -> bool:
    """
    Let the dispatcher of an incident know which units it lost are free again, or that none is.

    Return whether it could be held; what somebody else holds now is for the next look.
    """
    incident = SUBJECTS["incident"].hold(incident_id, wait=False)
    if incident is None:
        return False
    names = queries.could_return().get(incident_id, [])
    is_offered = incident_id in queries.offered(RETURN_OFFERED)
    about = {"subject": "incident", "subject_id": incident_id, "codes": (RETURN_OFFERED,)}
    if is_offered and names:
        wording.reword(**about, text=_words(names), by=by, at=at)
    elif is_offered:
        alerts.resolve(**about, reason=StopReason.RESOLVED, by=by, at=at)
        text = "No unit that was diverted from here is free any more"
        log.note(incident, text=text, kind=LogKind.UNIT, by=by, at=at)
    elif names:
        who = {"audience": Role.DISPATCHER, "by": by, "at": at}
        alerts.sound(**ABOUT, row=incident, text=_words(names), **who)
    audit.record("incident.return_offered", incident, by=by, at=at, units=names)
    return True


def _look_after(pk: int, *, by, at) -> bool:
    try:
        return tell(incident_id=pk, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        journal.exception("return.offer_failed", incident=pk)
        return False


def _words(names: list[str]) -> str:
    are, were = ("is", "was") if len(names) == 1 else ("are", "were")
    return (
        f"{', '.join(names)} {are} free again and {were} diverted from here; no unit has come: "
        "send one back, or another."
    )
