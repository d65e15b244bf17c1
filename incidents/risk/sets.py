"""
Question sets as data: what they must say, and which level their answers come to.

Pure: a version of a set and the answers go in; points, level, signs and why somebody is referred
come out. Thresholds are the set's own, so that a force changes them with its next version.
"""

from dataclasses import dataclass

from contactcentre.core.errors import Invalid
from incidents.enums import RiskLevel, Sign

RANK = {level: place for place, level in enumerate(RiskLevel)}


@dataclass(frozen=True)
class Scored:
    """What some answers come to."""

    points: int
    level: str
    signs: tuple[str, ...]
    referral: tuple[str, ...]


def check_content(content: dict) -> None:
    """
    Refuse a set that nobody could answer or score.

    :raises Invalid: saying what is wrong with it
    """
    if not isinstance(content, dict):
        raise Invalid("A question set is an object with questions and levels.")
    questions, levels = _listed(content, "questions"), _listed(content, "levels")
    if not questions or not levels:
        raise Invalid("A question set needs questions and levels.")
    for question in questions:
        _check_question(question)
    if len({question["key"] for question in questions}) < len(questions):
        raise Invalid("Every question needs a key of its own.")
    _check_levels(levels)
    _check_referral(content.get("referral") or {})


def check_answers(content: dict, answers: dict) -> None:
    """
    Refuse answers that are not whole, or to no question.

    :raises Invalid: naming what is missing or no answer
    """
    allowed = {question["key"]: _values(question) for question in content["questions"]}
    lacking = [one["question"] for one in content["questions"] if not answers.get(one["key"])]
    if lacking:
        raise Invalid(f"Answer all of it; “{lacking[0]}” has no answer ({len(lacking)} lack one).")
    for key, value in answers.items():
        if value not in allowed.get(key, set()):
            raise Invalid(f"{value} is not an answer to {key}.")


def score(content: dict, answers: dict, *, events: int, judged: str = "") -> Scored:
    """
    Return what answers come to; a level that is judged to be higher counts.

    `events` is how many domestic incidents of twelve months are known, this one among them.
    """
    chosen = [
        choice
        for question in content["questions"]
        for choice in question["choices"]
        if choice["value"] == answers[question["key"]]
    ]
    points = sum(choice.get("points", 0) for choice in chosen)
    reached = [each["level"] for each in content["levels"] if points >= each["points"]]
    named = [choice["level"] for choice in chosen if choice.get("level")]
    level = highest([*reached, *named, *filter(None, [judged])])
    signs = {choice["sign"] for choice in chosen if choice.get("sign")}
    why = _referred(content, answers, points=points, level=level, events=events)
    return Scored(points, level, tuple(sorted(signs)), why)


def highest(levels: list[str]) -> str:
    """Return the highest of some levels; none is none."""
    return max(levels, key=lambda level: RANK[RiskLevel(level)], default="")


def is_higher(level: str, *, than: str) -> bool:
    """Test whether a level is higher than another."""
    return RANK[RiskLevel(level)] > RANK[RiskLevel(than)]


def _referred(content: dict, answers: dict, *, points, level, events) -> tuple[str, ...]:
    rules = content.get("referral")
    if not rules:
        return ()
    enough, many = rules.get("points"), rules.get("events_in_12_months")
    reasons = {
        f"{points} points, {enough} or more": enough and points >= enough,
        f"the level is {RiskLevel(level).label.lower()}": level == rules.get("level"),
        f"{events} domestic incidents in 12 months, {many} or more": many and events >= many,
        "back within 12 months of the last": answers.get(rules.get("question")) == "YES",
    }
    return tuple(words for words, applies in reasons.items() if applies)


def _values(question: dict) -> set[str]:
    return {choice["value"] for choice in question["choices"]}


def _listed(row: dict, name: str) -> list[dict]:
    """Return what a list of a set holds; each of it must be an object."""
    listed = row.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise Invalid(f"What is in “{name}” is a list of objects.")
    return listed


def _check_points(row: dict, name: str = "points") -> None:
    points = row.get(name, 0)
    if type(points) is not int or points < 0:
        raise Invalid(f"{points} are no {name}: write a whole number from 0 on.")


def _check_words(row: dict, *names: str) -> None:
    if not all(isinstance(row.get(name), str) and row[name].strip() for name in names):
        raise Invalid(f"Each needs {' and '.join(names)}, in words: {row}")


def _check_question(question: dict) -> None:
    _check_words(question, "key", "question")
    choices = _listed(question, "choices")
    if len(choices) < 2:
        raise Invalid(f"{question['key']} needs words and two choices or more.")
    for choice in choices:
        _check_words(choice, "value", "label")
        _check_points(choice)
        if choice.get("level", RiskLevel.HIGH) not in RiskLevel.values:
            raise Invalid(f"{choice['level']} is no level: {', '.join(RiskLevel.values)}.")
        if choice.get("sign", Sign.CHILD) not in Sign.values:
            raise Invalid(f"{choice['sign']} is no sign: {', '.join(Sign.values)}.")


def _check_levels(levels: list[dict]) -> None:
    for each in levels:
        _check_points(each)
    points = [each.get("points") for each in levels]
    if points[0] != 0 or None in points or points != sorted(points):
        raise Invalid("The levels begin with 0 points and rise.")
    if any(each.get("level") not in RiskLevel.values for each in levels):
        raise Invalid(f"A level is one of {', '.join(RiskLevel.values)}.")


def _check_referral(rules: dict) -> None:
    if not isinstance(rules, dict):
        raise Invalid("What is in “referral” is an object.")
    for name in ("points", "events_in_12_months"):
        if rules.get(name) is not None:
            _check_points(rules, name)
    if rules.get("question"):
        _check_words(rules, "question")
