"""When the steps of a clock fall due: pure sums of plain values."""

from datetime import datetime, timedelta


def step_at(*, started_at: datetime, due_at: datetime, percent: int) -> datetime:
    """Return the moment at which this share of the time has been used."""
    return started_at + (due_at - started_at) * (percent / 100)


def next_step(*, started_at: datetime, due_at: datetime, remaining: list[int]) -> datetime | None:
    """Return when the first remaining step falls due, or None when none is left."""
    if not remaining:
        return None
    return step_at(started_at=started_at, due_at=due_at, percent=remaining[0])


def split_passed(
    *, started_at: datetime, due_at: datetime, steps: list[int], at: datetime
) -> tuple[list[int], list[int]]:
    """Return the steps already passed at a moment, and those still to come."""
    passed = [
        percent
        for percent in steps
        if step_at(started_at=started_at, due_at=due_at, percent=percent) <= at
    ]
    return passed, steps[len(passed) :]


def late_by(*, fell_due_at: datetime, at: datetime) -> timedelta | None:
    """Return how late a step is fired, or None when within a second of its time."""
    late = at - fell_due_at
    return late if late > timedelta(seconds=1) else None
