"""A raised grade calls for a unit where it was settled that nobody goes, or goes again."""

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from incidents import grading
from incidents.actions.incidents import move
from incidents.enums import Grade, Status
from incidents.kinds import ASKED, CLOSE_OR_SEND, LEFT, LEFT_SUPERVISOR
from incidents.models import GradeDecision, Incident


def wake(incident: Incident, decision: GradeDecision, *, by, at) -> str:
    """
    Let an excuse for a lesser grade count no longer; return why a unit is awaited again, or "".

    A settled incident, attended or not, then waits as one that a unit has left: the caller, who
    holds it and saves it, starts its clock and calls `alarm`.
    """
    was = decision.before
    if not was or not grading.is_more_urgent(decision.grade, than=was):
        return ""
    why = _why(incident, decision)
    incident.forget_excuse()
    if incident.status != Status.RESULTED:
        return ""
    reopen(incident, by=by, at=at)
    return why


def _why(incident: Incident, decision: GradeDecision) -> str:
    """Say how a settled incident was settled, and that its grade is another now."""
    raised = f"Raised from {decision.before} to {decision.grade}"
    if incident.non_attendance_approved_by_id:
        return f"{raised}; for {incident.non_attendance_grade} nobody was to attend"
    if decision.before == Grade.REFERRED:
        return f"{raised}; it had been referred and resulted"
    return f"{raised}; its units had cleared"


def reopen(incident: Incident, *, by, at) -> None:
    """Let a held, settled incident await a unit from now on, as one that a unit has left."""
    move(incident, Status.AWAITING_UNIT)
    incident.left_at = at
    again = {"subject_id": incident.pk, "reason": StopReason.SENT_AGAIN, "by": by, "at": at}
    clocks.stop(kinds=(CLOSE_OR_SEND,), **again)


def end_of_asking(incident: Incident, *, by, at) -> None:
    """End the alert that asks for an approval, where nothing is asked of a saved incident."""
    if incident.non_attendance_asked_by_id is None:
        ended = {"reason": StopReason.SUPERSEDED, "by": by, "at": at}
        alerts.resolve(subject="incident", subject_id=incident.pk, codes=(ASKED,), **ended)


def alarm(incident: Incident, why: str, *, by, at) -> None:
    """Alarm the desk and the supervisor for a unit, after the incident is saved."""
    ended = {"reason": StopReason.SENT_AGAIN, "by": by, "at": at}
    alerts.resolve(subject="incident", subject_id=incident.pk, codes=("CLOSE_OR_SEND",), **ended)
    for level, (code, audience) in enumerate(
        [(LEFT, Role.DISPATCHER), (LEFT_SUPERVISOR, Role.SUPERVISOR)]
    ):
        alerts.sound(
            code=code,
            subject="incident",
            row=incident,
            text=f"{why}. NO UNIT for {incident.place_shown}",
            audience=audience,
            level=level,
            by=by,
            at=at,
        )
