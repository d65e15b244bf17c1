"""Rules of grading: pure sums of plain values."""

from incidents.enums import URGENCY, Grade

TARGETED = {Grade.IMMEDIATE, Grade.SIGNIFICANT, Grade.EXTENDED}


def is_more_urgent(grade: str, *, than: str) -> bool:
    """Test whether a grade is more urgent than another."""
    return URGENCY[Grade(grade)] < URGENCY[Grade(than)]


def is_downgrade(grade: str, *, of: str | None) -> bool:
    """Test whether a new grade is less urgent than the present one (D4)."""
    return bool(of) and is_more_urgent(of, than=grade)


def needs_override(grade: str, *, suggested: str | None) -> bool:
    """Test whether a grade lies below the suggestion, so that it needs a reason (D2)."""
    return bool(suggested) and is_more_urgent(suggested, than=grade)


def not_graded(grade: str, *, suggested: str | None) -> str:
    """Say of what nobody has graded by its own risk how it stands."""
    if not grade:
        return "Opened and not graded"
    if needs_override(grade, suggested=suggested):
        return f"Assessed as {suggested}, graded {grade}; grade it again"
    return f"Graded {grade} by a link; grade it by its own risk"


def severity(grade: str | None) -> int:
    """Return how severe an incident is for clocks and alerts: 0 the most; ungraded counts as S."""
    return URGENCY[Grade(grade)] if grade else URGENCY[Grade.SIGNIFICANT]


def most_urgent(grades) -> str:
    """Return the most urgent of some grades."""
    return min(grades, key=lambda grade: URGENCY[Grade(grade)])
