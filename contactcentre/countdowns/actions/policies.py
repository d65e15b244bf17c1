"""Changing targets: a new version with a date, never an edit."""

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns import limits, queries
from contactcentre.countdowns.kinds import KINDS
from contactcentre.countdowns.models import Policy


@action
def add(
    *, kind: str, key: str, seconds: int, steps: list[int], repeat_seconds, effective_from, by, at
) -> Policy:
    """
    Add a version of a target, in force from its effective date.

    Clocks that run keep the version they were started under (D8).

    One that protects somebody can be moved within limits only (IOPC 2018/104370).

    :raises Invalid: when no clock has such a target, when it is out of its limits or its steps do
        not rise, or when the date is past
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if effective_from < at:
        raise Invalid("A target starts now or later; what has run under the old one stays.")
    _check_limits(kind, key, limits.Target(seconds, steps, repeat_seconds))
    policy = Policy.objects.create(
        kind=kind,
        key=key,
        seconds=seconds,
        steps=steps,
        repeat_seconds=repeat_seconds,
        effective_from=effective_from,
    )
    queries.forget_policies()
    audit.record("policy.added", policy, by=by, at=at, kind=kind, key=key, seconds=seconds)
    return policy


def _check_limits(kind: str, key: str, wanted: limits.Target) -> None:
    limits.check(wanted)
    delivered = queries.delivered(kind, key)
    if kind not in KINDS or delivered is None:
        raise Invalid(f"No clock has a target {kind} {key}. Take a kind and grade from the list.")
    if KINDS[kind].protects:
        known = limits.Target(delivered.seconds, delivered.steps, delivered.repeat_seconds)
        limits.check_protects(wanted, delivered=known)
