"""The order of the grades, and what follows from it."""

from itertools import product

import pytest

from incidents import grading
from incidents.enums import Grade

ORDER = ["I", "S", "E", "R"]
PAIRS = list(product(ORDER, ORDER))


def test_the_order_holds_every_grade():
    assert Grade.values == ORDER


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_of_two_grades_the_earlier_in_the_order_is_more_urgent(one, other):
    first = ORDER.index(one) < ORDER.index(other)
    assert grading.is_more_urgent(one, than=other) is first
    assert grading.is_downgrade(other, of=one) is first
    assert grading.needs_override(other, suggested=one) is first
    assert grading.most_urgent([other, one]) == min(one, other, key=ORDER.index)


@pytest.mark.parametrize("nothing", [None, ""])
@pytest.mark.parametrize("grade", ORDER)
def test_without_a_grade_or_a_suggestion_before_nothing_is_a_downgrade(grade, nothing):
    assert not grading.is_downgrade(grade, of=nothing)
    assert not grading.needs_override(grade, suggested=nothing)


@pytest.mark.parametrize(
    ("grade", "severity"), [("I", 0), ("S", 1), ("E", 2), ("R", 3), ("", 1), (None, 1)]
)
def test_what_is_not_graded_yet_is_as_severe_as_significant(grade, severity):
    assert grading.severity(grade) == severity
