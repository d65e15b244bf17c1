"""What the six answers of THRIVE ask for by themselves."""

from incidents.risk.facts import Facts
from incidents.risk.rule import EXTENDED, IMMEDIATE, SIGNIFICANT, Rule

RULES = [
    Rule(
        "threat_now",
        IMMEDIATE,
        "Somebody is there now, or violence is going on",
        "Met definition of I: use or immediate threat of violence",
        lambda facts: facts.says("threat", "NOW"),
        Facts(answers={"threat": "NOW"}),
    ),
    Rule(
        "serious_harm",
        IMMEDIATE,
        "Serious injury, or likely",
        "Met definition of I: serious injury",
        lambda facts: facts.says("harm", "SERIOUS"),
        Facts(answers={"harm": "SERIOUS"}),
    ),
    Rule(
        "certain_and_unprotected",
        IMMEDIATE,
        "All but certain to happen to somebody who cannot protect themselves",
        "THRIVE: risk and vulnerability together",
        lambda facts: facts.says("risk", "CERTAIN") and facts.says("vulnerability", "HIGH"),
        Facts(answers={"risk": "CERTAIN", "vulnerability": "HIGH"}),
    ),
    Rule(
        "evidence_at_risk",
        SIGNIFICANT,
        "Evidence or a witness may be lost",
        "Met definition of S: risk of losing a witness or evidence",
        lambda facts: facts.says("investigation", "AT_RISK"),
        Facts(answers={"investigation": "AT_RISK"}),
    ),
    Rule(
        "threats_likely_again",
        SIGNIFICANT,
        "Threats made, and likely to be made good",
        "THRIVE: threat and risk together",
        lambda facts: facts.says("threat", "MADE") and facts.says("risk", "LIKELY", "CERTAIN"),
        Facts(answers={"threat": "MADE", "risk": "LIKELY"}),
    ),
    Rule(
        "vulnerable",
        SIGNIFICANT,
        "Vulnerable person",
        "THRIVE: vulnerability",
        lambda facts: facts.is_vulnerable or facts.says("vulnerability", "HIGH"),
        Facts(is_vulnerable=True),
    ),
    Rule(
        "visit_wanted",
        EXTENDED,
        "Officers are wanted, now or at a time that suits",
        "THRIVE: engagement",
        lambda facts: facts.says("engagement", "VISIT", "NOW"),
        Facts(answers={"engagement": "VISIT"}),
    ),
    Rule(
        "lines_to_follow",
        EXTENDED,
        "There are lines of enquiry to follow",
        "THRIVE: investigation",
        lambda facts: facts.says("investigation", "LINES"),
        Facts(answers={"investigation": "LINES"}),
    ),
]
