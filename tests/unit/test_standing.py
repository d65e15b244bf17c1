"""What a handler reads of an earlier incident beside the next call: was anybody there, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from incidents import standing

DUE = datetime(2018, 5, 31, 23, 54, tzinfo=UTC)
LATER = DUE + timedelta(minutes=96, seconds=40)
OPEN = {"status": "AWAITING_UNIT", "attended_at": None, "closed_at": None, "at": LATER}


@pytest.mark.capability("B7", "C1")
def test_it_says_what_was_taken_away_that_nobody_came_and_how_late_it_is():
    said = standing.words(**OPEN, times_diverted=1, due_at=DUE)
    assert said == "DIVERTED, NEVER ATTENDED, 96 min over its target, still open"
    for changed, words in (
        ({"times_diverted": 2}, "DIVERTED 2 times, NEVER ATTENDED, 96 min over its target"),
        ({"at": DUE - timedelta(minutes=1)}, "DIVERTED, NEVER ATTENDED, still open"),
        ({"at": DUE + timedelta(seconds=9)}, "NEVER ATTENDED, over its target, still open"),
        ({"status": "CLOSED", "closed_at": DUE}, "DIVERTED, NEVER ATTENDED"),
        ({"attended_at": DUE + timedelta(minutes=3)}, "DIVERTED, 3 min over its target"),
        ({"due_at": None, "times_diverted": 0}, ""),
        ({"attended_at": DUE, "times_diverted": 0, "status": "CLOSED"}, ""),
    ):
        known = {**OPEN, "times_diverted": 1, "due_at": DUE} | changed
        assert words in standing.words(**known), changed
        assert words or not standing.words(**known)
