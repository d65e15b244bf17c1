"""What telephone systems report: any order, any repetition, the same call."""

import itertools
from datetime import timedelta

import pytest

from contactcentre.contacts.enums import Ending, Flag, HandlerState, Outcome, State
from contactcentre.contacts.models import CallEvent, Contact
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.models import Clock
from tests.contacts.floor import NUMBER

LEFT_OUT = {"id", "source_id", "version", "fence", "lease_until", "previous"}
ids = itertools.count(1)
LATER = timedelta(minutes=10)


def ringing(floor, call="c1", **facts):
    return {
        "type": "ringing",
        "call_id": call,
        "event_id": f"{call}-r",
        "at": floor.at.isoformat(),
        "from": NUMBER,
        "channel": "999",
        "connected_at": (floor.at - timedelta(seconds=4)).isoformat(),
        **facts,
    }


def event(floor, kind, call="c1", **facts):
    return {
        "type": kind,
        "call_id": call,
        "event_id": f"{call}-{kind}",
        "at": floor.at.isoformat(),
        **facts,
    }


@pytest.mark.capability("A1", "B2")
def test_a_call_rings_is_answered_and_ends(floor):
    ann = floor.handler("ann")
    start = floor.at
    contact = floor.line(**ringing(floor))
    assert (contact.state, contact.handler, contact.channel) == (State.OFFERED, ann, "999")
    assert (contact.connected_at, contact.presented_at) == (start - timedelta(seconds=4), start)

    floor.wait(seconds=3)
    live = floor.line(**event(floor, "answered"))
    assert (live.state, live.handler, live.answered_at) == (State.LIVE, ann, floor.at)

    floor.wait(seconds=90)
    over = floor.line(**event(floor, "ended", cause="normal"))
    assert (over.state, over.ending, over.ended_at) == (State.ENDED, Ending.FINISHED, floor.at)
    handler = floor.at_work(ann)
    assert (handler.state, handler.contact) == (HandlerState.WRAP_UP, over)
    assert CallEvent.objects.count() == 3


@pytest.mark.capability("B6")
def test_rung_off_cut_off_and_finished_are_three_things(floor):
    floor.line(**ringing(floor, "a"))
    rung_off = floor.line(**event(floor, "abandoned", "a"))
    floor.line(**ringing(floor, "b"))
    floor.line(**event(floor, "answered", "b"))
    cut_off = floor.line(**event(floor, "ended", "b", cause="cut"))
    floor.line(**ringing(floor, "c"))
    floor.line(**event(floor, "answered", "c"))
    finished = floor.line(**event(floor, "ended", "c"))

    assert [one.ending for one in (rung_off, cut_off, finished)] == [
        Ending.ABANDONED,
        Ending.DROPPED,
        Ending.FINISHED,
    ]
    assert Flag.DROPPED in cut_off.flags
    assert Flag.DROPPED not in finished.flags


def test_the_line_ends_what_has_its_outcome_for_good(floor):
    ann = floor.handler("ann")
    contact = floor.line(**ringing(floor))
    floor.answer(contact, ann)
    floor.dispose(contact, ann, Outcome.ADVICE)
    assert floor.line(**event(floor, "ended")).state == State.DISPOSED
    assert floor.at_work(ann).contact is None


def test_a_person_and_the_line_answer_one_call_and_the_earlier_time_counts(floor):
    ann = floor.handler("ann")
    contact = floor.line(**ringing(floor))
    floor.wait(seconds=3)
    floor.answer(contact, ann)
    answered_at = floor.at
    floor.wait(seconds=1)
    assert floor.line(**event(floor, "answered", agent="ann")).answered_at == answered_at


def test_an_answer_of_which_we_hear_after_the_outcome_is_put_right_and_stays_done(floor):
    ann = floor.handler("ann", is_free=False)
    floor.line(**ringing(floor))
    contact = floor.line(**event(floor, "ended"))
    assert contact.state == State.ABANDONED
    floor.dispose(contact, ann, Outcome.ABANDONED_RESOLVED, "Rang back")
    late = floor.line(**event(floor, "answered", agent="ann"))
    assert (late.state, late.ending, late.answered_at) == (
        State.DISPOSED,
        Ending.FINISHED,
        floor.at,
    )


@pytest.mark.capability("B1")
def test_a_call_answered_elsewhere_frees_whom_it_rang_at_for_the_next(floor):
    ann = floor.handler("ann")
    floor.wait(seconds=1)
    bob = floor.handler("bob", is_free=False)
    first = floor.line(**ringing(floor, "a"))
    second = floor.ring()
    assert (first.handler, second.state) == (ann, State.QUEUED)

    live = floor.line(**event(floor, "answered", "a", agent="bob"))

    second.refresh_from_db()
    assert (live.handler, floor.at_work(bob).state) == (bob, HandlerState.ON_CALL)
    assert (second.handler, floor.at_work(ann).contact) == (ann, second)


def test_a_call_answered_on_a_phone_nobody_knows_alarms_a_supervisor_and_can_be_claimed(floor):
    floor.line(**ringing(floor))
    contact = floor.line(**event(floor, "answered", agent="nobody"))
    assert (contact.state, contact.handler) == (State.LIVE, None)
    assert floor.alerts("contact", contact) == ["NO_HANDLER"]

    ann = floor.handler("ann")
    floor.claim(contact, ann)
    assert floor.at_work(ann).state == HandlerState.ON_CALL
    assert floor.alerts("contact", contact) == []


def test_a_call_of_which_we_hear_too_late_is_kept_and_offered_to_nobody(floor):
    floor.handler("ann")
    contact = floor.line(**event(floor, "ended"))
    assert (contact.state, contact.channel, contact.handler) == (State.ABANDONED, "999", None)
    assert floor.clocks("contact", contact) == ["no_disposition"]

    told = floor.line(**ringing(floor, channel="101"))
    assert (told.channel, told.number, told.state) == ("101", "+447700900123", State.ABANDONED)


@pytest.mark.capability("B7")
def test_a_number_that_comes_late_is_recognised_all_the_same(floor):
    first = floor.ring(number=NUMBER)
    floor.wait(minutes=5)
    floor.line(**event(floor, "answered"))
    contact = floor.line(**ringing(floor))
    assert (contact.previous, contact.flags) == (first, [Flag.REPEAT_CALLER])


def test_the_same_event_again_changes_and_keeps_nothing(floor):
    before = floor.line(**ringing(floor))
    again = floor.line(**ringing(floor))
    assert (again.version, CallEvent.objects.count()) == (before.version, 1)


def test_a_telephone_system_that_numbers_two_events_alike_costs_us_no_call(floor):
    floor.line(**ringing(floor, "a", event_id="1"))
    other = floor.line(**ringing(floor, "b", event_id="1"))
    assert other.state == State.QUEUED
    floor.line(**ringing(floor, "b", event_id="1"))
    assert (Contact.objects.count(), CallEvent.objects.count()) == (2, 2)


@pytest.mark.parametrize("wrong", [timedelta(hours=1), timedelta(days=-400), timedelta(days=40)])
def test_times_that_cannot_be_true_are_kept_but_not_believed(floor, wrong):
    wrong_at = (floor.at + wrong).isoformat()
    contact = floor.line(**ringing(floor, at=wrong_at, connected_at=wrong_at))
    assert (contact.received_at, contact.presented_at, contact.connected_at) == (
        floor.at,
        floor.at,
        None,
    )
    assert wrong_at.encode() in bytes(CallEvent.objects.get().body)
    due = Clock.objects.filter(kind="answer_from_ring").values_list("due_at", flat=True)
    assert list(due) == [floor.at + timedelta(seconds=10)]


def test_a_line_that_says_another_channel_while_it_rings_is_timed_again(floor):
    contact = floor.line(**ringing(floor, channel="101", event_id="2"))
    assert floor.clocks("contact", contact) == ["no_disposition"]
    earlier = (floor.at - timedelta(seconds=2)).isoformat()
    floor.line(**ringing(floor, channel="999", event_id="1", at=earlier))
    assert "answer_from_bt" in floor.clocks("contact", contact)
    contact.refresh_from_db()
    assert contact.channel == "999"


@pytest.mark.capability("C11")
def test_a_position_comes_with_the_call_and_the_better_one_shows(floor):
    near = {"lat": 51.4607, "lon": -0.1163, "radius_m": 18, "source": "AML", "confidence": 68}
    contact = floor.line(**ringing(floor, location={"lat": 51.47, "lon": -0.12, "radius_m": 900}))
    floor.wait(seconds=9)
    floor.line(**ringing(floor, event_id="c1-r2", location=near))
    contact.refresh_from_db()
    assert (contact.lat, contact.radius_m, contact.location_source) == (51.4607, 18, "AML")
    assert contact.locations.count() == 2


def test_every_new_event_is_in_the_audit_trail(floor):
    floor.line(**ringing(floor))
    floor.line(**ringing(floor))
    floor.line(**event(floor, "abandoned"))
    entries = AuditEntry.objects.filter(name="contact.reported")
    assert list(entries.values_list("detail__event", flat=True)) == ["ringing", "abandoned"]
