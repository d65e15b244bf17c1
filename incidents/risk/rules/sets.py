"""What question sets come to: DASH, DARA, missing persons and the others (D6)."""

from incidents.risk.facts import Facts
from incidents.risk.rule import IMMEDIATE, SIGNIFICANT, Rule

RULES = [
    Rule(
        "level_high",
        IMMEDIATE,
        "A question set puts the risk at high",
        "DASH, DARA and the missing persons continuum: high",
        lambda facts: facts.risk_level == "HIGH",
        Facts(risk_level="HIGH"),
    ),
    Rule(
        "level_medium",
        SIGNIFICANT,
        "A question set puts the risk at medium",
        "DASH, DARA and the missing persons continuum: medium",
        lambda facts: facts.risk_level == "MEDIUM",
        Facts(risk_level="MEDIUM"),
    ),
    Rule(
        "for_marac",
        IMMEDIATE,
        "The threshold of a MARAC is reached",
        "MARAC referral criteria: visible risk, escalation, repeat within 12 months",
        lambda facts: facts.is_referred,
        Facts(is_referred=True),
    ),
]
