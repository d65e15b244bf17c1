"""Question sets about an incident: versions, levels with their scorer, and what they change."""

import json
from datetime import timedelta

import pytest

from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from incidents.actions import grading, question_sets
from incidents.models import QuestionSet
from tests.world import CALM, RTC

QUIET = {"opening_code": "RTC", "summary": "Two cars have touched"}


def answer(world, incident, code: str = "RTC", default: str = "NO", **others):
    """Answer a set about an incident, every question alike but for some."""
    judged = {name: others.pop(name) for name in list(others) if name.startswith("judged_")}
    asked = QuestionSet.objects.in_force(world.at).get(code=code).content["questions"]
    answers = {one["key"]: default for one in asked} | others
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    return question_sets.answer(code=code, answers=answers, **judged, **who)


def rules(incident) -> set[str]:
    """Return the rules that fired in the newest assessment."""
    return {reason["rule"] for reason in incident.assessments.order_by("-pk")[0].reasons}


@pytest.mark.capability("D6")
def test_what_is_answered_is_kept_with_scorer_version_level_and_why_it_is_referred(world):
    incident = world.incident(suspect_identity="SUSPECTED")

    made = answer(world, incident, "DASH", strangled="YES", order="YES")

    assert (made.by, made.question_set.version, made.points) == (world.handler, 1, 2)
    assert (made.level, made.referral, made.signs) == ("HIGH", ["the level is high"], ["ORDER"])
    line = incident.log.filter(kind="RISK").get().text
    assert line == (
        "Domestic abuse (DASH), version 1: high, 2 points. For MARAC: the level is high"
    )


@pytest.mark.capability("C6")
def test_a_new_version_is_asked_and_what_was_answered_keeps_its_own(world):
    incident = world.incident(**QUIET)
    before = answer(world, incident)
    content = json.loads(json.dumps(before.question_set.content))
    content["questions"] = content["questions"][:2]
    made = {"code": "RTC", "title": "Collision", "source": "ours", "content": content}
    later = world.at + timedelta(hours=1)
    question_sets.add(**made, in_force_from=later, by=world.admin, at=world.at)
    assert answer(world, incident).question_set.version == 1

    world.at = later
    again = answer(world, incident)

    assert (again.question_set.version, len(again.answers)) == (2, 2)
    before.refresh_from_db()
    assert (before.question_set.version, len(before.answers)) == (1, len(RTC))


@pytest.mark.capability("C6")
def test_who_may_not_and_what_cannot_be_is_refused(world):
    incident = world.incident(**QUIET)
    with pytest.raises(NotFound, match="no question set HOROSCOPE"):
        question_sets.answer(
            incident_id=incident.pk, code="HOROSCOPE", answers={}, by=world.handler, at=world.at
        )
    with pytest.raises(Invalid, match="Answer all of it"):
        answer(world, incident, injured="")
    current = QuestionSet.objects.get(code="RTC")
    made = {"code": "RTC", "title": "Collision", "source": "ours", "content": current.content}
    past, nowhere = world.at - timedelta(seconds=1), made | {"source": " "}
    with pytest.raises(NotAllowed):
        question_sets.add(**made, in_force_from=world.at, by=world.handler, at=world.at)
    with pytest.raises(Invalid, match="begins later than now"):
        question_sets.add(**made, in_force_from=past, by=world.admin, at=world.at)
    with pytest.raises(Invalid, match="says where it comes from"):
        question_sets.add(**nowhere, in_force_from=world.at, by=world.admin, at=world.at)


@pytest.mark.capability("D6")
def test_judgement_raises_a_level_for_a_reason_and_never_lowers_it(world):
    incident = world.incident(**QUIET)
    with pytest.raises(Invalid, match="needs a reason"):
        answer(world, incident, judged_level="HIGH")
    with pytest.raises(Invalid, match="come to high already"):
        answer(world, incident, trapped="YES", judged_level="MEDIUM", judged_reason="she is well")

    made = answer(world, incident, judged_level="HIGH", judged_reason="he sounds drowsy")

    assert (made.points, made.level, made.judged_level) == (0, "HIGH", "HIGH")
    assert "high by judgement (he sounds drowsy), 0 points" in incident.log.last().text


@pytest.mark.capability("D6", "D2")
def test_levels_and_signs_count_for_twelve_hours_whatever_is_answered_since(world):
    incident = world.incident(**QUIET)
    answer(world, incident, trapped="YES", blocked="YES")
    found = {"level_high", "road_blocked", "collision"}
    assert assessed(world, incident) == found

    world.at += timedelta(hours=12)
    answer(world, incident)
    assert assessed(world, incident) == found

    world.at += timedelta(seconds=1)
    assert assessed(world, incident) == {"collision"}


@pytest.mark.capability("D6")
def test_the_newest_answers_count_however_old_they_are(world):
    incident = world.incident(**QUIET)
    answer(world, incident, trapped="YES")
    world.at += timedelta(days=2)

    assert "level_high" in assessed(world, incident)


def assessed(world, incident) -> set[str]:
    grading.assess(incident_id=incident.pk, answers=CALM, by=world.handler, at=world.at)
    return rules(incident)


@pytest.mark.capability("D6", "D5")
def test_answers_that_ask_for_more_raise_the_suggestion_and_ask_about_a_lower_grade(world):
    incident = world.graded("S", **QUIET)
    assert incident.suggested_grade == "S"

    answer(world, incident, trapped="YES")

    incident.refresh_from_db()
    assert (incident.suggested_grade, incident.grade) == ("I", "S")
    assert "REASSESS_DUE" in world.alerts(incident)
    grading.grade(grade="I", incident_id=incident.pk, by=world.handler, at=world.at)


@pytest.mark.capability("D9")
def test_a_child_in_the_answers_reaches_the_crew_as_a_warning(world):
    incident = world.incident(**QUIET)
    answer(world, incident, child="YES")

    assert [each.kind for each in incident.warnings.all()] == ["CHILD"]


@pytest.mark.capability("D6")
def test_three_domestic_incidents_in_a_year_reach_the_threshold_of_a_marac(world):
    for _each in range(3):
        incident = world.incident(suspect_identity="CONFIRMED")
        world.at += timedelta(days=90)

    made = answer(world, incident, "DASH")

    assert made.referral == ["3 domestic incidents in 12 months, 3 or more"]
    grading.assess(incident_id=incident.pk, answers=CALM, by=world.handler, at=world.at)
    assert "for_marac" in rules(incident)


@pytest.mark.capability("C6")
def test_nothing_is_asked_about_what_is_closed(world):
    incident = world.graded("S", **QUIET)
    car = world.unit()
    world.assign(car, incident)
    world.press(car, 6)
    world.press(car, 2)
    world.finish(incident)

    with pytest.raises(WrongState):
        answer(world, incident)
