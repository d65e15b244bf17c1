"""
Within what limits a target may be moved: no setting switches the protection off.

IOPC 2018/104370: nobody was alerted until 02:30. A target that runs for a year, never repeats or
takes all the time of the sweep would do the same, by one entry of an administrator.
"""

from dataclasses import dataclass

from contactcentre.core.errors import Invalid

YEAR = 366 * 86400
LATEST_PERCENT = 1000
TIMES_AS_LONG = 4
SHORTEST = 5
WHOLE = 100


@dataclass(frozen=True)
class Target:
    """How long a clock runs, at which percents of that something happens, and how it goes on."""

    seconds: int
    steps: list[int]
    repeat_seconds: int | None


def check(wanted: Target) -> None:
    """
    Check what every target must be.

    :raises Invalid: when it has no time or ten years of it, or its steps do not rise
    """
    steps = wanted.steps
    if not steps or steps != sorted(set(steps)) or not 0 < steps[0] <= steps[-1] <= LATEST_PERCENT:
        raise Invalid("Steps must be percents that rise up to 1000, such as 50, 75, 90, 100.")
    if not 0 < wanted.seconds <= YEAR:
        raise Invalid("A target is at least a second and at most a year (31622400 seconds).")
    if wanted.repeat_seconds is not None and not SHORTEST <= wanted.repeat_seconds <= YEAR:
        raise Invalid("It repeats every 5 seconds at the most often, and at least once a year.")


def check_protects(wanted: Target, *, delivered: Target) -> None:
    """
    Check that a target on which somebody's safety rests still does what it was delivered for.

    :raises Invalid: when it would be heard of too late, not at all, not again, or all the time
    """
    longest = TIMES_AS_LONG * delivered.seconds
    if not SHORTEST <= wanted.seconds <= longest:
        raise Invalid(
            "Somebody's safety rests on this target: it may be between "
            f"{SHORTEST} and {longest} seconds."
        )
    if WHOLE not in wanted.steps or wanted.steps[-1] > delivered.steps[-1]:
        raise Invalid(
            "Somebody's safety rests on this target: it needs the step 100, "
            f"and none after {delivered.steps[-1]}."
        )
    if delivered.repeat_seconds:
        _check_repeats(wanted, longest=TIMES_AS_LONG * delivered.repeat_seconds)


def _check_repeats(wanted: Target, *, longest: int) -> None:
    if wanted.repeat_seconds is None or wanted.repeat_seconds > longest:
        raise Invalid(
            "Somebody's safety rests on this target: it must be repeated until somebody sees to "
            f"it, at least every {longest} seconds."
        )
