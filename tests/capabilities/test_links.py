"""Incidents about one thing: the most urgent grade and the earliest clock win (F4)."""

from datetime import timedelta
from itertools import permutations

import pytest

from contactcentre.contacts.actions import calls as answering
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Clock
from dispatch import queries
from incidents import linked
from incidents.actions import grading, incidents, links
from incidents.actions.incidents import Opening
from incidents.enums import Status
from incidents.models import IncidentLink
from tests.world import AT_THE_DOOR, check_constraints

pytestmark = pytest.mark.capability("F4")


def link(world, one, other, kind="DUPLICATE", *, by=None, why=""):
    ends = {"incident_id": one.pk, "to_incident_id": other.pk, "kind": kind, "why": why}
    made = links.link(**ends, by=by or world.handler, at=world.at)
    for incident in (one, other):
        incident.refresh_from_db()
    return made


def attend(incident) -> Clock:
    return Clock.objects.open().get(kind="attend", subject_id=incident.pk)


@pytest.fixture
def calls(world):
    """The same shouting, told by three callers five minutes apart: E, then I, then S."""
    made = []
    for number, grade in (("07700 900001", "E"), ("07700 900002", "I"), ("07700 900003", "S")):
        incident = world.incident(world.call(number))
        world.grade(incident, grade)
        made.append(incident)
        world.at += timedelta(minutes=5)
    return made


def test_the_earliest_carries_on_with_the_most_urgent_grade_from_the_earliest_call(world, calls):
    first, second, _third = calls
    before = attend(first)

    link(world, second, first, why="Same flat")

    assert (first.grade, first.status) == ("I", Status.AWAITING_UNIT)
    assert first.due_at == first.clock_start_at + timedelta(minutes=15)
    now = attend(first)
    assert (now.started_at, now.due_at) == (before.started_at, first.due_at)
    before.refresh_from_db()
    assert before.stop_reason == "SUPERSEDED"
    assert (second.grade, second.contact_links.get().contact.number[-1]) == ("I", "2")
    decision = first.decisions.last()
    assert f"carries on for CAD {second.reference}" in decision.reason
    assert first.log.filter(text=f"Has as a duplicate CAD {second.reference}. Same flat").exists()
    assert second.log.filter(text=f"Duplicate of CAD {first.reference}. Same flat").exists()
    assert AuditEntry.objects.filter(name="link.made").count() == 1
    check_constraints()


@pytest.mark.parametrize("order", list(permutations([(0, 1), (1, 2)])))
@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_linking_changes_neither_the_grade_nor_the_clock(world, calls, order, turned):
    for pair in order:
        one, other = (calls[n] for n in (pair[::-1] if turned else pair))
        link(world, one, other)

    first = calls[0]
    first.refresh_from_db()
    assert (first.grade, first.due_at) == ("I", first.clock_start_at + timedelta(minutes=15))


def test_a_grade_that_is_raised_after_linking_is_carried_to_the_earliest_too(world, calls):
    first, _second, third = calls
    link(world, third, first)
    assert first.grade == "S"
    world.at += timedelta(minutes=1)

    world.grade(third, "I")

    first.refresh_from_db()
    assert (first.grade, first.due_at) == ("I", first.clock_start_at + timedelta(minutes=15))
    assert f"linked with CAD {third.reference}" in first.decisions.last().reason


@pytest.mark.parametrize("is_linked_first", [True, False])
def test_what_nobody_has_graded_is_not_referred_by_a_link(world, is_linked_first):
    asked = world.incident(world.call("07700 900001"))
    later = world.incident(world.call("07700 900002"))
    before = attends(asked)
    if is_linked_first:
        link(world, later, asked)
    world.grade(later, "R")

    if not is_linked_first:
        link(world, later, asked)

    asked.refresh_from_db()
    assert attends(asked) == before
    assert (asked.status, asked.grade, world.clocks(asked)) == (Status.OPEN, "", ["grade_due"])


def attends(incident) -> tuple:
    """Return who looks after an incident and until when."""
    due = Clock.objects.open().filter(subject="incident", subject_id=incident.pk)
    return incident.owner, incident.due_at, list(due.values_list("kind", "due_at"))


@pytest.mark.parametrize("is_assessed", [True, False])
def test_a_grade_by_a_link_does_not_end_the_question_for_her_own(world, is_assessed):
    asked = world.incident(world.call("07700 900001"), suspect_identity="SUSPECTED")
    later = world.incident(world.call("07700 900002"))
    world.grade(later, "E")
    who = {"incident_id": asked.pk, "by": world.handler, "at": world.at}
    if is_assessed:
        assert grading.assess(answers=AT_THE_DOOR, **who).suggested_grade == "I"

    link(world, later, asked)

    assert (asked.status, asked.grade) == (Status.AWAITING_UNIT, "E")
    assert {"attend", "grade_due"} <= set(world.clocks(asked))
    world.wait(minutes=2)
    assert "NOT_GRADED" in world.alerts(asked)
    grading.grade(grade="I", **who, reason="She is being beaten")
    assert {"grade_due", "NOT_GRADED"}.isdisjoint(world.clocks(asked) + world.alerts(asked))


def test_an_earlier_call_that_was_opened_later_makes_it_due_earlier_with_the_same_grade(world):
    waiting = world.call("07700 900001")
    world.at += timedelta(minutes=10)
    second = world.on_shift("second", Role.CALL_HANDLER)
    first = opened(world, world.ring("07700 900002"), by=second)
    world.grade(first, "S")
    later = world.incident(waiting)
    world.grade(later, "S")
    was, before = first.due_at, attend(first)

    link(world, later, first)

    assert first.clock_start_at == later.clock_start_at
    assert first.due_at == was - timedelta(minutes=10)
    before.refresh_from_db()
    assert before.stopped_at is not None
    assert attend(first).due_at == first.due_at


def opened(world, contact, *, by):
    taken = answering.answer(contact_id=contact.pk, by=by, at=world.at)
    opening = Opening(opening_code="DOM", summary="Shouting")
    return incidents.open_from(contact_id=taken.pk, opening=opening, by=by, at=world.at)


def test_what_a_unit_left_stays_owned_and_alarmed_whatever_is_linked(world, calls):
    first, second, _third = calls
    unit = world.unit()
    world.assign(unit, first)
    world.press(unit, 2)
    first.refresh_from_db()
    assert first.left_at is not None

    made = link(world, second, first)
    links.unlink(link_id=made.pk, why="Another street", by=world.handler, at=world.at)

    first.refresh_from_db()
    assert (first.status, first.owner) == (Status.AWAITING_UNIT, world.dispatcher)
    assert "UNIT_LEFT" in world.alerts(first)
    assert "re_resource" in world.clocks(first)
    assert queries.unprotected() == []
    check_constraints()


def test_unlinking_lowers_no_grade_moves_no_due_time_and_stands_on_both_logs(world, calls):
    first, second, third = calls
    made = link(world, second, first)
    grade, due_at = first.grade, first.due_at
    who = {"link_id": made.pk, "by": world.handler, "at": world.at}
    with pytest.raises(Invalid, match="Say why"):
        links.unlink(why=" ", **who)

    links.unlink(why="Another street", **who)

    for incident in (first, second):
        incident.refresh_from_db()
        assert incident.log.filter(text__startswith="No longer linked with").count() == 1
    assert (first.grade, first.due_at) == (grade, due_at)
    assert linked.group(first.pk) == {first.pk}
    assert AuditEntry.objects.filter(name="link.ended").count() == 1
    with pytest.raises(WrongState, match="unlinked them already"):
        links.unlink(why="Again", **who)
    link(world, second, first)
    link(world, third, first, "SAME_VICTIM")


def test_the_same_victim_or_suspect_raises_nothing(world, calls):
    first, second, third = calls

    link(world, second, first, "SAME_VICTIM")
    link(world, third, first, "SAME_SUSPECT")

    assert first.grade == "E"
    assert linked.group(first.pk) == {first.pk}


def test_what_is_closed_is_neither_woken_nor_gives_its_clock(world):
    before, unit = world.graded("I"), world.unit()
    world.assign(unit, before)
    world.press(unit, 6)
    world.press(unit, 2)
    world.finish(before)
    world.at += timedelta(hours=1)
    again = world.graded("S")
    due_at = again.due_at

    link(world, again, before, "CONTINUATION")

    assert (before.status, again.grade, again.due_at) == (Status.CLOSED, "S", due_at)


def test_what_somebody_may_not_see_cannot_be_linked_and_is_not_named(world, calls):
    first = calls[0]
    secret = world.graded("S", restricted=True)
    second = world.person("second", Role.DISPATCHER, area=world.area)
    for one, other in ((first, secret), (secret, first)):
        with pytest.raises(NotFound):
            link(world, one, other, by=second)

    link(world, secret, first, by=world.officer, why="Her brother rang")

    [line] = linked.lines(first, second)
    assert (line["incident"], line["slug"], line["why"]) == ("a restricted incident", None, "")
    told = "Has as a duplicate a restricted incident. a reason is on the log"
    assert first.log.filter(text=told).exists()
    assert secret.reference not in "".join(first.log.values_list("text", flat=True))
    assert secret.reference not in first.decisions.last().reason


def test_nothing_is_linked_with_itself_twice_or_in_no_way(world, calls):
    first, second, _third = calls
    link(world, second, first)
    for one, other, kind, refusal in (
        (first, first, "DUPLICATE", Invalid),
        (first, second, "DUPLICATE", WrongState),
        (first, second, "SIMILAR", Invalid),
    ):
        with pytest.raises(refusal):
            link(world, one, other, kind)
    assert IncidentLink.objects.count() == 1
