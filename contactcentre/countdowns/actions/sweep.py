"""The sweep: one idempotent function that fires every due step, whoever calls it."""

import structlog
from django.db import InterfaceError, OperationalError

from contactcentre.core.models import Heartbeat
from contactcentre.countdowns.actions import clocks
from contactcentre.countdowns.kinds import LOOKS
from contactcentre.countdowns.models import Clock

HEARTBEAT = "sweep"
BATCH = 500
log = structlog.get_logger(__name__)


def run(*, by, at, limit: int = BATCH) -> int:
    """
    Fire every due step, the most severe first, and return how many this call fired.

    Ids are read without locks; then each clock has a short transaction of its own, so that one
    that cannot be had now delays no other and is found again at the next sweep.
    """
    due = Clock.objects.due(at).values_list("pk", "subject", "subject_id")[:limit]
    fired = sum(_fired(*row, by=by, at=at) for row in list(due))
    for look in LOOKS:
        _look(look, by=by, at=at)
    Heartbeat.stamp(HEARTBEAT)
    return fired


def next_step_at():
    """Return when the next step of any clock falls due, or None."""
    waiting = Clock.objects.open().exclude(next_step_at=None)
    return waiting.order_by("next_step_at").values_list("next_step_at", flat=True).first()


def _fired(clock_id: int, subject: str, subject_id: int, *, by, at) -> bool:
    try:
        return clocks.fire(clock_id=clock_id, subject=subject, subject_id=subject_id, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # One clock that cannot fire must not keep the others from firing; it is tried again.
        log.exception("clock.step_failed", clock=clock_id, subject=subject, subject_id=subject_id)
        return False


def _look(look, *, by, at) -> None:
    try:
        look(by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("clock.look_failed", look=look.__qualname__)
