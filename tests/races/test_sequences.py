"""
Random sequences of several people at once, committed: every rule holds afterwards and meanwhile.

The state machine (tests/rules) takes every sequence back and runs them one after the other; here
they meet. A short run in the suite, five thousand in `make faults`.
"""

import itertools
import sys
from collections import Counter
from functools import partial

import pytest

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock
from contactcentre.countdowns.actions import sweep
from dispatch.models import Assignment, Divert
from tests.faults import numbers
from tests.races.sequences import WEIGHTS, Somebody, fill
from tests.races.test_leaving import deadlocks
from tests.races.together import together, unexpected
from tests.rules.invariants import broken, broken_logs

AT_ONCE = 4
LOOK_EVERY = 50
SIXTY_TIMES = 60


@pytest.fixture
def floor(committed_world):
    """A busy floor, whose clock runs sixty times as fast."""
    fill(committed_world)
    VirtualClock.begin(anchor=committed_world.at, speed=SIXTY_TIMES)
    clock.forget()
    return committed_world


def works(somebody: Somebody, taken: itertools.count) -> None:
    """Do sequences until all are taken, and ask now and then for every rule."""
    while (number := next(taken)) < numbers.SEQUENCES:
        somebody.sequence()
        if number % LOOK_EVERY == 0:
            assert broken() == []


@pytest.mark.slow
@pytest.mark.capability("H1", "H2", "H13", "G4")
def test_after_committed_sequences_of_several_at_once_every_rule_holds(floor):
    everybody = [Somebody(floor, number, numbers.SEED) for number in range(AT_ONCE)]
    taken, before = itertools.count(), deadlocks()

    answers = together(
        *(partial(works, one, taken) for one in everybody), patience=numbers.PATIENCE
    )
    sweep.run(by=floor.system, at=clock.now())

    did = sum((one.did for one in everybody), Counter())
    refused = sum((one.refused for one in everybody), Counter())
    waited = [said for one in everybody for said in one.deadlocks]
    found = broken()
    _say(
        f"{len(found)} rules broken by {numbers.SEQUENCES} sequences of {AT_ONCE} at once: "
        f"{did.total()} orders done, {refused.total()} refused",
        f"{Divert.objects.count()} diverts of {Assignment.objects.count()} assignments",
        f"{deadlocks() - before} deadlocks, {len(waited)} left to a person",
        f"done: {dict(did)}",
    )
    assert not unexpected(answers), answers
    assert (found, broken_logs()) == ([], [])
    assert waited == []
    if numbers.IS_LONG:
        assert {step.__name__ for step in WEIGHTS} == set(did)


def _say(*lines: str) -> None:
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
