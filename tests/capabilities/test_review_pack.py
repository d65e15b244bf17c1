"""The review pack of a divert: who knew what when, and the board as it stood at a second."""

from datetime import timedelta

import pytest

from contactcentre.core import audit
from contactcentre.countdowns.models import Alert
from dispatch import review_pack
from dispatch.enums import AssignmentState
from incidents import access
from incidents.actions import grading

SECOND = timedelta(seconds=1)


@pytest.fixture
def left(world):
    """A divert made a quarter of an hour ago, whose alarm was taken on after ninety seconds."""
    world.first = world.graded("S")
    car = world.unit("PC12")
    world.assign(car, world.first)
    world.wait(minutes=1)
    world.made = world.divert(car, world.graded("I", opening_code="VIOLENCE"))
    world.at += timedelta(seconds=90)
    world.alarm = Alert.objects.live().get(code="UNIT_LEFT", subject_id=world.first.pk)
    world.acknowledge_alert(world.alarm)
    world.taken_at = world.at
    world.at += timedelta(minutes=10)
    return world


def stood(world, at):
    """How the incident that was left stood at a moment, as the dispatcher may see it."""
    board = review_pack.board_at(access.visible_to(world.dispatcher), at=at)
    return next((each for each in board if each.incident == world.first), None)


def takers(world, then):
    """Who had taken on that the unit left."""
    return [alarm.taken_by for alarm in then.alarms if alarm.text == world.alarm.text]


@pytest.mark.capability("H10", "E9")
def test_the_board_is_shown_as_it_stood_at_a_second(left):
    before, after = stood(left, left.made.at - SECOND), stood(left, left.made.at)

    assert before.units == [("PC12", AssignmentState.ASSIGNED)]
    assert before.alarms == []
    assert after.units == []
    assert takers(left, after) == [""]
    assert takers(left, stood(left, left.taken_at - SECOND)) == [""]
    assert takers(left, stood(left, left.taken_at)) == [left.dispatcher.short_name]


@pytest.mark.capability("E9")
def test_what_came_later_changes_nothing_of_it(left):
    given = {"grade": "I", "emergency_reason": "He is back with a knife"}
    grading.grade(incident_id=left.first.pk, by=left.dispatcher, at=left.at, **given)

    assert stood(left, left.made.at).grade == "S"
    assert stood(left, left.at).grade == "I"
    assert stood(left, left.first.opened_at - SECOND) is None


@pytest.mark.capability("H10")
def test_who_was_told_and_who_read_it_stand_in_order(left):
    audit.read(left.first, by=left.supervisor, at=left.at, what="incident page")
    audit.read(left.first, by=left.supervisor, at=left.at, what=review_pack.PACK)

    knew = review_pack.who_knew(left.made)

    assert [each.at for each in knew] == sorted(each.at for each in knew)
    assert "Alert to the dispatcher" in " ".join(each.what for each in knew)
    assert (knew[-1].who, knew[-1].what) == (left.supervisor.short_name, "read the incident page")


def test_a_board_of_many_costs_as_many_questions_as_one_of_few(left, django_assert_max_num_queries):
    for _n in range(12):
        left.graded("E")
    with django_assert_max_num_queries(7):
        assert len(review_pack.board_at(access.visible_to(left.supervisor), at=left.at)) == 14
