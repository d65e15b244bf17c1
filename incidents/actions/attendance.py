"""The time to attend a held incident: it starts with the call; a new one never hides the old."""

from contactcentre.countdowns import queries
from contactcentre.countdowns.actions import clocks
from contactcentre.countdowns.enums import StopReason
from incidents import grading, linking
from incidents.actions import reassessing
from incidents.kinds import ATTEND, RE_RESOURCE
from incidents.models import Incident


def restart(incident: Incident, *, no_later_than=None, by, at) -> None:
    """
    Compute the time of the present grade anew from where its clock starts; the old one stays.

    What carries on for others is due no later than it was.
    """
    _stop(incident, by=by, at=at)
    if incident.grade not in grading.TARGETED:
        incident.policy = incident.due_at = None
        reassessing.over(incident, StopReason.SUPERSEDED, by=by, at=at)
        return
    policy = queries.policy(ATTEND, incident.grade, at)
    incident.policy = policy
    incident.due_at = linking.due_at(
        incident.clock_start_at, seconds=policy.seconds, before=no_later_than
    )
    if incident.attended_at is None:
        _start(incident, at=at)


def advance(incident: Incident, *, by, at) -> None:
    """Let the time of a graded incident count from its earlier start; it is never due later."""
    if incident.policy is None:
        return
    incident.due_at = linking.due_at(
        incident.clock_start_at, seconds=incident.policy.seconds, before=incident.due_at
    )
    if _stop(incident, by=by, at=at):
        _start(incident, at=at)


def watch_again(incident: Incident, *, at) -> None:
    """Let the time to attend a held incident run again from its start, where it was excused."""
    running = queries.open_clocks("incident", incident.pk).filter(kind=ATTEND)
    if incident.policy and incident.attended_at is None and not running.exists():
        _start(incident, at=at)


def restart_re_resource(incident: Incident, *, by, at) -> None:
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


def _stop(incident: Incident, *, by, at) -> int:
    stop = {"subject_id": incident.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    return clocks.stop(kinds=(ATTEND,), **stop)


def _start(incident: Incident, *, at) -> None:
    clocks.start(
        kind=ATTEND,
        subject_id=incident.pk,
        policy=incident.policy,
        started_at=incident.clock_start_at,
        due_at=incident.due_at,
        severity=grading.severity(incident.grade),
        at=at,
    )
    reassessing.watch(incident, at=at)
