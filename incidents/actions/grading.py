"""Assessing risk and grading: the grade starts the attendance clock, and never hides a breach."""

from collections.abc import Sequence

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotAllowed, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from incidents import access, grading, linked, linking, localtimes, states
from incidents.actions import attendance, log, owners, reassessing, waking, weighing
from incidents.actions.incidents import move
from incidents.enums import Grade, LogKind, Status
from incidents.kinds import (
    ASSESSMENT_DUE,
    COMPLETE_ASSESSMENT,
    GRADE_DUE,
    NOT_GRADED,
)
from incidents.models import EXCUSE, Assessment, GradeDecision, Incident

GRADED = (
    "status",
    "grade",
    "graded_at",
    "policy",
    "clock_start_at",
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

    Where it suggests more than the present grade, that is to be graded again within two minutes.

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
    _ask_for_another_grade(incident, by=by, at=at)
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
    _stop_asking_for_a_grade(incident, by=by, at=at)
    _carry_out(incident, decision, by=by, at=at)
    audit.record("incident.graded", incident, by=by, at=at, **reasons, grade=grade)
    live.tell(incident)
    _raise_earlier(incident, decision, by=by, at=at)
    return incident


def carry(incident: Incident, winning: linking.Winning, *, because: str, by, at) -> None:
    """
    Let a held incident carry on for those it is linked with: with their grade, from their call.

    It never becomes less urgent by this, and is never due later (F4). Who raises it answers to
    nobody: an upgrade is never blocked. Where nobody has graded it by its own risk, that is still
    to be done.
    """
    before, is_earlier = incident.due_at, winning.since < incident.clock_start_at
    is_raised = linking.raises(winning.grade, over=incident.grade)
    if is_earlier:
        incident.clock_start_at = winning.since
        since = f"Its clock counts from {localtimes.shown(winning.since)}: {because}"
        log.write(incident, LogKind.LINK, since, by=by, at=at)
    if is_raised:
        latest, reasons = incident.assessments.order_by("-pk").first(), _reasons(because, "", "")
        decision = _decided(incident, winning.grade, latest, reasons, by=by, at=at)
        _carry_out(incident, decision, no_later_than=before, by=by, at=at)
        audit.record("incident.graded", incident, by=by, at=at, **reasons, grade=winning.grade)
    elif is_earlier:
        attendance.advance(incident, by=by, at=at)
        incident.save_changes("clock_start_at", "due_at")
    if is_raised or is_earlier:
        live.tell(incident, alarm=True)


def _raise_earlier(incident: Incident, decision: GradeDecision, *, by, at) -> None:
    """Raise the incident that carries on for this one, where this one was just raised."""
    if not linking.raises(decision.grade, over=decision.before):
        return
    earlier = linked.carrying(incident)
    if earlier is not None:
        because = f"linked with {incident.named}, which is graded {decision.grade}"
        winning = linking.Winning(earlier.pk, decision.grade, earlier.clock_start_at)
        carry(earlier, winning, because=because, by=by, at=at)


def _carry_out(incident: Incident, decision: GradeDecision, *, no_later_than=None, by, at) -> None:
    """Let a decision on a held incident take effect: clocks, owner, alarms; and save it."""
    why = _apply(incident, decision, no_later_than=no_later_than, by=by, at=at)
    if decision.assessment is None:
        _ask_for_assessment(incident, at=at)
    incident.save_changes(*GRADED)
    if why:
        waking.alarm(incident, why, by=by, at=at)
    waking.end_of_asking(incident, by=by, at=at)
    _tell_supervisor_of_override(incident, decision, by=by, at=at)


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


def _apply(incident: Incident, decision: GradeDecision, *, no_later_than, by, at) -> str:
    """Grade a held incident; return why a unit is awaited again, where it is."""
    incident.grade, incident.graded_at = decision.grade, at
    label = Grade(decision.grade).label
    reason = decision.override_reason or decision.reason or decision.emergency_reason
    text = f"Graded {decision.grade} {label}" + (f": {reason}" if reason else "")
    log.write(incident, LogKind.GRADE, text, by=by, at=at)
    attendance.restart(incident, no_later_than=no_later_than, by=by, at=at)
    why = waking.wake(incident, decision, by=by, at=at)
    if decision.grade == Grade.REFERRED:
        move(incident, Status.REFERRED)
    elif incident.status in {Status.OPEN, Status.REFERRED}:
        move(incident, Status.AWAITING_UNIT)
    if incident.left_at:
        attendance.restart_re_resource(incident, by=by, at=at)
    if incident.status != Status.REFERRED:
        owners.give_to_desk(incident, why=f"graded {label}", by=by, at=at)
    return why


def _stop_asking_for_a_grade(incident: Incident, *, by, at) -> None:
    done = {"subject_id": incident.pk, "reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(GRADE_DUE,), **done)
    alerts.resolve(subject="incident", codes=(NOT_GRADED,), **done)


def _ask_for_another_grade(incident: Incident, *, by, at) -> None:
    """Ask where an assessment suggests more than its grade and nobody is there; else no more."""
    if not incident.grade:
        return
    running = clock_queries.open_clocks("incident", incident.pk).filter(kind=GRADE_DUE)
    if not grading.needs_override(incident.grade, suggested=incident.suggested_grade):
        _stop_asking_for_a_grade(incident, by=by, at=at)
    elif incident.status != Status.AT_SCENE and not running.exists():
        clocks.start(kind=GRADE_DUE, subject_id=incident.pk, at=at)


def _ask_for_assessment(incident: Incident, *, at) -> None:
    """Give five minutes to assess, counted from the first grade without an assessment."""
    running = clock_queries.open_clocks("incident", incident.pk)
    if not running.filter(kind=COMPLETE_ASSESSMENT).exists():
        clocks.start(kind=COMPLETE_ASSESSMENT, subject_id=incident.pk, at=at)


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
