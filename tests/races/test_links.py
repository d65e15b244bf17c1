"""Who links crosswise at the same moment waits in no circle, and what comes of it is the same."""

from functools import partial

import pytest

from contactcentre.core.errors import WrongState
from incidents.actions import grading, links
from tests.races.test_leaving import deadlocks
from tests.races.together import together, unexpected
from tests.rules.invariants import broken

pytestmark = [pytest.mark.slow, pytest.mark.capability("F4")]
ROUNDS = 8


def test_links_crosswise_and_a_raised_grade_end_the_same_whoever_was_first(committed_world):
    world, before = committed_world, deadlocks()
    for _round in range(ROUNDS):
        first, second, third = (world.graded("E") for _each in range(3))
        ends = [(first, second), (second, first), (second, third), (third, second)]
        who = {"by": world.handler, "at": world.at}
        raised = {"incident_id": third.pk, "grade": "I", "emergency_reason": "He has a knife"}
        results = together(
            *(
                partial(links.link, incident_id=a.pk, to_incident_id=b.pk, kind="DUPLICATE", **who)
                for a, b in ends
            ),
            partial(grading.grade, **raised, **who),
        )

        # The second of a pair is told that they are linked already; nobody else is told anything.
        assert unexpected(results, WrongState) == []
        assert sum(isinstance(one, WrongState) for one in results) == 2
        first.refresh_from_db()
        assert first.grade == "I"
        assert broken() == []
    assert deadlocks() == before
