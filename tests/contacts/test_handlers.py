"""What handlers say of themselves, and what happens when one is suddenly gone."""

import pytest
from django.db import IntegrityError, transaction

from contactcentre.contacts.actions import handlers
from contactcentre.contacts.enums import HandlerState, Skill, State
from contactcentre.contacts.models import Handler
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Role


@pytest.mark.capability("B4")
@pytest.mark.parametrize("state", ["AVAILABLE", "BREAK", "TRAINING", "SIGNED_OFF"])
def test_a_handler_says_what_they_are_doing(floor, state):
    ann = floor.person("ann", Role.CALL_HANDLER)
    handler = floor.say(ann, HandlerState(state))
    assert (handler.person, handler.state) == (ann, state)
    version = handler.version
    assert floor.say(ann, HandlerState(state)).version == version


@pytest.mark.capability("B4")
@pytest.mark.parametrize("state", ["RINGING", "ON_CALL", "WRAP_UP", "NOT_READY"])
def test_what_follows_from_calls_cannot_be_chosen(floor, state):
    with pytest.raises(Invalid, match="follows by itself"):
        floor.say(floor.handler("ann"), HandlerState(state))


def test_who_takes_no_calls_is_no_handler(floor):
    with pytest.raises(NotAllowed):
        floor.say(floor.person("dis", Role.DISPATCHER), HandlerState.AVAILABLE)


@pytest.mark.capability("B4")
def test_nobody_on_a_break_or_in_training_is_offered_a_call(floor):
    for state in (HandlerState.BREAK, HandlerState.TRAINING, HandlerState.SIGNED_OFF):
        floor.say(floor.person(state.lower(), Role.CALL_HANDLER), state)
    assert floor.ring().state == State.QUEUED


@pytest.mark.capability("B4")
def test_nobody_leaves_while_a_contact_rings_or_is_live(floor):
    ann = floor.handler("ann")
    contact = floor.ring()
    with pytest.raises(WrongState, match=f"{contact.reference} rings at you"):
        floor.say(ann, HandlerState.BREAK)
    floor.answer(contact, ann)
    with pytest.raises(WrongState, match=f"You are on {contact.reference}"):
        handlers.sign_off(person=ann, by=ann, at=floor.at)


def test_signing_on_at_the_desk_makes_a_handler_available_and_on_again_changes_nothing(floor):
    ann = floor.person("ann", Role.CALL_HANDLER)
    contact = floor.ring()
    handler = handlers.sign_on(by=ann, at=floor.at)
    assert (handler.state, handler.contact) == (HandlerState.RINGING, contact)
    assert handlers.sign_on(by=ann, at=floor.at).version == handler.version


def test_a_break_begins_and_ends(floor):
    ann = floor.handler("ann")
    assert handlers.start_break(by=ann, at=floor.at).state == HandlerState.BREAK
    assert handlers.end_break(by=ann, at=floor.at).state == HandlerState.AVAILABLE
    floor.say(ann, HandlerState.TRAINING)
    assert handlers.end_break(by=ann, at=floor.at).state == HandlerState.TRAINING


def test_what_rings_at_somebody_who_is_gone_goes_on_to_the_next(floor):
    ann = floor.handler("ann")
    contact = floor.ring()
    bob = floor.handler("bob")

    handlers.sign_off(person=ann, by=floor.system, at=floor.at)

    contact.refresh_from_db()
    assert floor.at_work(ann).state == HandlerState.SIGNED_OFF
    assert (contact.state, contact.handler) == (State.OFFERED, bob)


def test_a_live_call_of_somebody_who_is_gone_alarms_a_supervisor_and_stays_on_its_line(floor):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(number="07700 900123"), ann)

    handlers.sign_off(person=ann, by=floor.system, at=floor.at)

    contact.refresh_from_db()
    assert (contact.state, contact.handler) == (State.LIVE, ann)
    assert floor.alerts("contact", contact) == ["HANDLER_LOST"]
    floor.dispose(contact, floor.supervisor)
    floor.end(contact, floor.supervisor)
    assert floor.alerts("contact", contact) == []
    assert handlers.sign_off(person=ann, by=floor.system, at=floor.at).state == "SIGNED_OFF"


def test_signing_off_whoever_is_no_handler_does_nothing(floor):
    assert handlers.sign_off(person=floor.supervisor, by=floor.system, at=floor.at) is None


def test_a_supervisor_says_what_a_handler_takes(floor):
    ann = floor.handler("ann", skills=[Skill.DIGITAL])
    contact = floor.ring()
    assert contact.state == State.QUEUED

    handlers.teach(person_id=ann.pk, skills=[Skill.EMERGENCY], by=floor.supervisor, at=floor.at)

    contact.refresh_from_db()
    assert contact.handler == ann
    with pytest.raises(NotAllowed):
        handlers.teach(person_id=ann.pk, skills=[Skill.DIGITAL], by=ann, at=floor.at)
    with pytest.raises(Invalid, match="at least one"):
        handlers.teach(person_id=ann.pk, skills=[], by=floor.supervisor, at=floor.at)
    with pytest.raises(NotFound):
        handlers.teach(
            person_id=floor.supervisor.pk,
            skills=[Skill.DIGITAL],
            by=floor.supervisor,
            at=floor.at,
        )


def test_the_database_holds_a_handlers_moves_and_their_contact(floor):
    ann = floor.handler("ann")
    floor.answer(floor.ring(), ann)
    row = Handler.objects.filter(person=ann)
    with pytest.raises(IntegrityError, match="cannot move from ON_CALL to AVAILABLE"):
        _change(row, state=HandlerState.AVAILABLE, contact=None)
    with pytest.raises(IntegrityError, match="handler_has_a_contact_when_busy"):
        _change(row, contact=None)


def _change(row, **values):
    with transaction.atomic():
        row.update(**values)
