"""What the rules of risk may look at: plain values, gathered by a query."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Facts:
    """
    Answers and signs of the handler, and what is known of the number, the place and the people.

    `contacts_tonight` counts the incident's own contacts too, `calls_tonight` only those before it.
    A marker or an order counts when it is about the number or vehicle of somebody in it, a caller's
    handle, or the very address; no name is looked for. `marker_near` is one about a place within
    100 metres, which may be a neighbour's.
    """

    answers: dict = field(default_factory=dict)
    signs: frozenset[str] = frozenset()
    opening_code: str = ""
    is_domestic: bool = False
    is_vulnerable: bool = False
    names_a_weapon: bool = False
    is_silent: bool = False
    was_cut_off: bool = False
    live_marker: bool = False
    withdrawn_marker: bool = False
    order_in_force: bool = False
    risk_level: str = ""
    is_referred: bool = False
    contacts_in_7_days: int = 0
    domestic_in_12_months: int = 0
    calls_tonight: int = 0
    contacts_tonight: int = 0
    withdrawn_marker_uninformed: bool = False
    marker_near: bool = False
    order_expired: bool = False
    carried_grade: str = ""

    def says(self, key: str, *values: str) -> bool:
        """Test whether a question was answered with one of these."""
        return self.answers.get(key) in values

    def shows(self, sign: str) -> bool:
        """Test whether a sign was ticked, or is known."""
        return sign in self.signs

    @property
    def is_threatened(self) -> bool:
        """Whether threats were made, or are being made good."""
        return self.says("threat", "MADE", "NOW")

    @property
    def is_under_an_order(self) -> bool:
        """Whether an order of a court or bail is in force, by the record or by the caller."""
        return self.order_in_force or self.shows("ORDER")


@dataclass(frozen=True)
class Suggestion:
    """A grade with the reasons for it."""

    grade: str
    reasons: tuple[dict, ...]
