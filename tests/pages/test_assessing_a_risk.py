"""The risk of an incident whose call is over: asked on a page, and what it suggests said."""

import re

import pytest

from incidents.actions import grading
from tests.world import AT_THE_DOOR, CALM


@pytest.fixture
def graded_in_an_emergency(world):
    incident = world.incident()
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    grading.grade(grade="S", emergency_reason="she is screaming", **who)
    return incident


def _page(incident) -> str:
    return f"/desk/incidents/{incident.slug}/risk/"


@pytest.mark.capability("D1")
def test_what_was_graded_in_an_emergency_is_assessed_after_the_call(
    world, enter, graded_in_an_emergency
):
    incident, browser = graded_in_an_emergency, enter(world.handler)
    shown = browser.get(f"/desk/incidents/{incident.slug}/").content.decode()
    assert f'href="{_page(incident)}"' in shown
    world.wait(minutes=5)
    assert "ASSESSMENT_DUE" in world.alerts(incident)

    answer = browser.post(_page(incident), CALM, follow=True)

    assert "The risk is assessed. Suggested: R Referred" in answer.content.decode()
    assert "ASSESSMENT_DUE" not in world.alerts(incident)


@pytest.mark.capability("D2")
def test_a_suggestion_above_the_grade_is_said_with_what_to_do(world, enter, graded_in_an_emergency):
    answer = enter(world.handler).post(_page(graded_in_an_emergency), AT_THE_DOOR, follow=True)

    page = answer.content.decode()
    assert "Suggested: I Immediate" in page
    assert f"type g {graded_in_an_emergency.reference} I on the command line" in page


@pytest.mark.capability("D1")
def test_an_answer_that_is_missing_is_asked_for_and_the_others_are_kept(
    world, enter, graded_in_an_emergency
):
    answers = {**CALM, "harm": ""}

    answer = enter(world.handler).post(_page(graded_in_an_emergency), answers)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Answer the rest of THRIVE first: H." in page
    assert page.count("checked") == len(CALM) - 1
    assert graded_in_an_emergency.assessments.count() == 0


@pytest.mark.capability("D2")
def test_what_was_seen_once_is_ticked_when_the_risk_is_assessed_again(world, enter):
    incident, browser = world.incident(), enter(world.handler)
    answer = browser.post(_page(incident), CALM | {"signs": ["CHILD", "ALONE"]}, follow=True)
    assert "A child is there, or at risk" in answer.content.decode()

    page = browser.get(_page(incident)).content.decode()

    ticked = re.findall(r'value="(\w+)"\s+checked', page)
    assert ticked == ["CHILD", "ALONE"]


@pytest.mark.capability("C9")
def test_the_advice_that_was_given_is_shown_with_the_incident(world, enter):
    incident, browser = world.incident(), enter(world.handler)

    answer = browser.post(_page(incident), CALM | {"advice": ["SCENE"]}, follow=True)

    assert "advice given: how to preserve the scene" in answer.content.decode()
