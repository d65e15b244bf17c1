"""Results, non-attendance and closing: nobody is forgotten by being closed (DESIGN §3.4)."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns import kinds
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from incidents import access, closing, grading, states
from incidents.actions import log, reassessing
from incidents.actions.incidents import move
from incidents.enums import LogKind, Status
from incidents.kinds import (
    ASKED,
    ATTEND,
    CAME_LATE,
    CLOSE_OR_SEND,
    LATE_WORD,
    OUTLIVE_AN_EXCUSE,
)
from incidents.models import Code, Incident


@action
def result(*, incident_id: int, code: str, text: str, by, at) -> Incident:
    """
    Record how an incident ended, with a closing code.

    :raises NotFound: when there is no such closing code
    :raises WrongState: when nobody has attended yet and it was not referred
    """
    permissions.check(by, Permission.INCIDENT_RESULT)
    incident = access.held(incident_id, by)
    if incident.status not in {Status.AT_SCENE, Status.RESULTED, Status.REFERRED}:
        raise WrongState(
            "Nobody has been there yet. Send a unit, or ask for non-attendance to be approved."
        )
    closed_as = Code.objects.filter(kind="CLOSING", code=code, is_current=True).first()
    if closed_as is None:
        raise NotFound(f"There is no closing code {code}.")
    incident.closing_code, incident.result_text = closed_as, text.strip()
    if incident.status == Status.REFERRED:
        to_be_closed(incident, by=by, at=at)
    log.write(incident, LogKind.RESULT, f"Result: {closed_as}. {text}".strip(), by=by, at=at)
    incident.save_changes("status", "closing_code", "result_text")
    done = {"subject_id": incident.pk, "reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(LATE_WORD,), **done)
    alerts.resolve(subject="incident", codes=(CAME_LATE,), **done)
    audit.record("incident.resulted", incident, by=by, at=at, code=code)
    live.tell(incident)
    return incident


@action
def ask_non_attendance(*, incident_id: int, reason: str, by, at) -> Incident:
    """
    Ask that nobody attend, for a reason; somebody else must approve it (rule 4).

    :raises Invalid: without a reason
    :raises WrongState: when units are assigned, or somebody attended already
    """
    permissions.check(by, Permission.INCIDENT_RESULT)
    incident = access.held(incident_id, by)
    _check_may_be_excused(incident)
    if not reason.strip():
        raise Invalid("Say why nobody need attend.")
    incident.non_attendance_reason = reason.strip()
    incident.non_attendance_asked_by, incident.non_attendance_approved_by = by, None
    log.write(incident, LogKind.RESULT, f"Asks for non-attendance: {reason}", by=by, at=at)
    incident.save_changes(
        "non_attendance_reason", "non_attendance_asked_by", "non_attendance_approved_by"
    )
    alerts.sound(
        code=ASKED,
        subject="incident",
        row=incident,
        text=f"Non-attendance to be approved: {incident.said(reason)}",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
    audit.record("incident.non_attendance_asked", incident, by=by, at=at, reason=reason)
    live.tell(incident)
    return incident


@action
def approve_non_attendance(*, incident_id: int, by, at, note: str = "") -> Incident:
    """
    Approve that nobody attends, by somebody other than the asker; the clocks stop (rule 4).

    :raises WrongState: when nobody asked, the asker approves, or units are assigned
    """
    permissions.check(by, Permission.NON_ATTENDANCE_APPROVE)
    incident = access.held(incident_id, by)
    _check_may_be_excused(incident)
    _check_asked_by_another(incident, by)
    incident.non_attendance_approved_by, incident.left_at = by, None
    incident.non_attendance_grade = incident.grade
    if incident.status != Status.RESULTED:
        to_be_closed(incident, by=by, at=at)
    words = f"Non-attendance approved: {incident.non_attendance_reason}. {note}".strip()
    log.write(incident, LogKind.RESULT, words, by=by, at=at)
    stop = {"subject_id": incident.pk, "reason": StopReason.NON_ATTENDANCE, "by": by, "at": at}
    clocks.stop(kinds=tuple(_clocks_until_a_unit()), **stop)
    incident.save_changes("status", "non_attendance_approved_by", "non_attendance_grade", "left_at")
    alerts.resolve(
        subject="incident",
        subject_id=incident.pk,
        codes=None,
        but=OUTLIVE_AN_EXCUSE,
        reason=StopReason.NON_ATTENDANCE,
        by=by,
        at=at,
    )
    reassessing.over(incident, StopReason.NON_ATTENDANCE, by=by, at=at)
    audit.record("incident.non_attendance_approved", incident, by=by, at=at)
    live.tell(incident)
    return incident


@action
def refuse_non_attendance(*, incident_id: int, by, at, note: str) -> Incident:
    """
    Refuse a request for non-attendance: the incident stays open and its clocks run on.

    :raises WrongState: when nobody asked
    """
    permissions.check(by, Permission.NON_ATTENDANCE_APPROVE)
    incident = access.held(incident_id, by)
    if incident.non_attendance_asked_by_id is None or incident.non_attendance_approved_by_id:
        raise WrongState("Nobody is asking for non-attendance here.")
    incident.non_attendance_reason, incident.non_attendance_asked_by = "", None
    log.write(incident, LogKind.RESULT, f"Non-attendance refused: {note}", by=by, at=at)
    incident.save_changes("non_attendance_reason", "non_attendance_asked_by")
    ended = {"reason": StopReason.RESOLVED, "by": by, "at": at}
    alerts.resolve(subject="incident", subject_id=incident.pk, codes=(ASKED,), **ended)
    audit.record("incident.non_attendance_refused", incident, by=by, at=at)
    live.tell(incident)
    return incident


@action
def close(*, incident_id: int, by, at) -> Incident:
    """
    Close an incident that is resulted, attended or excused, with nothing left open (E5).

    :raises WrongState: saying what is still open
    """
    permissions.check(by, Permission.INCIDENT_CLOSE)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    if lacking := closing.lacking(incident, by=by, at=at):
        raise WrongState(f"It cannot close yet. {' '.join(lacking)}")
    move(incident, Status.CLOSED)
    incident.closed_at = at
    text = " ".join([f"Closed: {incident.closing_code}", *closing.promised(incident)])
    log.write(incident, LogKind.RESULT, text, by=by, at=at)
    ended = {"subject_id": incident.pk, "reason": StopReason.CLOSED, "by": by, "at": at}
    clocks.stop_all(subject="incident", **ended)
    incident.save_changes("status", "closed_at")
    alerts.resolve(subject="incident", codes=None, **ended)
    audit.record("incident.closed", incident, by=by, at=at, code=incident.closing_code.code)
    live.tell(incident)
    return incident


def to_be_closed(incident: Incident, *, by, at) -> None:
    """Move a held incident to RESULTED with its half hour to close or send again."""
    move(incident, Status.RESULTED)
    clocks.start(
        kind=CLOSE_OR_SEND,
        subject_id=incident.pk,
        severity=grading.severity(incident.grade),
        at=at,
    )


def _clocks_until_a_unit() -> list[str]:
    return [ATTEND, *kinds.until_resourced()]


def _check_may_be_excused(incident: Incident) -> None:
    states.check_not_closed(incident.status)
    if incident.status == Status.OPEN:
        raise WrongState("Assess and grade this first; then ask for non-attendance.")
    if incident.non_attendance_approved_by_id:
        raise WrongState("Non-attendance is approved already. Close it, or grade it again.")
    if incident.units_live:
        raise WrongState("A unit is assigned. Stand it down first, or let it attend.")
    if incident.attended_at and not incident.left_at:
        raise WrongState("A unit has been there already; there is nothing to excuse.")


def _check_asked_by_another(incident: Incident, by) -> None:
    if incident.non_attendance_asked_by_id is None:
        raise WrongState("Nobody has asked for non-attendance here.")
    if incident.non_attendance_asked_by_id == by.pk:
        raise WrongState("You asked for this yourself. Somebody else must approve it.")
