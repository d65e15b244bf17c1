"""Every divert is reviewed by somebody who did not make it; what is overdue is heard (H10, H12)."""

from datetime import date, timedelta

import pytest

from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from dispatch import divert_list
from dispatch.actions import reviews
from dispatch.models import DivertReview
from incidents import access
from incidents.models import Incident

OVERDUE, URGENT = "REVIEW_OVERDUE", "URGENT_REVIEW"


@pytest.fixture
def diverted(world):
    """A world in which PC12 was just diverted from `first` to `second`."""
    world.first, world.second = world.graded("S"), world.graded("I", opening_code="VIOLENCE")
    world.car = world.unit("PC12")
    world.assign(world.car, world.first)
    world.made = world.divert(world.car, world.second)
    world.reviewer = world.person("reviewer", Role.REVIEWER)
    return world


def review(world, *, by=None, outcome="IN_ORDER", note="Another unit was sent in four minutes"):
    return reviews.review(
        divert_id=world.made.pk,
        outcome=outcome,
        note=note,
        by=by or world.reviewer,
        at=world.at,
    )


def ask_urgently(world, note="She rang again"):
    return reviews.ask_urgently(
        divert_id=world.made.pk, note=note, by=world.dispatcher, at=world.at
    )


def waiting(world, **which) -> list:
    return list(divert_list.waiting(Incident.objects.all(), **which))


def heard(code: str) -> list[Alert]:
    return list(Alert.objects.live().filter(code=code))


@pytest.mark.capability("H10")
def test_a_divert_waits_for_review_by_itself_and_is_heard_of_after_twelve_hours(diverted):
    assert waiting(diverted) == [diverted.made]
    diverted.outage(hours=11, minutes=59)
    assert heard(OVERDUE) == []

    diverted.outage(minutes=2)

    [alert] = heard(OVERDUE)
    assert (alert.audience, alert.area_id) == ("supervisor", "AS")
    assert f"PC12 was diverted from CAD {diverted.first.reference}" in alert.text
    assert waiting(diverted, due_by=diverted.at) == [diverted.made]


@pytest.mark.capability("H10")
def test_a_review_says_who_found_what_and_ends_the_waiting(diverted):
    diverted.outage(hours=13)
    review(diverted, outcome="LEARNING")

    assert (waiting(diverted), heard(OVERDUE)) == ([], [])
    done = DivertReview.objects.get()
    assert (done.state, done.outcome, done.by) == ("REVIEWED", "LEARNING", diverted.reviewer)
    diverted.first.refresh_from_db()
    written = diverted.first.log.order_by("seq").last().text
    assert "PC12" in written
    assert "Learning, for a person or for the room. Another unit was sent" in written
    diverted.outage(hours=30)
    assert heard(OVERDUE) == []


@pytest.mark.capability("H10")
def test_an_urgent_review_is_heard_at_once_and_is_overdue_after_an_hour(diverted):
    ask_urgently(diverted)

    [alert] = heard(URGENT)
    assert (alert.audience, alert.level) == ("supervisor", 1)
    assert [each.review_state for each in waiting(diverted)] == ["URGENT"]
    diverted.outage(minutes=61)
    assert len(heard(OVERDUE)) == 1
    review(diverted)
    assert heard(URGENT) + heard(OVERDUE) == []


def test_whoever_made_the_divert_does_not_review_it(diverted):
    diverted.made = diverted.divert(diverted.car, diverted.graded("I"), by=diverted.supervisor)

    with pytest.raises(NotAllowed, match="Somebody else reviews it"):
        review(diverted, by=diverted.supervisor)
    assert review(diverted).by == diverted.reviewer


def test_a_dispatcher_asks_for_a_review_and_gives_none(diverted):
    ask_urgently(diverted)

    with pytest.raises(NotAllowed, match="divert review"):
        review(diverted, by=diverted.dispatcher)


@pytest.mark.parametrize(
    ("given", "words"),
    [({"outcome": "FINE"}, "Choose what"), ({"note": "  "}, "Say in a few words")],
)
def test_a_review_without_an_outcome_or_words_is_refused(diverted, given, words):
    with pytest.raises(Invalid, match=words):
        review(diverted, **given)
    assert waiting(diverted) == [diverted.made]


def test_a_divert_is_reviewed_once_and_the_second_is_told_what_was_found(diverted):
    review(diverted)

    with pytest.raises(WrongState, match="Reviewed by Reviewer at .*: Another unit"):
        review(diverted, by=diverted.supervisor)
    with pytest.raises(WrongState, match="Reviewed by Reviewer"):
        ask_urgently(diverted)


def test_an_urgent_review_is_asked_for_once_and_with_a_reason(diverted):
    with pytest.raises(Invalid, match="Say why this cannot wait"):
        ask_urgently(diverted, note=" ")
    ask_urgently(diverted)

    with pytest.raises(WrongState, match="Urgent review asked for by Dispatcher"):
        ask_urgently(diverted)


def test_a_divert_in_another_area_does_not_exist_for_somebody(diverted):
    other = diverted.person("other", Role.REVIEWER, area=diverted.elsewhere)

    with pytest.raises(NotFound):
        review(diverted, by=other)
    assert list(divert_list.listed(access.visible_to(other))) == []


def test_an_alert_about_a_restricted_incident_does_not_name_it(diverted):
    Incident.objects.filter(pk=diverted.first.pk).update(restricted=True)
    diverted.outage(hours=13)

    [alert] = heard(OVERDUE)
    assert "a restricted incident" in alert.text
    assert diverted.first.reference not in alert.text


def measured(world) -> timedelta:
    [divert] = divert_list.listed(Incident.objects.filter(pk=world.first.pk))
    return divert_list.without_unit(divert, at=world.at)


@pytest.mark.capability("H12")
def test_minutes_without_a_unit_run_until_the_next_is_sent(diverted):
    diverted.wait(minutes=4)
    assert measured(diverted) == timedelta(minutes=4)
    diverted.assign(diverted.unit("PC13"), diverted.first)

    diverted.wait(minutes=20)

    assert measured(diverted) == timedelta(minutes=4)


def test_an_incident_that_keeps_another_unit_was_not_without_one(world):
    world.first = world.graded("S")
    for callsign in ("PC12", "PC13"):
        world.assign(world.unit(callsign), world.first)
    first = world.first.assignments.first().unit
    world.divert(first, world.graded("I"))
    world.wait(minutes=5)

    assert measured(world) == timedelta()


@pytest.mark.capability("H12", "M6")
def test_figures_are_by_week_and_borough(diverted):
    diverted.wait(minutes=6)
    diverted.assign(diverted.unit("PC13"), diverted.first)
    review(diverted)

    weeks = divert_list.by_week(
        Incident.objects.all(), since=date(2026, 3, 9), until=date(2026, 3, 15), at=diverted.at
    )

    [week] = weeks
    assert (week.monday, week.borough) == (date(2026, 3, 9), "Lambeth")
    assert (week.diverts, week.reviewed, week.minutes, week.longest_minutes) == (1, 1, 6, 6)
    assert (week.assessed_again, week.attended_in_time) == (0, 0)


def test_a_day_belongs_to_london(diverted):
    seen = Incident.objects.all()
    days = {"since": date(2026, 3, 13), "until": date(2026, 3, 13)}

    assert divert_list.by_week(seen, **days, at=diverted.at) == []
