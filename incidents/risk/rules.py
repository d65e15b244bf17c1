"""
The rules of risk, one registry: each with its grade, its words for the screen and its source.

A police officer can check each line. The suggestion is the most urgent grade of those that fire.
"""

from collections.abc import Callable
from dataclasses import dataclass

from incidents.enums import Grade
from incidents.risk.facts import Facts

IMMEDIATE, SIGNIFICANT, EXTENDED = Grade.IMMEDIATE, Grade.SIGNIFICANT, Grade.EXTENDED


@dataclass(frozen=True)
class Rule:
    """One rule: when it applies, which grade it asks for, and why."""

    name: str
    grade: Grade
    words: str
    source: str
    applies: Callable[[Facts], bool]


RULES = [
    Rule(
        "threat_now",
        IMMEDIATE,
        "Somebody is there now, or violence is going on",
        "Met definition of I: use or immediate threat of violence",
        lambda facts: facts.says("threat", "NOW"),
    ),
    Rule(
        "serious_harm",
        IMMEDIATE,
        "Serious injury, or likely",
        "Met definition of I: serious injury",
        lambda facts: facts.says("harm", "SERIOUS"),
    ),
    Rule(
        "certain_and_unprotected",
        IMMEDIATE,
        "All but certain to happen to somebody who cannot protect themselves",
        "THRIVE: risk and vulnerability together",
        lambda facts: facts.says("risk", "CERTAIN") and facts.says("vulnerability", "HIGH"),
    ),
    Rule(
        "domestic_and_recent_contact",
        IMMEDIATE,
        "Domestic, suspected or certain, and they asked us for help in the last 7 days",
        "IOPC 2018/104370",
        lambda facts: facts.is_domestic and facts.contacts_in_7_days > 0,
    ),
    Rule(
        "domestic_history",
        IMMEDIATE,
        "Domestic, suspected or certain, with another in the last 12 months",
        "IOPC 2018/104370",
        lambda facts: facts.is_domestic and facts.domestic_in_12_months > 0,
    ),
    Rule(
        "domestic",
        SIGNIFICANT,
        "Domestic: a suspected partner, ex-partner or family member is enough",
        "College of Policing APP, domestic abuse at first contact; IOPC 2018/104370",
        lambda facts: facts.is_domestic,
    ),
    Rule(
        "vulnerable",
        SIGNIFICANT,
        "Vulnerable person",
        "THRIVE: vulnerability",
        lambda facts: facts.is_vulnerable or facts.says("vulnerability", "HIGH"),
    ),
    Rule(
        "called_before_tonight",
        SIGNIFICANT,
        "This number has called before in the last 12 hours",
        "Raneem Oudeh inquest: four calls in one night",
        lambda facts: facts.calls_tonight > 0,
    ),
    Rule(
        "evidence_at_risk",
        SIGNIFICANT,
        "Evidence or a witness may be lost",
        "Met definition of S: risk of losing a witness or evidence",
        lambda facts: facts.says("investigation", "AT_RISK"),
    ),
    Rule(
        "threats_likely_again",
        SIGNIFICANT,
        "Threats made, and likely to be made good",
        "THRIVE: threat and risk together",
        lambda facts: facts.says("threat", "MADE") and facts.says("risk", "LIKELY", "CERTAIN"),
    ),
    Rule(
        "visit_wanted",
        EXTENDED,
        "Officers are wanted, now or at a time that suits",
        "THRIVE: engagement",
        lambda facts: facts.says("engagement", "VISIT", "NOW"),
    ),
    Rule(
        "lines_to_follow",
        EXTENDED,
        "There are lines of enquiry to follow",
        "THRIVE: investigation",
        lambda facts: facts.says("investigation", "LINES"),
    ),
]
