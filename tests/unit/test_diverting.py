"""Who may be diverted, to what, and how much of the clock is used."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from contactcentre.core.errors import NotAllowed, WrongState
from dispatch import diverting

START = datetime(2024, 11, 21, 23, 30, tzinfo=UTC)
GRADES = "ISER"


@pytest.mark.capability("H1")
@pytest.mark.parametrize(
    ("state", "deployable", "may"),
    [
        ("ASSIGNED", True, True),
        ("ACKNOWLEDGED", True, True),
        ("EN_ROUTE", True, True),
        ("EN_ROUTE", False, True),
        ("AT_SCENE", True, True),
        ("AT_SCENE", False, False),
    ],
)
def test_only_a_unit_at_work_at_a_scene_may_not_leave(state, deployable, may):
    assert diverting.may_be_diverted(state=state, deployable=deployable) is may
    if may:
        diverting.check_can_be_diverted("PC12", state=state, deployable=deployable)
    else:
        with pytest.raises(WrongState, match="^PC12 is at a scene"):
            diverting.check_can_be_diverted("PC12", state=state, deployable=deployable)


@pytest.mark.capability("H1")
@pytest.mark.parametrize(("now", "then"), list(product(GRADES, GRADES)))
def test_only_a_supervisor_diverts_to_what_is_not_more_urgent(now, then):
    diverting.check_may_divert(from_grade=now, to_grade=then, may_override=True)
    if GRADES.index(then) < GRADES.index(now):
        diverting.check_may_divert(from_grade=now, to_grade=then, may_override=False)
        return
    with pytest.raises(NotAllowed, match=f"graded {then}, the present one {now}"):
        diverting.check_may_divert(from_grade=now, to_grade=then, may_override=False)


@pytest.mark.capability("H7")
@pytest.mark.parametrize(
    ("minutes", "percent"), [(-3, -20), (0, 0), (7.5, 50), (14.99, 100), (15, 100), (45, 300)]
)
def test_the_share_of_the_clock_runs_on_past_its_end(minutes, percent):
    due = START + timedelta(minutes=15)
    at = START + timedelta(minutes=minutes)
    assert diverting.share_used(started_at=START, due_at=due, at=at) == percent


@pytest.mark.parametrize("due_at", [None, START, START - timedelta(minutes=1)])
def test_without_time_to_use_there_is_no_share(due_at):
    assert diverting.share_used(started_at=START, due_at=due_at, at=START) is None
