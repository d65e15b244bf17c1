"""Which of several incidents about one thing carries on, with which grade and clock (F4)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents import grading, linking
from incidents.enums import Grade

NIGHT = datetime(2026, 3, 14, 22, tzinfo=UTC)
GRADES = st.sampled_from(["", *Grade.values])
GROUPS = st.lists(st.tuples(GRADES, st.integers(0, 90), st.booleans()), min_size=2, max_size=6)


def linked_in_order(ends, pairs):
    """Link one after the other, as the action does: each raises the earliest of its group."""
    now, groups = {one.id: one for one in ends}, {one.id: {one.id} for one in ends}
    winning = None
    for one, other in pairs:
        both = groups[one] | groups[other]
        groups |= dict.fromkeys(both, both)
        winning = linking.winning(now[pk] for pk in both)
        if winning:
            now[winning.id] = linking.Member(winning.id, winning.grade, winning.since)
    return winning


@pytest.mark.capability("F4")
@settings(max_examples=60, deadline=None)
@given(told=GROUPS, chance=st.randoms(use_true_random=False))
def test_no_order_of_links_changes_who_carries_on_nor_the_grade_nor_the_clock(told, chance):
    ends = [
        linking.Member(pk, grade, NIGHT + timedelta(minutes=after), is_closed)
        for pk, (grade, after, is_closed) in enumerate(told, 1)
    ]
    pairs = list(pairwise(one.id for one in ends))
    for _order in range(4):
        chance.shuffle(pairs)
        assert linked_in_order(ends, pairs) == linking.winning(ends)


@pytest.mark.capability("F4")
@settings(max_examples=60, deadline=None)
@given(told=GROUPS)
def test_nobody_becomes_less_urgent_or_is_attended_later_for_being_linked(told):
    ends = [
        linking.Member(pk, grade, NIGHT + timedelta(minutes=after))
        for pk, (grade, after, _is_closed) in enumerate(told, 1)
    ]
    winning, first = linking.winning(ends), ends[0]

    assert winning.id == first.id
    assert winning.since <= first.since
    assert not (first.grade and grading.is_more_urgent(first.grade, than=winning.grade))


def test_a_longer_target_makes_nothing_due_later():
    before = NIGHT + timedelta(minutes=15)

    assert linking.due_at(NIGHT, seconds=3600, before=before) == before
    assert linking.due_at(NIGHT, seconds=600, before=before) == NIGHT + timedelta(minutes=10)


def test_one_open_incident_among_closed_ones_carries_on_for_nobody():
    closed = linking.Member(1, "I", NIGHT, is_closed=True)

    assert linking.winning([closed, linking.Member(2, "S", NIGHT)]) is None
