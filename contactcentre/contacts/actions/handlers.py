"""What call handlers say of themselves, and what happens when one is suddenly gone."""

from contactcentre.contacts import states
from contactcentre.contacts.actions import handover, queue
from contactcentre.contacts.enums import HandlerState, Skill, State
from contactcentre.contacts.kinds import ALERT_HANDLER_LOST, CONTACT
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts


@action
def change(*, state: HandlerState, by, at) -> Handler:
    """
    Say that you are available, on a break, in training or gone; the first time makes a handler.

    :raises Invalid: when it is a state that follows from calls
    :raises WrongState: while a contact rings at you, is live, or has no outcome yet
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    if state not in states.CHOSEN:
        raise Invalid(
            "Choose available, break, training or signed off; the rest follows by itself."
        )
    handler = _own(by, at=at)
    if handler.state == state:
        return handler
    _check_has_nothing(handler)
    handover.seat(handler, state, None, at=at)
    audit.record("handler.changed", handler, by=by, at=at, state=state)
    live.tell(handler)
    return _after_next_offer(handler, by=by, at=at)


@action
def teach(*, person_id: int, skills: list[Skill], by, at) -> Handler:
    """
    Say what a handler takes: 999, 101, digital.

    :raises Invalid: when nothing is left
    :raises NotFound: when the person is no handler yet
    """
    permissions.check(by, Permission.BOARD_SUPERVISOR)
    if not skills or set(skills) - set(Skill):
        raise Invalid("A handler takes at least one of 999 calls, 101 calls and digital contacts.")
    handler = _of(person_id)
    if handler is None:
        raise NotFound("This person has never signed on as a handler.")
    handler.skills = sorted(set(skills))
    handler.save_changes("skills")
    audit.record("handler.taught", handler, by=by, at=at, skills=handler.skills)
    live.tell(handler)
    return _after_next_offer(handler, by=by, at=at)


@action
def sign_on(*, by, at) -> Handler:
    """Make whoever takes the calls desk an available handler; one at work stays as they are."""
    permissions.check(by, Permission.CONTACT_TAKE)
    handler = _own(by, at=at)
    if handler.state != HandlerState.SIGNED_OFF:
        return handler
    return change(state=HandlerState.AVAILABLE, by=by, at=at)


@action
def start_break(*, by, at) -> Handler:
    """
    Send a handler on their break.

    :raises WrongState: while they have a contact
    """
    return change(state=HandlerState.BREAK, by=by, at=at)


@action
def end_break(*, by, at) -> Handler:
    """Make a handler who was on a break available; one who was not stays as they are."""
    handler = _own(by, at=at)
    if handler.state != HandlerState.BREAK:
        return handler
    return change(state=HandlerState.AVAILABLE, by=by, at=at)


@action
def sign_off(*, person, by, at) -> Handler | None:
    """
    Sign a handler off; nothing happens to a person who is none.

    Somebody who leaves by themselves first sees to what they have. Somebody who is simply gone
    (`by` another) is signed off all the same: what rings at them goes on to the next, a live call
    is not taken from its line, and a supervisor is told, now, that nobody is at that desk.

    :raises WrongState: while they have a contact and leave by themselves
    """
    handler = _of(person.pk)
    if handler is None or handler.state == HandlerState.SIGNED_OFF:
        return handler
    if by.pk == person.pk:
        _check_has_nothing(handler)
    told = _leave(handler, by=by, at=at)
    audit.record("handler.signed_off", handler, by=by, at=at, state=handler.state)
    live.tell(handler, *told)
    queue.offer_next(by=by, at=at)
    return handler


def _own(by, *, at) -> Handler:
    handler = _of(by.pk)
    if handler is None:
        first = Handler(person=by, since=at, idle_since=at)
        Handler.objects.bulk_create([first], ignore_conflicts=True)
        handler = _of(by.pk)
    return handler


def _of(person_id: int) -> Handler | None:
    rows = Handler.objects.select_related("person").filter(person=person_id)
    return rows.select_for_update(no_key=True, of=("self",)).first()


def _check_has_nothing(handler: Handler) -> None:
    if handler.contact_id is None:
        return
    reference = handler.contact.reference
    if handler.state == HandlerState.RINGING:
        raise WrongState(f"{reference} rings at you. Answer it, or give it back, first.")
    if handler.state == HandlerState.ON_CALL:
        raise WrongState(f"You are on {reference}. End it first.")
    raise WrongState(f"{reference} has no outcome yet. Record what came of it first.")


def _after_next_offer(handler: Handler, *, by, at) -> Handler:
    offered = queue.offer_next(by=by, at=at)
    if offered is not None and offered.handler_id == handler.person_id:
        handler.refresh_from_db()
    return handler


def _leave(handler: Handler, *, by, at) -> list[Contact]:
    contact = Contact.objects.held(handler.contact_id) if handler.contact_id else None
    if contact is not None and contact.state == State.OFFERED:
        handover.give_back(contact, handler, by=by, at=at)
    elif contact is not None:
        _alert_lost(contact, handler, by=by, at=at)
        return []
    handover.seat(handler, HandlerState.SIGNED_OFF, None, at=at)
    return [contact] if contact else []


def _alert_lost(contact: Contact, handler: Handler, *, by, at) -> None:
    name = handler.person.short_name
    alerts.sound(
        code=ALERT_HANDLER_LOST,
        subject=CONTACT,
        row=contact,
        text=f"{name} has gone, with {contact.reference}: {contact.get_state_display().lower()}.",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
