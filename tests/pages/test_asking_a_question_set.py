"""Question sets on a page: those that fit come first, and the level is said and shown."""

import pytest
from django.test import Client

from incidents.models import QuestionSet
from tests.world import RTC

CALM = dict.fromkeys(RTC, "NO")


@pytest.fixture
def collision(world):
    return world.incident(opening_code="RTC", summary="Two cars have touched")


def _page(incident, code: str = "") -> str:
    return f"/desk/incidents/{incident.slug}/asks/{code}"


@pytest.mark.capability("C6")
def test_the_sets_that_fit_the_incident_come_first(world, enter, collision):
    page = enter(world.handler).get(_page(collision)).content.decode()
    assert page.index("Road collision") < page.index("Domestic abuse (DASH)")
    assert page.count("fits this incident") == 1

    hers = world.incident(suspect_identity="SUSPECTED")
    page = enter(world.handler).get(_page(hers)).content.decode()
    assert page.count("fits this incident") == 2


@pytest.mark.capability("C6", "D6")
def test_answers_come_to_a_level_that_is_said_and_shown_with_who_asked(world, enter, collision):
    browser = enter(world.handler)
    assert "Two cars" in browser.get(_page(collision)).content.decode()
    assert "Is the road blocked?" in browser.get(_page(collision, "rtc/")).content.decode()

    answer = browser.post(_page(collision, "rtc/"), CALM | {"trapped": "YES"}, follow=True)

    page = answer.content.decode()
    assert "Road collision: High, 1 points." in page
    assert "<strong>Road collision: High</strong>" in page
    assert world.handler.short_name in page


@pytest.mark.capability("C6")
def test_what_was_answered_stays_when_an_answer_is_missing(world, enter, collision):
    answer = enter(world.handler).post(_page(collision, "rtc/"), CALM | {"child": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is a child among those hurt?" in page
    assert page.count("checked") == len(CALM) - 1
    assert enter(world.handler).get(_page(collision, "tarot/")).status_code == 404


@pytest.mark.capability("C6")
def test_an_administrator_pastes_the_next_version(world):
    browser = Client()
    browser.force_login(world.admin)
    form = {"code": "RTC", "title": "Collision", "source": "ours", "content": '{"questions": []}'}

    refused = browser.post("/admin/incidents/questionset/add/", form).content.decode()
    assert "A question set needs questions and levels." in refused

    delivered = QuestionSet.objects.get(code="RTC")
    browser.post("/admin/incidents/questionset/add/", form | {"content": _json(delivered)})
    assert QuestionSet.objects.filter(code="RTC", version=2, title="Collision").exists()


def _json(delivered: QuestionSet) -> str:
    return delivered._meta.get_field("content").formfield().prepare_value(delivered.content)
