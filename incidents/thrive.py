"""The THRIVE questions as data, and their suggestion: pure rules over plain values."""

from collections.abc import Iterable

from contactcentre.core.errors import Invalid
from incidents.enums import Advice, Grade, Sign
from incidents.grading import most_urgent
from incidents.risk.facts import Facts, Suggestion
from incidents.risk.rules import RULES

QUESTIONS = [
    {
        "key": "threat",
        "letter": "T",
        "question": "Threat: what is being threatened or done?",
        "choices": [
            ("NONE", "No threat"),
            ("MADE", "Threats made, nobody there now"),
            ("NOW", "Somebody is there now, or violence is going on"),
        ],
    },
    {
        "key": "harm",
        "letter": "H",
        "question": "Harm: who has been or may be hurt?",
        "choices": [
            ("NONE", "Nobody"),
            ("MINOR", "Minor, or fear and distress"),
            ("SERIOUS", "Serious injury, or likely"),
        ],
    },
    {
        "key": "risk",
        "letter": "R",
        "question": "Risk: how likely is it to happen, or happen again?",
        "choices": [("LOW", "Unlikely"), ("LIKELY", "Likely"), ("CERTAIN", "All but certain")],
    },
    {
        "key": "investigation",
        "letter": "I",
        "question": "Investigation: is there evidence or a suspect to secure?",
        "choices": [
            ("NONE", "None"),
            ("LINES", "Lines to follow"),
            ("AT_RISK", "Evidence or a witness may be lost"),
        ],
    },
    {
        "key": "vulnerability",
        "letter": "V",
        "question": "Vulnerability: can they protect themselves?",
        "choices": [
            ("NONE", "Yes"),
            ("SOME", "Less than others: alone, young, old, ill"),
            ("HIGH", "No, or a child is at risk"),
        ],
    },
    {
        "key": "engagement",
        "letter": "E",
        "question": "Engagement: what do they want from us?",
        "choices": [
            ("REMOTE", "Advice by telephone or online"),
            ("VISIT", "A visit at a time that suits"),
            ("NOW", "Officers now"),
        ],
    },
]
ALLOWED = {item["key"]: {value for value, _label in item["choices"]} for item in QUESTIONS}


def check_answers(answers: dict) -> None:
    """
    Refuse an assessment that is not whole (D1).

    :raises Invalid: naming what is missing or not an answer
    """
    missing = [item["letter"] for item in QUESTIONS if not answers.get(item["key"])]
    if missing:
        raise Invalid(f"Answer the rest of THRIVE first: {', '.join(missing)}.")
    for key, value in answers.items():
        if not isinstance(value, str) or value not in ALLOWED.get(key, set()):
            raise Invalid(f"{value} is not an answer to {key}.")


def check_ticked(signs: Iterable[str], advice: Iterable[str]) -> None:
    """
    Refuse signs and advice that are none.

    :raises Invalid: naming the first of them
    """
    for sign in signs:
        if sign not in Sign.values:
            raise Invalid(f"{sign} is not a sign: {', '.join(Sign.values)}.")
    for each in advice:
        if each not in Advice.values:
            raise Invalid(f"{each} is no advice: {', '.join(Advice.values)}.")


def suggest(facts: Facts) -> Suggestion:
    """
    Return the suggested grade with the words of every rule that fired, the most urgent first.

    The human decides (D2). Nothing fired: Referred.
    """
    fired = sorted(
        (rule for rule in RULES if rule.applies(facts)),
        key=lambda rule: (
            rule.grade != Grade.IMMEDIATE,
            rule.grade != Grade.SIGNIFICANT,
            rule.name,
        ),
    )
    grade = most_urgent([Grade.REFERRED, *(rule.grade for rule in fired)])
    reasons = tuple(
        {"rule": rule.name, "grade": str(rule.grade), "text": rule.words, "source": rule.source}
        for rule in fired
    )
    return Suggestion(grade=str(grade), reasons=reasons)
