"""What happens to a contact once somebody has it."""

from datetime import timedelta

import pytest
from django.db import transaction

from contactcentre.contacts import followers, outcomes
from contactcentre.contacts.actions import queue
from contactcentre.contacts.enums import Ending, Flag, HandlerState, Outcome, State
from contactcentre.core.errors import Invalid, NotAllowed, Refused, Taken, WrongState
from contactcentre.core.models import AuditEntry, Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import sweep
from contactcentre.countdowns.models import Clock
from tests.contacts.floor import NUMBER


@pytest.mark.capability("A1", "A2", "B4")
def test_a_call_is_answered_disposed_of_and_ended(floor):
    ann = floor.handler("ann")
    contact = floor.ring(number=NUMBER)
    floor.wait(seconds=4)

    live = floor.answer(contact, ann, fence=contact.fence)
    assert (live.state, live.answered_at, live.handler) == (State.LIVE, floor.at, ann)
    assert floor.at_work(ann).state == HandlerState.ON_CALL

    floor.wait(minutes=3)
    floor.dispose(contact, ann)
    ended = floor.end(contact, ann)

    assert (ended.state, ended.ending) == (State.DISPOSED, Ending.FINISHED)
    handler = floor.at_work(ann)
    assert (handler.state, handler.contact) == (HandlerState.WRAP_UP, None)
    assert floor.clocks("contact", contact) == []
    assert floor.clocks("handler", handler) == []
    names = AuditEntry.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == [
        "contact.received",
        "contact.offered",
        "contact.answered",
        "contact.disposed",
        "contact.ended",
    ]


@pytest.mark.capability("A2")
def test_no_contact_ends_without_an_outcome(floor):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)

    with pytest.raises(WrongState, match="has no outcome yet"):
        floor.end(contact, ann)

    assert type(contact).objects.get().state == State.LIVE


@pytest.mark.capability("A2")
def test_the_outcomes_are_these_and_to_speak_to_the_victim_is_none():
    known = "INCIDENT LINKED_INCIDENT ADVICE TRANSFERRED HOAX ABANDONED_RESOLVED"
    assert set(Outcome.values) == set(known.split())


@pytest.mark.capability("A2")
@pytest.mark.parametrize("note", ["", "   ", "\n\t"])
def test_an_outcome_needs_words(floor, note):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    with pytest.raises(Invalid, match="few words"):
        floor.dispose(contact, ann, note=note)


@pytest.mark.capability("A2", "B6")
def test_a_line_that_is_cut_cannot_be_refused_and_its_handler_wraps_up_until_it_has_an_outcome(
    floor,
):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)

    cut = floor.end(contact, ann, is_cut=True)

    assert (cut.state, cut.ending, cut.flags[0]) == (State.ENDED, Ending.DROPPED, Flag.DROPPED)
    with pytest.raises(WrongState, match=f"{contact.reference} has no outcome yet"):
        floor.say(ann, HandlerState.AVAILABLE)
    floor.dispose(contact, ann, Outcome.ABANDONED_RESOLVED, "Rang back: all well")
    assert floor.say(ann, HandlerState.AVAILABLE).state == HandlerState.AVAILABLE


@pytest.mark.capability("B6")
def test_a_caller_who_rings_off_is_abandoned_and_the_handler_keeps_their_place(floor):
    ann = floor.handler("ann")
    floor.wait(seconds=30)
    idle_since = floor.at_work(ann).idle_since
    contact = floor.ring()
    floor.wait(seconds=6)

    floor.abandon(contact)

    contact.refresh_from_db()
    assert (contact.state, contact.ending, contact.handler) == (
        State.ABANDONED,
        Ending.ABANDONED,
        None,
    )
    handler = floor.at_work(ann)
    assert (handler.state, handler.idle_since) == (HandlerState.AVAILABLE, idle_since)
    assert floor.clocks("contact", contact) == ["no_disposition"]
    with pytest.raises(WrongState, match="cannot be answered: rang off"):
        floor.answer(contact, ann)
    with pytest.raises(WrongState, match="not waiting"):
        floor.abandon(contact)


@pytest.mark.capability("A2")
def test_which_outcome_fits_when(floor):
    ann = floor.handler("ann")
    contact = floor.ring()
    with pytest.raises(WrongState, match="Answer first"):
        floor.dispose(contact, ann)
    floor.answer(contact, ann)
    with pytest.raises(Invalid, match="neither rang off nor was cut off"):
        floor.dispose(contact, ann, Outcome.ABANDONED_RESOLVED)
    floor.dispose(contact, ann, Outcome.HOAX)
    floor.dispose(contact, ann, Outcome.ADVICE)
    floor.end(contact, ann)
    with pytest.raises(WrongState, match="has its outcome"):
        floor.dispose(contact, ann, Outcome.HOAX)


@pytest.mark.capability("A2")
@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.INCIDENT, "No incident was opened"), (Outcome.LINKED_INCIDENT, "Name the incident")],
)
def test_no_call_ends_as_an_incident_that_nobody_opened(floor, outcome, words):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    with pytest.raises(Refused, match=words):
        floor.dispose(contact, ann, outcome, "It was about CAD 12/31MAY18")


def test_a_waiting_call_is_not_waved_away_as_an_incident(floor):
    ann = floor.handler("ann", is_free=False)
    with pytest.raises(WrongState, match="Answer first"):
        floor.dispose(floor.ring(), ann, Outcome.INCIDENT, "CAD 12/31MAY18")


def test_only_who_has_a_contact_or_a_supervisor_disposes_of_it(floor):
    ann, bob = floor.handler("ann"), floor.handler("bob", is_free=False)
    contact = floor.answer(floor.ring(), ann)
    with pytest.raises(Taken, match="is with Ann"):
        floor.dispose(contact, bob)
    with pytest.raises(Taken, match="is with Ann"):
        floor.end(contact, bob)
    with pytest.raises(NotAllowed):
        floor.dispose(contact, floor.person("dis", Role.DISPATCHER))
    assert floor.dispose(contact, floor.supervisor).outcome == Outcome.ADVICE


def test_a_ringing_contact_is_given_back_and_its_handler_is_left_in_peace(floor):
    ann = floor.handler("ann")
    contact = floor.ring()
    with pytest.raises(Taken, match="run out"):
        floor.release(contact, ann, fence=0)

    floor.release(contact, ann, fence=1)

    contact.refresh_from_db()
    assert (contact.state, contact.handler) == (State.QUEUED, None)
    assert floor.at_work(ann).state == HandlerState.NOT_READY
    assert "answer_from_ring" in floor.clocks("contact", contact)
    with pytest.raises(WrongState, match="with nobody"):
        floor.release(contact, ann)


def test_a_caller_on_the_line_is_not_put_back_but_a_conversation_may_be(floor):
    ann = floor.handler("ann")
    call = floor.answer(floor.ring(), ann)
    with pytest.raises(WrongState, match="on the line"):
        floor.release(call, ann)
    floor.end(call, ann, is_cut=True)
    floor.dispose(call, ann)

    chat = floor.ring("WHATSAPP", handle="447700900123")
    floor.answer(chat, ann)
    floor.release(chat, ann)
    chat.refresh_from_db()
    assert (chat.state, chat.handler) == (State.QUEUED, None)
    assert floor.at_work(ann).state == HandlerState.WRAP_UP


@pytest.mark.capability("B2")
def test_both_ten_second_clocks_tell_a_supervisor_once_and_stop_with_the_answer(floor):
    ann = floor.handler("ann", is_free=False)
    contact = floor.ring(connected_at=floor.at - timedelta(seconds=4))
    floor.wait(seconds=5)
    assert floor.alerts("contact", contact) == []

    floor.wait(seconds=6)

    assert floor.alerts("contact", contact) == ["NOT_ANSWERED"]
    assert AuditEntry.objects.filter(name="alert.sounded").count() == 1
    fired = Clock.objects.filter(kind__startswith="answer", last_step=100)
    assert fired.count() == 2
    floor.say(ann, HandlerState.AVAILABLE)
    floor.answer(contact, ann)
    assert floor.alerts("contact", contact) == []
    stopped = Clock.objects.filter(kind__startswith="answer")
    assert set(stopped.values_list("stop_reason", flat=True)) == {"ANSWERED"}


def test_an_offer_that_two_transactions_missed_is_made_by_the_next_sweep(floor):
    contact = floor.ring()
    ann = floor.handler("ann")  # Straight into the table: nobody has looked at the queue.
    sweep.run(by=floor.system, at=floor.at)
    contact.refresh_from_db()
    assert contact.handler == ann


@pytest.mark.capability("A2", "A3")
def test_ten_minutes_without_an_outcome_alert_a_supervisor_until_there_is_one(floor):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    floor.wait(minutes=9, seconds=59)
    assert floor.alerts("contact", contact) == []
    floor.wait(seconds=1)
    assert floor.alerts("contact", contact) == ["NO_DISPOSITION"]
    floor.wait(minutes=10)
    assert AuditEntry.objects.filter(name="alert.sounded").count() == 2

    floor.dispose(contact, ann)

    assert floor.alerts("contact", contact) == []
    assert floor.clocks("contact", contact) == []


def test_a_note_may_be_long_but_not_endless():
    assert outcomes.check_says_something(" x ") == "x"
    with pytest.raises(Invalid, match="2000 characters"):
        outcomes.check_says_something("x" * 2001)


class Diary:
    """A follower that writes down what it was told."""

    def __init__(self):
        self.told = []

    def received(self, contact, *, by, at):
        self.told.append(("received", contact.number))

    def located(self, contact, location, *, by, at):
        self.told.append(("located", location.radius_m))

    def spoke(self, contact, text, *, by, at):
        self.told.append(("spoke", text))

    def ending(self, contact, why_not_told, *, by, at):
        pass

    def ended(self, contact, *, by, at):
        self.told.append(("ended", contact.ending))

    def marks(self, contact):
        return Person.objects.filter(username=contact.number)


@pytest.fixture
def diaries(monkeypatch):
    first, second = Diary(), Diary()
    monkeypatch.setattr(followers, "_followers", {})
    followers.register(second, place=20)
    followers.register(first, place=10)
    second.told = first.told
    return first.told


def test_followers_are_told_in_their_order_in_the_same_transaction(floor, diaries):
    contact = floor.ring("SMS", number=NUMBER, text="He is outside")
    floor.abandon(contact)

    assert diaries == [
        *[("received", "+447700900123")] * 2,
        *[("spoke", "He is outside")] * 2,
        *[("ended", "ABANDONED")] * 2,
    ]


def test_what_a_follower_refuses_does_not_happen(floor, diaries, monkeypatch):
    def refuse(self, contact, *, by, at):
        raise WrongState("No.")

    monkeypatch.setattr(Diary, "ended", refuse)
    contact = floor.ring()
    with pytest.raises(WrongState), transaction.atomic():
        floor.abandon(contact)
    contact.refresh_from_db()
    assert contact.state == State.QUEUED
    assert queue.sweep(by=floor.system, at=floor.at) == 0
