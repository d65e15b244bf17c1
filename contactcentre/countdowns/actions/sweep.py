"""The sweep: one idempotent function that fires every due step, whoever calls it."""

import random
from itertools import groupby
from operator import itemgetter

import structlog
from django.db import InterfaceError, OperationalError

from contactcentre.core.models import Heartbeat
from contactcentre.countdowns.actions import clocks
from contactcentre.countdowns.kinds import LOOKS
from contactcentre.countdowns.models import Clock

HEARTBEAT = "sweep"
BATCH = 500
# How many of the clocks that failed before are tried again in one sweep, after all others.
AGAIN = 20
OF_A_CLOCK = ("pk", "subject", "subject_id")
_failed: dict[int, None] = {}
log = structlog.get_logger(__name__)


def run(*, by, at, limit: int = BATCH) -> int:
    """
    Fire every due step, the most severe first, and return how many this call fired.

    Ids are read without locks; then each clock has a short transaction of its own, so that one
    that cannot be had now delays no other and is found again at the next sweep. At most so many
    are tried as the limit says; the drivers sweep again soon while something is due. Those that
    failed have their turn after all others, a few in each sweep of this process: however many
    there are, they keep none from firing.
    """
    fired, tried, met, failed_before = 0, 0, set(_failed), set(_failed)
    while due := _due(at, limit - tried, met):
        for row in due:
            met.add(row[0])
            did = _fired(*row, by=by, at=at)
            if did is False:
                # Somebody else has it: look again at what is left, rather than follow them.
                break
            fired, tried = fired + bool(did), tried + 1
    fired += _again(failed_before, by=by, at=at)
    for look in LOOKS:
        _look(look, by=by, at=at)
    Heartbeat.stamp(HEARTBEAT)
    return fired


def _again(failed_before: set[int], *, by, at) -> int:
    """Try a few of those that failed, first who has waited longest; forget what is due no more."""
    if not failed_before:
        return 0
    rows = Clock.objects.due(at).filter(pk__in=failed_before).values_list(*OF_A_CLOCK)
    due = {row[0]: row for row in rows}
    waiting = [pk for pk in list(_failed) if pk in due]
    for pk in failed_before - set(waiting[AGAIN:]):
        _failed.pop(pk, None)
    return sum(bool(_fired(*due[pk], by=by, at=at)) for pk in waiting[:AGAIN])


def next_step_at():
    """Return when the next step of any clock falls due, or None."""
    waiting = Clock.objects.open().exclude(next_step_at=None)
    return waiting.order_by("next_step_at").values_list("next_step_at", flat=True).first()


def _due(at, most: int, met: set[int]) -> list[tuple]:
    """
    Read what is due, the most severe first; two sweeps begin at different places of the same.

    Side by side on one list they would wait for each other's every clock.
    """
    if most <= 0:
        return []
    due = Clock.objects.due(at).exclude(pk__in=met)
    found = []
    rows = due.values_list(*OF_A_CLOCK, "severity")[:most]
    for _severity, alike in groupby(rows, key=itemgetter(3)):
        group = [row[:3] for row in alike]
        start = random.randrange(len(group))  # noqa: S311
        found += group[start:] + group[:start]
    return found


def _fired(clock_id: int, subject: str, subject_id: int, *, by, at) -> bool | None:
    """Fire one; False when somebody else has it, None when it cannot fire."""
    try:
        return clocks.fire(clock_id=clock_id, subject=subject, subject_id=subject_id, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # One clock that cannot fire must not keep the others from firing; it is tried again.
        log.exception("clock.step_failed", clock=clock_id, subject=subject, subject_id=subject_id)
        _failed[clock_id] = None
        return None


def _look(look, *, by, at) -> None:
    try:
        look(by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("clock.look_failed", look=look.__qualname__)
