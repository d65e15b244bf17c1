"""Whatever is killed, stopped, cut or lost: what was acknowledged is there, once."""

import sys
from collections import Counter

import pytest

from contactcentre.countdowns.models import ClockStep
from tests.faults import judging, numbers
from tests.faults.notes import Outcome

# A second is promised; beside other tests, a process that is started again waits for its turn.
PROMISED, LONGEST_LATE = 1.0, 30.0


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(night):
    notes = night.floor.notes
    faults = judging.faults_in(notes)
    told = {outcome: len(notes.of(outcome)) for outcome in Outcome}
    done = Counter(order.leaves for order in notes.of(Outcome.ACKNOWLEDGED))
    _say(
        f"{len(faults)} lost or doubled of {told[Outcome.ACKNOWLEDGED]} acknowledged, "
        f"{told[Outcome.UNKNOWN]} unknown and {told[Outcome.REFUSED]} refused orders, "
        f"in {night.seconds:.0f} s",
        f"{done['contact.received'] / night.seconds:.1f} contacts a second; all: {dict(done)}",
        f"answers: {dict(sorted(notes.statuses.items()))}",
        *(f"{count} × {what}" for what, count in sorted(night.rig.hurt().items())),
    )
    assert faults == []
    assert notes.strange == []
    assert told[Outcome.ACKNOWLEDGED] > night.seconds * numbers.CONTACTS_A_SECOND / 4


@pytest.mark.slow
def test_nothing_that_must_never_be_false_is(night):
    broken = judging.broken_rules()
    _say(f"{len(broken)} rules broken", *broken)
    assert broken == []
    assert night.rig.ended() == []


@pytest.mark.slow
def test_every_pending_clock_fired_once_while_redis_was_gone(night):
    fired = ClockStep.objects.filter(clock__in=night.pending, percent=50)
    late = judging.lateness(night.began_at, night.rig.away)
    over = [f"{by:.1f} s late, {night.rig.before(due)}" for by, due in late if by > PROMISED]
    held = [by for by, due in late if _is_in(night.rig.frozen, due)]
    free = [by for by, due in late if not _is_in(night.rig.frozen, due)]
    _say(
        f"{numbers.CLOCKS - fired.count()} of {numbers.CLOCKS} pending clocks did not fire",
        f"{len(over)} of {len(late)} steps over a second late; the latest {max(free):.2f} s, and "
        f"{max(held, default=0):.2f} s while a process stood still",
        *over,
        f"swept by Celery alone {night.celery_back:.0f} s after Redis came back",
    )
    assert fired.count() == numbers.CLOCKS
    assert max(free) < LONGEST_LATE, over
    assert max(held, default=0) < numbers.FROZEN_SECONDS + LONGEST_LATE, over
    assert night.celery_back < 40


def _is_in(windows: list[tuple[float, float]], moment: float) -> bool:
    """Test whether something was so; whoever stands still may hold a row until that is over."""
    return any(began - PROMISED <= moment <= ended for began, ended in windows)


def _say(*lines: str) -> None:
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
