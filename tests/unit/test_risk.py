"""The rules of risk: each decides something that no other does, in whatever order they stand."""

import random

import pytest

from contactcentre.core.errors import Invalid
from incidents import thrive
from incidents.risk.facts import Facts
from incidents.risk.rules import RULES

CALM = {
    "threat": "NONE",
    "harm": "NONE",
    "risk": "LOW",
    "investigation": "NONE",
    "vulnerability": "NONE",
    "engagement": "REMOTE",
}


def facts(known: dict | None = None, **answers: str) -> Facts:
    """Return a calm assessment but for these answers and what is known."""
    return Facts(answers={**CALM, **answers}, **(known or {}))


# For each rule a call that it decides: the grade with it, and the grade without it.
DECIDES = {
    "threat_now": (facts(threat="NOW"), "I", "R"),
    "serious_harm": (facts(harm="SERIOUS"), "I", "R"),
    "certain_and_unprotected": (facts(risk="CERTAIN", vulnerability="HIGH"), "I", "S"),
    "domestic_and_recent_contact": (
        facts({"is_domestic": True, "contacts_in_7_days": 1}),
        "I",
        "S",
    ),
    "domestic_history": (facts({"is_domestic": True, "domestic_in_12_months": 1}), "I", "S"),
    "domestic": (facts({"is_domestic": True}), "S", "R"),
    "vulnerable": (facts({"is_vulnerable": True}), "S", "R"),
    "called_before_tonight": (facts({"calls_tonight": 1}), "S", "R"),
    "evidence_at_risk": (facts(investigation="AT_RISK"), "S", "R"),
    "threats_likely_again": (facts(threat="MADE", risk="LIKELY"), "S", "R"),
    "visit_wanted": (facts(engagement="VISIT"), "E", "R"),
    "lines_to_follow": (facts(investigation="LINES"), "E", "R"),
}


def test_every_rule_has_an_example_of_its_own():
    assert sorted(DECIDES) == sorted(rule.name for rule in RULES)


@pytest.mark.capability("D2")
@pytest.mark.parametrize("name", DECIDES)
def test_without_the_rule_the_suggestion_is_another(name, monkeypatch):
    known, with_it, without_it = DECIDES[name]
    assert thrive.suggest(known).grade == with_it

    monkeypatch.setattr(thrive, "RULES", [rule for rule in RULES if rule.name != name])

    assert thrive.suggest(known).grade == without_it


@pytest.mark.capability("D2")
@pytest.mark.parametrize("seed", range(10))
def test_rules_in_another_order_give_the_same_reasons_in_the_same_order(seed, monkeypatch):
    everything = facts(
        {"is_domestic": True, "contacts_in_7_days": 2, "calls_tonight": 3},
        threat="NOW",
        risk="CERTAIN",
        vulnerability="HIGH",
        investigation="AT_RISK",
        engagement="NOW",
    )
    expected = thrive.suggest(everything)

    monkeypatch.setattr(thrive, "RULES", random.Random(seed).sample(RULES, len(RULES)))

    assert thrive.suggest(everything) == expected
    grades = [reason["grade"] for reason in expected.reasons]
    assert grades == sorted(grades, key="ISE".index)


def test_a_calm_call_is_referred_for_no_reason_at_all():
    assert thrive.suggest(facts()) == thrive.Suggestion(grade="R", reasons=())


@pytest.mark.capability("D1")
@pytest.mark.parametrize("item", thrive.QUESTIONS, ids=lambda item: item["key"])
def test_an_assessment_without_one_of_its_answers_is_refused_by_letter(item):
    for gone in ({**CALM, item["key"]: ""}, {k: v for k, v in CALM.items() if k != item["key"]}):
        with pytest.raises(Invalid, match=f": {item['letter']}."):
            thrive.check_answers(gone)


@pytest.mark.parametrize("wrong", [{"threat": "MAYBE"}, {"mood": "NONE"}, {"threat": ["NOW"]}])
def test_what_is_no_answer_is_refused(wrong):
    with pytest.raises(Invalid, match="is not an answer"):
        thrive.check_answers({**CALM, **wrong})


def test_every_choice_of_every_question_is_an_answer():
    for item in thrive.QUESTIONS:
        for value, _label in item["choices"]:
            thrive.check_answers({**CALM, item["key"]: value})
