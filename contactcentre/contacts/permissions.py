"""Rules about one person and one contact."""

from contactcentre.contacts import states
from contactcentre.contacts.enums import OF_INCIDENTS, WAITING, State
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core import people, permissions
from contactcentre.core.errors import NotAllowed, Taken, WrongState
from contactcentre.core.permissions import Permission


def check_can_receive(by) -> None:
    """Refuse unless this person, or the telephone line itself, may bring contacts."""
    if by.username != people.SYSTEM:
        permissions.check(by, Permission.CONTACT_RECEIVE)


def check_can_abandon(by) -> None:
    """
    Refuse unless the line itself, or a supervisor, says that a caller rang off.

    :raises NotAllowed: to anybody else: a waiting call is answered, never waved away
    """
    check_can_receive(by)
    if not by.is_service and not permissions.has(by, Permission.BOARD_SUPERVISOR):
        raise NotAllowed("The line says when a caller rings off. Answer the call, or wait for it.")


def check_holds(contact: Contact, by) -> None:
    """
    Refuse unless this person has the contact, or supervises whoever does.

    :raises NotAllowed: when they take no contacts
    :raises Taken: when a colleague has it
    :raises WrongState: when nobody has
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    if contact.handler_id == by.pk or permissions.has(by, Permission.BOARD_SUPERVISOR):
        return
    if contact.handler_id:
        raise Taken(f"{contact.reference} is with {contact.handler.short_name}.")
    raise WrongState(f"{contact.reference} is with nobody. Claim it first.")


def check_nobody_else_has(contact: Contact, by) -> None:
    """
    Refuse whoever decides about a contact that a colleague is at work on, but a supervisor.

    :raises Taken: when a colleague has it
    """
    is_others = contact.handler_id not in (None, by.pk) and contact.state != State.DISPOSED
    if is_others and not permissions.has(by, Permission.BOARD_SUPERVISOR):
        raise Taken(f"{contact.reference} is with {contact.handler.short_name}.")


def check_can_dispose(contact: Contact, outcome: str, by) -> None:
    """
    Refuse unless this person may record this outcome.

    Whoever opens incidents may say that the contact became one; any other outcome is the holder's,
    and of a call that nobody answered, anybody's who takes calls.
    """
    if outcome in OF_INCIDENTS:
        permissions.check(by, Permission.INCIDENT_OPEN)
        check_nobody_else_has(contact, by)
    elif contact.handler_id is None:
        permissions.check(by, Permission.CONTACT_TAKE)
    else:
        check_holds(contact, by)


def check_can_claim(contact: Contact, own: Handler | None, by) -> None:
    """
    Refuse unless this person has this contact, or it is with nobody and they are free for it.

    :raises NotAllowed: when they take no contacts
    :raises Taken: when a colleague has it
    :raises WrongState: when it is done, or they are not free
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    if contact.handler_id and contact.handler_id != by.pk:
        raise Taken(_whose(contact))
    if contact.state == State.DISPOSED:
        raise WrongState(f"{contact.reference} is done; nothing is left to do.")
    if contact.handler_id != by.pk:
        check_is_free(own)


def check_can_answer(contact: Contact, own: Handler | None, by) -> None:
    """
    Refuse unless a waiting contact rings at this person, or they pick it and are free.

    :raises NotAllowed: when they take no contacts
    :raises Taken: when a colleague has it
    :raises WrongState: when the caller has rung off, or they are not free
    """
    check_can_claim(contact, own, by)
    if contact.state not in WAITING:
        raise WrongState(
            f"{contact.reference} cannot be answered: {contact.get_state_display().lower()}."
        )


def check_is_free(own: Handler | None) -> None:
    """
    Refuse unless a handler is at work and has no contact.

    :raises WrongState: with what to do first
    """
    if own is None or own.state not in states.MAY_PICK:
        raise WrongState("You are not taking contacts. Say that you are available first.")
    if own.contact_id:
        raise WrongState(f"You still have {own.contact.reference}. See to it first.")


def check_fence(contact: Contact, fence: int | None) -> None:
    """
    Refuse an order from somebody whose offer has ended meanwhile.

    :raises Taken: when the contact was offered again since
    """
    if fence is not None and fence != contact.fence:
        now = _whose(contact) if contact.handler_id else "It is back in the queue."
        raise Taken(f"Your offer of {contact.reference} has run out. {now}")


def _whose(contact: Contact) -> str:
    name = contact.handler.short_name
    if contact.state == State.OFFERED:
        return f"{contact.reference} is ringing at {name}. Pick another."
    return f"{contact.reference} was taken by {name}. Pick another."
