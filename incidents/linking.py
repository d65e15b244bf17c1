"""
Which of several incidents about one thing carries on for all, with which grade and from when (F4).

Pure sums of plain values: the most urgent grade and the earliest clock win, whatever the order in
which they were linked. What is closed was dealt with, or excused by two people: it gives nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents import grading

LOOKED_AT_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Member:
    """One of the incidents that are linked; the one with the lowest id was opened first."""

    id: int
    grade: str
    since: datetime
    is_closed: bool = False


@dataclass(frozen=True)
class Winning:
    """The incident that carries on, with the grade ("" if none has one) and the clock of all."""

    id: int
    grade: str
    since: datetime


def winning(members: Iterable[Member]) -> Winning | None:
    """Return which incident carries on and with what; None when fewer than two are open."""
    still = [member for member in members if not member.is_closed]
    if len(still) < 2:
        return None
    grades = [member.grade for member in still if member.grade]
    return Winning(
        id=min(member.id for member in still),
        grade=grading.most_urgent(grades) if grades else "",
        since=min(member.since for member in still),
    )


def raises(grade: str, *, over: str) -> bool:
    """
    Test whether a grade is more urgent than another.

    One with a target is more than none; that nobody is to come to another raises nothing.
    """
    if not over:
        return grade in grading.TARGETED
    return bool(grade) and grading.is_more_urgent(grade, than=over)


def due_at(since: datetime, *, seconds: int, before: datetime | None) -> datetime:
    """Return when somebody must be there, counted from a start; never later than before."""
    due = since + timedelta(seconds=seconds)
    return min(due, before) if before else due


def still_counts(looked_at: datetime, *, changed_at: list[datetime | None], at: datetime) -> bool:
    """Test whether a look at a linked incident counts: half an hour, if nothing weighty changed."""
    is_recent = at - looked_at <= LOOKED_AT_FOR
    return is_recent and all(moment <= looked_at for moment in changed_at if moment)
