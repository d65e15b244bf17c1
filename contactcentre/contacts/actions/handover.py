"""
The moves of a contact and of whoever takes it, made together on rows that the caller holds.

Each keeps both rows, their clocks and their alerts in step; saying who did it, telling the screens
and looking for the next offer is the business of the actions that call these.
"""

from contactcentre.contacts import queueing, states
from contactcentre.contacts.enums import Ending, Flag, HandlerState, State
from contactcentre.contacts.kinds import (
    ALERTS_OF_A_LIVE_CALL,
    ALERTS_OF_WAITING,
    ANSWER,
    CONTACT,
    OFFER_LEASE,
)
from contactcentre.contacts.models import Contact, Handler
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason


def ring(contact: Contact, handler: Handler, *, at) -> None:
    """Lease a waiting contact to a handler, under a new fencing number."""
    states.check_move(contact.state, State.OFFERED)
    severity = queueing.severity(contact.channel)
    lease = clocks.start(kind=OFFER_LEASE, subject_id=handler.pk, severity=severity, at=at)
    contact.state, contact.handler, contact.lease_until = (
        State.OFFERED,
        handler.person,
        lease.due_at,
    )
    contact.fence += 1
    contact.save_changes("state", "handler", "lease_until", "fence")
    seat(handler, HandlerState.RINGING, contact, at=at)


def give_back(contact: Contact, handler: Handler, *, by, at) -> None:
    """Put a contact back where it was in the queue; its handler is offered none until they ask."""
    states.check_move(contact.state, State.QUEUED)
    contact.state, contact.handler, contact.lease_until = State.QUEUED, None, None
    contact.save_changes("state", "handler", "lease_until")
    was_ringing = handler.state == HandlerState.RINGING
    seat(handler, HandlerState.NOT_READY if was_ringing else HandlerState.WRAP_UP, None, at=at)
    stop_lease(handler, StopReason.SUPERSEDED, by=by, at=at)


def connect(contact: Contact, handler: Handler | None, *, answered_at, by, at) -> None:
    """Make a waiting contact a live one; `handler` is None when nobody knows whose phone it is."""
    states.check_move(contact.state, State.LIVE)
    contact.state, contact.lease_until = State.LIVE, None
    contact.answered_at = min(filter(None, [contact.answered_at, answered_at]))
    contact.handler = handler.person if handler else None
    contact.save_changes("state", "lease_until", "answered_at", "handler")
    _stop_waiting(contact, StopReason.ANSWERED, by=by, at=at)
    if handler:
        stop_lease(handler, StopReason.ANSWERED, by=by, at=at)
        seat(handler, HandlerState.ON_CALL, contact, at=at)


def adopt(contact: Contact, handler: Handler, *, by, at) -> None:
    """Give a live contact that is with nobody to a handler."""
    contact.handler = handler.person
    contact.save_changes("handler")
    _resolve(contact, ALERTS_OF_A_LIVE_CALL, StopReason.ANSWERED, by=by, at=at)
    seat(handler, HandlerState.ON_CALL, contact, at=at)


def follow_up(contact: Contact, handler: Handler, *, at) -> None:
    """Give a contact that is over, without outcome and with nobody to a handler, to ring back."""
    contact.handler = handler.person
    contact.save_changes("handler")
    seat(handler, HandlerState.WRAP_UP, contact, at=at)


def finish(contact: Contact, handler: Handler | None, *, ending, ended_at, by, at) -> None:
    """
    Let the line of a contact go, however it did; what has no outcome yet still needs one.

    Whoever it rang at is available again as if it had not; whoever spoke wraps up.
    """
    to = state_after(contact, ending)
    states.check_move(contact.state, to)
    contact.state, contact.ended_at, contact.ending = to, ended_at, ending
    contact.lease_until = None
    if ending == Ending.ABANDONED:
        contact.handler = None
    add_flag(contact, Flag.DROPPED, applies=ending == Ending.DROPPED)
    contact.save_changes("state", "ended_at", "ending", "lease_until", "handler", "flags")
    _stop_waiting(contact, StopReason.ABANDONED, by=by, at=at)
    _resolve(contact, ALERTS_OF_A_LIVE_CALL, StopReason.COMPLETED, by=by, at=at)
    if handler:
        stop_lease(handler, StopReason.ABANDONED, by=by, at=at)
        _let_go(handler, contact, at=at)


def seat(handler: Handler, state: HandlerState, contact: Contact | None, *, at) -> None:
    """
    Move a handler to a state with a contact or none.

    Somebody whose caller rang off keeps their place among the idle.
    """
    if handler.state != state:
        states.check_handler_move(handler.state, state)
        handler.since = at
    if state == HandlerState.AVAILABLE and handler.state != HandlerState.RINGING:
        handler.idle_since = at
    handler.state, handler.contact = state, contact
    handler.save_changes("state", "since", "idle_since", "contact")


def freed_by_outcome(handler: Handler | None) -> list[Handler]:
    """Let whoever wraps up go of the contact that now has its outcome; return them, if anybody."""
    if handler is None or handler.state != HandlerState.WRAP_UP:
        return []
    handler.contact = None
    handler.save_changes("contact")
    return [handler]


def state_after(contact: Contact, ending: str) -> State:
    """Return what a contact becomes when its line goes."""
    if contact.outcome:
        return State.DISPOSED
    return State.ABANDONED if ending == Ending.ABANDONED else State.ENDED


def add_flag(contact: Contact, flag: Flag, *, applies: bool = True) -> None:
    """Put a flag on a held contact whose changes the caller saves; flags never come off."""
    if applies:
        contact.flags = sorted({*contact.flags, flag.value})


def _let_go(handler: Handler, contact: Contact, *, at) -> None:
    if handler.state == HandlerState.RINGING:
        seat(handler, HandlerState.AVAILABLE, None, at=at)
    else:
        kept = contact if contact.state == State.ENDED else None
        seat(handler, HandlerState.WRAP_UP, kept, at=at)


def _stop_waiting(contact: Contact, reason: StopReason, *, by, at) -> None:
    clocks.stop(kinds=ANSWER, subject_id=contact.pk, reason=reason, by=by, at=at)
    _resolve(contact, ALERTS_OF_WAITING, reason, by=by, at=at)


def stop_lease(handler: Handler, reason: StopReason, *, by, at) -> None:
    """Stop the clock of an offer that has come to its end."""
    clocks.stop(kinds=(OFFER_LEASE,), subject_id=handler.pk, reason=reason, by=by, at=at)


def _resolve(contact: Contact, codes: tuple, reason: StopReason, *, by, at) -> None:
    alerts.resolve(subject=CONTACT, subject_id=contact.pk, codes=codes, reason=reason, by=by, at=at)
