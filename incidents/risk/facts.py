"""What the rules of risk may look at: plain values, gathered by a query."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Facts:
    """
    Answers, and what is known of the number and the place.

    A marker or an order counts when it is about the number of somebody in it, or the very address;
    `marker_near` is one about a place within 100 metres, which may be a neighbour's.
    """

    answers: dict = field(default_factory=dict)
    is_domestic: bool = False
    is_vulnerable: bool = False
    contacts_in_7_days: int = 0
    domestic_in_12_months: int = 0
    calls_tonight: int = 0
    live_marker: bool = False
    withdrawn_marker: bool = False
    withdrawn_marker_uninformed: bool = False
    marker_near: bool = False
    order_in_force: bool = False
    order_expired: bool = False

    def says(self, key: str, *values: str) -> bool:
        """Test whether a question was answered with one of these."""
        return self.answers.get(key) in values


@dataclass(frozen=True)
class Suggestion:
    """A grade with the reasons for it."""

    grade: str
    reasons: tuple[dict, ...]
