"""Changing targets: a new version with a date, never an edit."""

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries
from contactcentre.countdowns.models import Policy


@action
def add(
    *, kind: str, key: str, seconds: int, steps: list[int], repeat_seconds, effective_from, by, at
) -> Policy:
    """
    Add a version of a target, in force from its effective date.

    Clocks that run keep the version they were started under (D8).

    :raises Invalid: when the steps do not rise, or the date is past
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if not steps or steps != sorted(set(steps)) or steps[0] <= 0:
        raise Invalid("Steps must be percents that rise, such as 50, 75, 90, 100.")
    if effective_from < at:
        raise Invalid("A target starts now or later; what has run under the old one stays.")
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
