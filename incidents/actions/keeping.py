"""Deciding that what a unit has left goes on waiting: for a reason, and not for long."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import clocks, wording
from contactcentre.countdowns.enums import StopReason
from incidents import access, grading
from incidents.actions import log
from incidents.enums import LogKind
from incidents.kinds import LEFT, LEFT_SUPERVISOR, RE_RESOURCE
from incidents.models import Incident


@action
def keep_waiting(*, incident_id: int, reason: str, by, at) -> Incident:
    """
    Let an incident that a unit has left wait on, because a supervisor says why (H5).

    Its alarms go on and say so; the time to send another unit begins again, so that the decision is
    asked for again: I after 1 minute, S after 5, E after 30.

    :raises Invalid: without a reason
    :raises NotFound: when there is no such incident for this person
    :raises WrongState: when no unit has left it
    """
    permissions.check(by, Permission.WAITING_DECIDE)
    incident = access.held(incident_id, by)
    if incident.left_at is None:
        raise WrongState(f"CAD {incident.reference} was not left by a unit: nothing is to decide.")
    if not reason.strip():
        raise Invalid("Say why it can wait; it is asked again before long.")
    text = f"Kept waiting by {by.short_name}: {reason.strip()}"
    log.write(incident, LogKind.UNIT, text, by=by, at=at)
    incident.save_changes()
    _begin_again(incident, by=by, at=at)
    about = {"subject": "incident", "subject_id": incident.pk, "codes": (LEFT, LEFT_SUPERVISOR)}
    wording.reword(
        **about, text=f"{incident.said(text)} NO UNIT for {incident.place_shown}", by=by, at=at
    )
    audit.record("incident.kept_waiting", incident, by=by, at=at)
    live.tell(incident)
    return incident


def _begin_again(incident: Incident, *, by, at) -> None:
    ended = {"subject_id": incident.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(RE_RESOURCE,), **ended)
    severity = grading.severity(incident.grade)
    about = {"kind": RE_RESOURCE, "key": incident.grade, "subject_id": incident.pk}
    clocks.start(**about, severity=severity, at=at)
