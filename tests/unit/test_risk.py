"""The rules of risk: each decides something that no other does, in whatever order they stand."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactcentre.core.errors import Invalid
from incidents import grading, thrive
from incidents.risk.facts import Facts
from incidents.risk.rules import RULES
from incidents.risk.words import names_a_weapon

CALLS = "graded_calls.json"

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


@dataclass(frozen=True)
class Call:
    """A call of the exam: its story, what was known, and the least grade that will do (D10)."""

    story: str
    least: str
    facts: Facts

    def is_failed(self) -> bool:
        """Test whether the suggestion lies below the least grade."""
        return grading.is_more_urgent(self.least, than=thrive.suggest(self.facts).grade)


def _call(story: str, least: str, facts: dict) -> Call:
    answers = {**CALM, **facts.pop("answers", {})}
    signs = frozenset(facts.pop("signs", ()))
    return Call(story, least, Facts(answers=answers, signs=signs, **facts))


EXAM = [_call(**each) for each in json.loads(Path(__file__).with_name(CALLS).read_text())]


def test_the_exam_has_forty_calls_or_more():
    assert len(EXAM) >= 40
    assert len({call.story for call in EXAM}) == len(EXAM)


@pytest.mark.capability("D10")
@pytest.mark.parametrize("call", EXAM, ids=lambda call: call.story[:60])
def test_no_call_of_the_exam_is_suggested_below_the_least_that_will_do(call):
    assert not call.is_failed(), thrive.suggest(call.facts)


@pytest.mark.capability("D10")
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_without_any_one_rule_a_call_of_the_exam_is_failed(rule, monkeypatch):
    monkeypatch.setattr(thrive, "RULES", [each for each in RULES if each is not rule])

    assert [call.story for call in EXAM if call.is_failed()]


@pytest.mark.capability("D2")
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_names_its_source_and_fires_at_its_own_example(rule):
    assert rule.source
    fired = thrive.suggest(rule.example).reasons

    about = {"rule": rule.name, "grade": str(rule.grade)}
    assert about | {"text": rule.words, "source": rule.source} in fired


def test_rules_have_names_and_words_of_their_own():
    assert len({rule.name for rule in RULES}) == len({rule.words for rule in RULES}) == len(RULES)


SHUFFLED = st.permutations(RULES)
ANYTHING = st.sampled_from([call.facts for call in EXAM] + [rule.example for rule in RULES])


@pytest.mark.capability("D2")
@given(order=SHUFFLED, facts=ANYTHING)
@settings(max_examples=60, deadline=None)
def test_rules_in_another_order_give_the_same_reasons_in_the_same_order(order, facts):
    expected = thrive.suggest(facts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(thrive, "RULES", order)
        assert thrive.suggest(facts) == expected

    grades = [reason["grade"] for reason in expected.reasons]
    assert grades == sorted(grades, key="ISE".index)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("He has a knife", True),
        ("Two KNIVES on the table", True),
        ("He stabbed him", True),
        ("He has no knife on him", False),
        ("No weapons seen, but a hammer by the door", True),
        ("She dropped a gunnysack and an axle", False),
        ("", False),
    ],
)
def test_words_name_a_weapon_but_for_one_that_is_not_there(words, named):
    assert names_a_weapon(words) is named


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
