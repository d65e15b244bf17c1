"""The queue: whose turn it is, and who takes them."""

from datetime import timedelta

import pytest

from contactcentre.contacts import queries, queueing
from contactcentre.contacts.actions import flags, queue
from contactcentre.contacts.enums import Channel, Flag, HandlerState, Skill, State
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import NotAllowed, NotFound, Taken, WrongState
from contactcentre.core.permissions import Role
from tests.contacts.floor import NUMBER


@pytest.mark.capability("B1")
def test_999_goes_before_101_before_digital_and_risk_and_age_within(floor):
    sms = floor.ring("SMS")
    old_101 = floor.ring("101")
    floor.wait(seconds=1)
    first_999 = floor.ring()
    floor.wait(seconds=1)
    second_999 = floor.ring()
    new_101 = floor.ring("101")
    flags.add(contact=new_101, flags={Flag.VULNERABLE}, by=floor.system, at=floor.at)
    marked_999 = floor.ring()
    flags.add(contact=marked_999, flags={Flag.MARKER}, by=floor.system, at=floor.at)

    order = [marked_999, first_999, second_999, new_101, old_101, sms]
    assert list(queries.waiting()) == order

    offered = []
    for name in ("a", "b", "c", "d", "e", "f"):
        floor.handler(name)
        offered.append(queue.offer_next(by=floor.system, at=floor.at))
    assert offered == order


@pytest.mark.parametrize("channel", Channel.values)
@pytest.mark.parametrize("held", [[], [Flag.DROPPED], [Flag.DOMESTIC], [Flag.SILENT, Flag.DROPPED]])
def test_postgresql_and_the_pure_rule_agree_on_rank_and_skill(floor, channel, held):
    contact = floor.ring(channel)
    flags.add(contact=contact, flags=set(held), by=floor.system, at=floor.at)

    kept = Contact.objects.get()
    assert kept.rank == queueing.rank(channel=channel, flags=held)
    assert kept.skill == queueing.skill_for(channel)


@pytest.mark.capability("B1")
def test_a_call_goes_to_whoever_has_been_idle_longest_and_takes_its_kind(floor):
    floor.handler("digital", skills=[Skill.DIGITAL])
    floor.wait(seconds=1)
    longest = floor.handler("longest")
    floor.wait(seconds=1)
    floor.handler("shorter")

    contact = floor.ring()

    assert (contact.state, contact.handler, contact.fence) == (State.OFFERED, longest, 1)
    assert contact.lease_until == floor.at + timedelta(seconds=15)
    at_work = floor.at_work(longest)
    assert (at_work.state, at_work.contact) == (HandlerState.RINGING, contact)
    assert floor.clocks("handler", at_work) == ["offer_lease"]


def test_a_handler_who_takes_101_only_does_not_keep_a_999_from_its_handler(floor):
    floor.ring("101")
    emergency = floor.ring()
    floor.handler("routine", skills=[Skill.NON_EMERGENCY])
    floor.wait(seconds=1)
    both = floor.handler("both")

    offered = queue.offer_next(by=floor.system, at=floor.at)
    assert (offered, offered.handler) == (emergency, both)


def test_whoever_becomes_available_is_offered_what_waits_at_once(floor):
    ann = floor.handler("ann", is_free=False)
    contact = floor.ring()
    assert contact.state == State.QUEUED

    handler = floor.say(ann, HandlerState.AVAILABLE)

    contact.refresh_from_db()
    assert (handler.state, handler.contact) == (HandlerState.RINGING, contact)
    assert (contact.state, contact.handler) == (State.OFFERED, ann)


@pytest.mark.capability("B1", "B4")
def test_an_offer_nobody_takes_goes_back_to_its_place_and_on_to_the_next(floor):
    ann = floor.handler("ann")
    first = floor.ring()
    floor.wait(seconds=5)
    second = floor.ring()
    floor.wait(seconds=9)
    bob = floor.handler("bob", is_free=False)

    floor.wait(seconds=1)

    first.refresh_from_db()
    assert (first.state, first.handler, first.lease_until) == (State.QUEUED, None, None)
    assert list(queries.waiting()) == [first, second]
    assert floor.at_work(ann).state == HandlerState.NOT_READY
    assert "CALL_MISSED" in floor.alerts("contact", first)

    floor.say(bob, HandlerState.AVAILABLE)
    first.refresh_from_db()
    assert (first.handler, first.fence) == (bob, 2)
    with pytest.raises(Taken, match=r"run out.*ringing at Bob"):
        floor.answer(first, ann, fence=1)
    floor.answer(first, bob, fence=2)
    assert floor.alerts("contact", first) == []


def test_a_missed_call_goes_straight_on_to_a_free_handler(floor):
    floor.handler("ann")
    floor.wait(seconds=1)
    contact = floor.ring()
    bob = floor.handler("bob")

    floor.wait(seconds=15)

    contact.refresh_from_db()
    assert (contact.state, contact.handler, contact.fence) == (State.OFFERED, bob, 2)


@pytest.mark.capability("A6")
def test_a_claim_is_a_lease(floor):
    ann = floor.handler("ann", skills=[Skill.NON_EMERGENCY])
    contact = floor.ring("INSTAGRAM", handle="@someone")
    assert contact.state == State.QUEUED

    assert floor.claim(contact, ann).state == State.OFFERED
    assert floor.claim(contact, ann).fence == 1

    floor.wait(seconds=15)
    contact.refresh_from_db()
    assert (contact.state, contact.handler) == (State.QUEUED, None)

    assert floor.claim(contact, ann).state == State.OFFERED
    assert floor.answer(contact, ann).state == State.LIVE


def test_who_is_not_free_or_not_at_work_claims_nothing(floor):
    ann = floor.handler("ann")
    first, second = floor.ring(), floor.ring()
    assert first.handler == ann

    with pytest.raises(WrongState, match=f"You still have {first.reference}|not taking contacts"):
        floor.claim(second, ann)
    with pytest.raises(WrongState, match="Say that you are available first"):
        floor.claim(second, floor.person("bob", Role.CALL_HANDLER))
    with pytest.raises(NotAllowed):
        floor.claim(second, floor.person("dis", Role.DISPATCHER))
    with pytest.raises(NotFound, match="no such contact"):
        queue.claim(contact_id=999_999, by=ann, at=floor.at)


def test_a_caller_who_rang_off_is_rung_back_by_one(floor):
    ann, bob = floor.handler("ann", is_free=False), floor.handler("bob", is_free=False)
    contact = floor.abandon(floor.ring(number=NUMBER))
    assert list(queries.undisposed()) == [contact]
    for person in (ann, bob):
        floor.say(person, HandlerState.AVAILABLE)

    floor.claim(contact, ann)

    with pytest.raises(Taken, match="taken by Ann"):
        floor.claim(contact, bob)
    handler = floor.at_work(ann)
    assert (handler.state, handler.contact) == (HandlerState.WRAP_UP, contact)
    floor.dispose(contact, ann, note="Rang back twice, no reply; no history on the number")
    assert floor.at_work(ann).contact is None
    assert not queries.undisposed().exists()
