"""What a rule of risk is: a pure function with its grade, words, source and an example."""

from collections.abc import Callable
from dataclasses import dataclass

from incidents.enums import Grade
from incidents.risk.facts import Facts

IMMEDIATE, SIGNIFICANT, EXTENDED = Grade.IMMEDIATE, Grade.SIGNIFICANT, Grade.EXTENDED


@dataclass(frozen=True)
class Rule:
    """One rule: when it applies, which grade it asks for, why, and facts that make it fire."""

    name: str
    grade: Grade
    words: str
    source: str
    applies: Callable[[Facts], bool]
    example: Facts
