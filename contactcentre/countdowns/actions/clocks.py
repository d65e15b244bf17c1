"""Starting, stopping and firing clocks. The caller holds the subject."""

from datetime import timedelta

from contactcentre.core.transactions import action
from contactcentre.countdowns import queries, steps
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import KINDS, SUBJECTS, StepFired
from contactcentre.countdowns.models import Clock, ClockStep


@action
def start(
    *,
    kind: str,
    subject_id: int,
    at,
    key: str = "",
    started_at=None,
    due_at=None,
    severity: int = 5,
    policy=None,
) -> Clock:
    """
    Start a clock of a kind on its subject, which the caller holds.

    Steps whose time is already past fire as one, the highest, at the next sweep (DESIGN §3.3).

    :raises NotFound: when no target is set for the kind and key
    """
    policy = policy or queries.policy(kind, key, at)
    clock = _new(policy, subject_id, started_at or at, due_at, severity=severity, at=at)
    clock.save()
    return clock


@action
def start_several(*, started_at: dict, subject_id: int, at, severity: int = 5) -> list[Clock]:
    """
    Start a clock of each kind named, each from its own moment, in two statements.

    :raises NotFound: when no target is set for one of them
    """
    targets = queries.policies(list(started_at), at)
    return Clock.objects.bulk_create(
        _new(targets[kind], subject_id, since, None, severity=severity, at=at)
        for kind, since in started_at.items()
    )


@action
def stop(*, kinds: tuple[str, ...], subject_id: int, reason: StopReason, by, at) -> int:
    """Stop the open clocks of these kinds on a subject, and return how many there were."""
    subjects = {KINDS[kind].subject for kind in kinds}
    running = Clock.objects.open().filter(
        kind__in=kinds, subject__in=subjects, subject_id=subject_id
    )
    return running.update(
        stopped_at=at, stop_reason=reason, stopped_by=by.username, next_step_at=None
    )


@action
def stop_all(*, subject: str, subject_id: int, reason: StopReason, by, at) -> int:
    """Stop every open clock on a subject, and return how many there were."""
    running = Clock.objects.open().filter(subject=subject, subject_id=subject_id)
    return running.update(
        stopped_at=at, stop_reason=reason, stopped_by=by.username, next_step_at=None
    )


@action
def fire(*, clock_id: int, subject: str, subject_id: int, by, at) -> bool:
    """
    Fire the due step of one clock, once; return whether this call did.

    The subject is held first, then the clock is claimed by a guarded update: subject-first never
    deadlocks with the actions, and skips what somebody else is changing (DESIGN §4).
    """
    row = SUBJECTS[subject].hold(subject_id, wait=False)
    if row is None:
        return False
    clock = Clock.objects.open().filter(pk=clock_id, next_step_at__lte=at).first()
    if clock is None:
        return False
    fell_due_at = clock.next_step_at
    if not _claim(clock, at):
        return False
    late = steps.late_by(fell_due_at=fell_due_at, at=at)
    if not KINDS[clock.kind].is_lease:
        _keep(clock, fell_due_at, late, at)
    KINDS[clock.kind].step(
        StepFired(clock=clock, row=row, percent=clock.last_step, late_by=late, by=by, at=at)
    )
    return True


def _new(policy, subject_id: int, started_at, due_at, *, severity: int, at) -> Clock:
    due_at = due_at or started_at + timedelta(seconds=policy.seconds)
    passed, remaining = steps.split_passed(
        started_at=started_at, due_at=due_at, steps=policy.steps, at=at
    )
    remaining = passed[-1:] + remaining
    return Clock(
        kind=policy.kind,
        subject=KINDS[policy.kind].subject,
        subject_id=subject_id,
        severity=severity,
        policy=policy,
        started_at=started_at,
        due_at=due_at,
        steps=remaining,
        repeat_seconds=policy.repeat_seconds,
        next_step_at=steps.next_step(started_at=started_at, due_at=due_at, remaining=remaining),
    )


def _claim(clock: Clock, at) -> bool:
    passed, remaining = steps.split_passed(
        started_at=clock.started_at, due_at=clock.due_at, steps=clock.steps, at=at
    )
    percent = passed[-1] if passed else clock.last_step
    guarded = Clock.objects.open().filter(pk=clock.pk, next_step_at=clock.next_step_at)
    claimed = guarded.update(
        steps=remaining,
        next_step_at=_after(clock, remaining, at),
        last_step=percent,
        last_step_at=at,
    )
    clock.steps, clock.last_step, clock.last_step_at = remaining, percent, at
    return bool(claimed)


def _keep(clock: Clock, fell_due_at, late, at) -> None:
    ClockStep.objects.create(
        clock=clock,
        percent=clock.last_step,
        turn=clock.fired.count(),
        fell_due_at=fell_due_at,
        fired_at=at,
        late_by=late,
    )


def _after(clock: Clock, remaining: list[int], at):
    following = steps.next_step(
        started_at=clock.started_at, due_at=clock.due_at, remaining=remaining
    )
    if following is None and clock.repeat_seconds:
        return at + timedelta(seconds=clock.repeat_seconds)
    return following
