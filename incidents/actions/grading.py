"""Assessing risk and grading: the grade starts the attendance clock, and never hides a breach."""

from collections.abc import Sequence
from datetime import timedelta

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotAllowed, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from incidents import access, grading, states
from incidents.actions import log, owners, reassessing, waking, weighing
from incidents.actions.incidents import move
from incidents.enums import Grade, LogKind, Status
from incidents.kinds import (
    ASSESSMENT_DUE,
    ATTEND,
    COMPLETE_ASSESSMENT,
    GRADE_DUE,
    NOT_GRADED,
    RE_RESOURCE,
)
from incidents.models import EXCUSE, Assessment, GradeDecision, Incident

GRADED = (
    "status",
    "grade",
    "graded_at",
    "policy",
    "due_at",
    "owner",
    "owner_since",
    "left_at",
    *EXCUSE,
)


@action
def assess(
    *,
    incident_id: int,
    answers: dict,
    signs: Sequence[str] = (),
    advice: Sequence[str] = (),
    by,
    at,
) -> Assessment:
    """
    Keep a THRIVE assessment, and return the suggested grade with every rule that fired.

    :raises Invalid: when an element is missing (D1), or a sign or an advice is none
    :raises WrongState: when the incident is closed
    """
    permissions.check(by, Permission.INCIDENT_GRADE)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    heard = weighing.Heard(answers, tuple(signs), tuple(advice))
    assessment = weighing.weigh(incident, heard, by=by, at=at)
    stop = {"subject_id": incident.pk, "reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(COMPLETE_ASSESSMENT,), **stop)
    incident.save_changes("suggested_grade")
    alerts.resolve(subject="incident", codes=(ASSESSMENT_DUE,), **stop)
    reassessing.made(incident, by=by, at=at)
    suggested = assessment.suggested_grade
    audit.record("incident.assessed", incident, by=by, at=at, suggested=suggested)
    live.tell(incident)
    return assessment


@action
def grade(
    *,
    incident_id: int,
    grade: str,
    by,
    at,
    reason: str = "",
    override_reason: str = "",
    emergency_reason: str = "",
) -> Incident:
    """
    Grade an incident: THRIVE first, below the suggestion only with a reason (D1, D2, D4).

    The attendance clock starts, or is computed anew from its original start; the old one stays for
    the reports. An upgrade is never blocked.

    :raises Invalid: without an assessment or an emergency reason, or a reason to grade lower
    :raises NotAllowed: for a downgrade by somebody who may not approve one
    :raises WrongState: when the incident is closed, or has or had units and is to be referred
    """
    permissions.check(by, Permission.INCIDENT_GRADE)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    assessment = incident.assessments.order_by("-pk").first()
    reasons = _reasons(reason, override_reason, emergency_reason)
    _check_may(incident, grade, assessment, reasons, by)
    decision = _decided(incident, grade, assessment, reasons, by=by, at=at)
    why = _apply(incident, decision, by=by, at=at)
    if assessment is None:
        _ask_for_assessment(incident, at=at)
    incident.save_changes(*GRADED)
    if why:
        waking.alarm(incident, why, by=by, at=at)
    waking.end_of_asking(incident, by=by, at=at)
    _stop_asking_for_a_grade(incident, by=by, at=at)
    audit.record("incident.graded", incident, by=by, at=at, **reasons, grade=grade)
    _tell_supervisor_of_override(incident, decision, by=by, at=at)
    live.tell(incident)
    return incident


def _reasons(reason: str, override_reason: str, emergency_reason: str) -> dict[str, str]:
    return {
        "reason": reason,
        "override_reason": override_reason,
        "emergency_reason": emergency_reason,
    }


def _decided(incident: Incident, grade: str, assessment, reasons: dict, *, by, at) -> GradeDecision:
    return GradeDecision.objects.create(
        incident=incident,
        assessment=assessment,
        before=incident.grade,
        grade=grade,
        suggested=incident.suggested_grade,
        by=by,
        at=at,
        **reasons,
    )


def _check_may(incident: Incident, grade: str, assessment, reasons: dict, by) -> None:
    if grade not in Grade.values:
        raise Invalid("A grade is I, S, E or R.")
    is_upgrade = incident.grade and grading.is_more_urgent(grade, than=incident.grade)
    if assessment is None and not reasons["emergency_reason"].strip() and not is_upgrade:
        raise Invalid(
            "Assess the risk first (THRIVE), or say why it cannot wait; you then have five minutes."
        )
    suggested = incident.suggested_grade
    if (
        grading.needs_override(grade, suggested=suggested)
        and not reasons["override_reason"].strip()
    ):
        label = Grade(suggested).label
        raise Invalid(f"The suggestion is {label}. Say why you grade lower; a supervisor sees it.")
    if grading.is_downgrade(grade, of=incident.grade):
        _check_may_downgrade(incident, grade, assessment, by)


def _check_may_downgrade(incident: Incident, grade: str, assessment, by) -> None:
    if not permissions.has(by, Permission.INCIDENT_DOWNGRADE_APPROVE):
        raise NotAllowed(
            "Only a supervisor may lower a grade. Ask one; raising it is never blocked."
        )
    if not _is_newer_than_the_last_decision(incident, assessment):
        raise Invalid("Lowering a grade needs a new assessment. Assess the risk again first.")
    if grade == Grade.REFERRED and (incident.units_live or incident.left_at):
        raise WrongState(
            "Units are or were on their way to this. It needs a unit, or an approved "
            "non-attendance; it cannot be referred."
        )


def _is_newer_than_the_last_decision(incident: Incident, assessment: Assessment | None) -> bool:
    """Test whether an assessment was made since the last decision, whatever the clock says."""
    last = incident.decisions.order_by("-pk").first()
    used = last.assessment_id if last else None
    return assessment is not None and assessment.pk > (used or 0)


def _apply(incident: Incident, decision: GradeDecision, *, by, at) -> str:
    """Grade a held incident; return why a unit is awaited again, where it is."""
    incident.grade, incident.graded_at = decision.grade, at
    label = Grade(decision.grade).label
    reason = decision.override_reason or decision.reason or decision.emergency_reason
    text = f"Graded {decision.grade} {label}" + (f": {reason}" if reason else "")
    log.write(incident, LogKind.GRADE, text, by=by, at=at)
    _restart_attend_clock(incident, by=by, at=at)
    why = waking.wake(incident, decision, by=by, at=at)
    if decision.grade == Grade.REFERRED:
        move(incident, Status.REFERRED)
    elif incident.status in {Status.OPEN, Status.REFERRED}:
        move(incident, Status.AWAITING_UNIT)
    if incident.left_at:
        _restart_re_resource_clock(incident, by=by, at=at)
    if incident.status != Status.REFERRED:
        owners.give_to_desk(incident, why=f"graded {label}", by=by, at=at)
    return why


def _stop_asking_for_a_grade(incident: Incident, *, by, at) -> None:
    done = {"subject_id": incident.pk, "reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(GRADE_DUE,), **done)
    alerts.resolve(subject="incident", codes=(NOT_GRADED,), **done)


def _ask_for_assessment(incident: Incident, *, at) -> None:
    """Give five minutes to assess, counted from the first grade without an assessment."""
    running = clock_queries.open_clocks("incident", incident.pk)
    if not running.filter(kind=COMPLETE_ASSESSMENT).exists():
        clocks.start(kind=COMPLETE_ASSESSMENT, subject_id=incident.pk, at=at)


def _restart_attend_clock(incident: Incident, *, by, at) -> None:
    stop = {"subject_id": incident.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(ATTEND,), **stop)
    if incident.grade not in grading.TARGETED:
        incident.policy = incident.due_at = None
        reassessing.over(incident, StopReason.SUPERSEDED, by=by, at=at)
        return
    policy = clock_queries.policy(ATTEND, incident.grade, at)
    incident.policy = policy
    incident.due_at = incident.clock_start_at + timedelta(seconds=policy.seconds)
    if incident.attended_at is None:
        _start_attend_clock(incident, at=at)


def watch_again(incident: Incident, *, at) -> None:
    """Let the time to attend a held incident run again from its start, where it was excused."""
    running = clock_queries.open_clocks("incident", incident.pk).filter(kind=ATTEND)
    if incident.policy and incident.attended_at is None and not running.exists():
        _start_attend_clock(incident, at=at)


def _start_attend_clock(incident: Incident, *, at) -> None:
    clocks.start(
        kind=ATTEND,
        subject_id=incident.pk,
        policy=incident.policy,
        started_at=incident.clock_start_at,
        severity=grading.severity(incident.grade),
        at=at,
    )
    reassessing.watch(incident, at=at)


def _restart_re_resource_clock(incident: Incident, *, by, at) -> None:
    """Give an incident that was left the time of its new grade, from when it was left."""
    stop = {"subject_id": incident.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(RE_RESOURCE,), **stop)
    clocks.start(
        kind=RE_RESOURCE,
        key=incident.grade,
        subject_id=incident.pk,
        started_at=incident.left_at,
        severity=grading.severity(incident.grade),
        at=at,
    )


def _tell_supervisor_of_override(incident: Incident, decision, *, by, at) -> None:
    if grading.needs_override(decision.grade, suggested=decision.suggested):
        alerts.sound(
            code="GRADED_BELOW",
            subject="incident",
            row=incident,
            text=f"Graded {decision.grade} below the suggested {decision.suggested}: "
            f"{incident.said(decision.override_reason)}",
            audience="supervisor",
            level=1,
            by=by,
            at=at,
        )
