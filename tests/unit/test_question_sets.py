"""Question sets as data: what is delivered can be asked and scored by its own thresholds."""

import json
from pathlib import Path

import pytest

from contactcentre.core.errors import Invalid
from incidents.risk import sets

DELIVERED = Path(__file__).resolve().parents[2] / "incidents" / "question_sets"
SETS = {path.stem: json.loads(path.read_text()) for path in sorted(DELIVERED.glob("*.json"))}
DASH = SETS["dash"]
SMALL = {
    "questions": [
        {
            "key": "hurt",
            "question": "Hurt?",
            "choices": [
                {"value": "NO", "label": "No", "points": 0},
                {"value": "YES", "label": "Yes", "points": 2, "sign": "CHILD"},
                {"value": "BADLY", "label": "Badly", "points": 2, "level": "HIGH"},
            ],
        }
    ],
    "levels": [{"level": "STANDARD", "points": 0}, {"level": "MEDIUM", "points": 2}],
}


def answered(content: dict, value: str, **others: str) -> dict:
    """Answer every question alike, but for some."""
    return {question["key"]: value for question in content["questions"]} | others


def scored(content: dict, answers: dict, *, events: int = 0, judged: str = "") -> sets.Scored:
    """Check the answers, and return what they come to."""
    sets.check_answers(content, answers)
    return sets.score(content, answers, events=events, judged=judged)


@pytest.mark.capability("C6")
def test_those_that_the_work_needs_are_delivered():
    assert set(SETS) == {"dara", "dash", "missing", "rtc", "stalking", "welfare"}


@pytest.mark.capability("C6")
@pytest.mark.parametrize("content", SETS.values(), ids=SETS)
def test_each_set_that_is_delivered_can_be_asked_and_reaches_every_level(content):
    sets.check_content(content)
    assert content["title"]
    assert content["source"]
    worst = {one["key"]: one["choices"][-1]["value"] for one in content["questions"]}
    all_yes = {one["key"]: "YES" for one in content["questions"]}
    is_yes_no = all("YES" in {c["value"] for c in one["choices"]} for one in content["questions"])
    top = scored(content, all_yes if is_yes_no else worst | {"worse": "YES"})
    assert top.level == "HIGH"
    calm = {one["key"]: one["choices"][0]["value"] for one in content["questions"]}
    assert scored(content, calm).level == content["levels"][0]["level"]


@pytest.mark.capability("D6")
@pytest.mark.parametrize(
    ("yes", "level", "referred"), [(6, "STANDARD", 0), (7, "MEDIUM", 0), (14, "HIGH", 2)]
)
def test_fourteen_yes_of_dash_are_high_and_for_a_marac(yes, level, referred):
    plain = [one["key"] for one in DASH["questions"] if one["key"] not in {"strangled"}]
    found = scored(DASH, answered(DASH, "NO", **dict.fromkeys(plain[:yes], "YES")))

    assert (found.points, found.level, len(found.referral)) == (yes, level, referred)


@pytest.mark.capability("D6")
def test_strangling_alone_is_high_whatever_the_points():
    found = scored(DASH, answered(DASH, "NO", strangled="YES"))

    assert (found.points, found.level, found.referral) == (1, "HIGH", ("the level is high",))


@pytest.mark.capability("D6")
def test_a_marac_is_reached_by_escalation_by_a_repeat_and_by_judgement_too():
    calm = answered(DASH, "NO")
    assert scored(DASH, calm, events=2).referral == ()
    assert scored(DASH, calm, events=3).referral == (
        "3 domestic incidents in 12 months, 3 or more",
    )
    again = scored(DASH, answered(DASH, "NO", marac_before="YES"))
    assert again.referral == ("back within 12 months of the last",)
    judged = scored(DASH, calm, judged="HIGH")
    assert (judged.points, judged.level, judged.referral) == (0, "HIGH", ("the level is high",))


@pytest.mark.capability("D6")
def test_lack_of_information_is_not_safety():
    content = SETS["missing"]

    assert scored(content, answered(content, "NOT_KNOWN")).level == "HIGH"


@pytest.mark.capability("C6")
def test_thresholds_signs_and_levels_are_those_of_the_set():
    assert scored(SMALL, {"hurt": "NO"}) == sets.Scored(0, "STANDARD", (), ())
    assert scored(SMALL, {"hurt": "YES"}) == sets.Scored(2, "MEDIUM", ("CHILD",), ())
    assert scored(SMALL, {"hurt": "BADLY"}) == sets.Scored(2, "HIGH", (), ())


@pytest.mark.parametrize(
    ("answers", "why"),
    [({}, "“Hurt\\?” has no answer"), ({"hurt": "MAYBE"}, "MAYBE is not"), ({"hurt": ""}, "Hurt")],
)
def test_answers_that_are_not_whole_are_refused(answers, why):
    with pytest.raises(Invalid, match=why):
        sets.check_answers(SMALL, answers)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"questions": []}, "needs questions and levels"),
        ({"questions": SMALL["questions"] * 2}, "a key of its own"),
        ({"questions": [{"key": "a", "question": "A?", "choices": []}]}, "two choices"),
        ({"levels": [{"level": "MEDIUM", "points": 2}]}, "begin with 0"),
        ({"levels": [{"level": "GREEN", "points": 0}]}, "A level is one of"),
        ({"levels": ["MEDIUM"]}, "list of objects"),
        ({"levels": [{"level": "MEDIUM", "points": "0"}]}, "whole number"),
        ({"questions": [{"key": ["a"], "question": "A?"}]}, "in words"),
        ({"referral": {"points": "14"}}, "whole number"),
        ({"referral": ["x"]}, "is an object"),
    ],
)
def test_a_set_that_nobody_could_answer_or_score_is_refused(change, why):
    with pytest.raises(Invalid, match=why):
        sets.check_content(SMALL | change)


@pytest.mark.parametrize("content", [[], "DASH", 5, None])
def test_what_is_no_object_is_no_set(content):
    with pytest.raises(Invalid, match="an object"):
        sets.check_content(content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "GREEN"},
        {"sign": "MOOD"},
        {"label": ""},
        *({"points": n} for n in (-1, "3", True)),
    ],
)
def test_a_choice_that_means_nothing_is_refused(wrong):
    question = SMALL["questions"][0]
    choices = [*question["choices"][:2], question["choices"][2] | wrong]

    with pytest.raises(Invalid):
        sets.check_content(SMALL | {"questions": [question | {"choices": choices}]})
