"""What the rules of risk may look at: plain values, gathered by a query."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Facts:
    """Answers, and what is known of the number and the place."""

    answers: dict = field(default_factory=dict)
    is_domestic: bool = False
    is_vulnerable: bool = False
    contacts_in_7_days: int = 0
    domestic_in_12_months: int = 0
    calls_tonight: int = 0

    def says(self, key: str, *values: str) -> bool:
        """Test whether a question was answered with one of these."""
        return self.answers.get(key) in values


@dataclass(frozen=True)
class Suggestion:
    """A grade with the reasons for it."""

    grade: str
    reasons: tuple[dict, ...]
