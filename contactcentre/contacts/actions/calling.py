"""Bringing a held contact to what its line has told of the call, step by step."""

from contactcentre.contacts import followers, numbers, queueing
from contactcentre.contacts.actions import early, handover, intake
from contactcentre.contacts.enums import WAITING, Ending, Flag, HandlerState, State
from contactcentre.contacts.folding import Call
from contactcentre.contacts.holding import Held
from contactcentre.contacts.kinds import ALERT_NO_HANDLER, ANSWER, ANSWER_FROM_BT, CONTACT
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason

LINE = ("channel", "number", "number_raw", "connected_at", "presented_at", "previous", "flags")
COURSE = ("state", "handler", "answered_at", "ended_at", "ending", "flags")


def follow(held: Held, call: Call, *, by, at) -> None:
    """Make a held contact, and those who have it, what the line says; the rest stays untouched."""
    _learn(held.contact, call, by=by, at=at)
    if call.answered_at:
        _answered(held, call, by=by, at=at)
    if call.ended_at:
        _ended(held, call, by=by, at=at)
        early.see_to(held.contact, by=by, at=at)


def _learn(contact: Contact, call: Call, *, by, at) -> None:
    """Take over which line, whose number and since when, as far as the call has told it."""
    new = {name: fact for name, fact in _told(call).items() if getattr(contact, name) != fact}
    if not new:
        return
    bt_was_known = contact.connected_at is not None
    for name, fact in new.items():
        setattr(contact, name, fact)
    if "number" in new:
        _recognise(contact)
    contact.save_changes(*LINE)
    if contact.state in WAITING:
        _time(contact, new, bt_was_known, by=by, at=at)
    if "number" in new:
        followers.received(contact, by=by, at=at)


def _told(call: Call) -> dict:
    facts = {
        "channel": call.channel,
        "connected_at": call.connected_at,
        "presented_at": call.presented_at,
    }
    if call.from_number:
        facts |= numbers.both_forms(call.from_number)
    return {name: fact for name, fact in facts.items() if fact}


def _recognise(contact: Contact) -> None:
    since = contact.received_at - queueing.REPEAT_WINDOW
    contact.previous = Contact.objects.before(contact, since=since).first()
    handover.add_flag(contact, Flag.REPEAT_CALLER, applies=contact.previous is not None)
    is_marked = any(each.exists() for each in followers.marks(contact))
    handover.add_flag(contact, Flag.MARKER, applies=is_marked)


def _time(contact: Contact, new: dict, bt_was_known: bool, *, by, at) -> None:
    """Run the clocks of another line, or BT's where its connection was not known before."""
    if "channel" in new:
        _time_again(contact, by=by, at=at)
    elif "connected_at" in new and not bt_was_known:
        since = intake.answer_times(contact).get(ANSWER_FROM_BT)
        _start(contact, {ANSWER_FROM_BT: since} if since else {}, at=at)


def _time_again(contact: Contact, *, by, at) -> None:
    reason = StopReason.SUPERSEDED
    clocks.stop(kinds=ANSWER, subject_id=contact.pk, reason=reason, by=by, at=at)
    _start(contact, intake.answer_times(contact), at=at)


def _start(contact: Contact, times: dict, *, at) -> None:
    severity = queueing.severity(contact.channel)
    clocks.start_several(started_at=times, subject_id=contact.pk, severity=severity, at=at)


def _answered(held: Held, call: Call, *, by, at) -> None:
    contact, handler = held.contact, _whose_phone(held, call)
    if contact.state in WAITING:
        _free_others(held, handler, by=by, at=at)
        handover.connect(contact, handler, answered_at=call.answered_at, by=by, at=at)
        if handler is None:
            _alert_no_handler(contact, by=by, at=at)
    elif contact.answered_at is None:
        _answered_after_all(contact, held.handler or handler, call, at=at)
    elif call.answered_at < contact.answered_at:
        contact.answered_at = call.answered_at
        contact.save_changes("answered_at")


def _answered_after_all(contact: Contact, handler: Handler | None, call: Call, *, at) -> None:
    """Put right a call whose answer we hear of only after its end."""
    contact.answered_at = call.answered_at
    contact.handler = handler.person if handler else None
    _set_ending(contact, call)
    contact.save_changes(*COURSE)
    if handler and contact.state == State.ENDED:
        handover.seat(handler, HandlerState.WRAP_UP, contact, at=at)


def _ended(held: Held, call: Call, *, by, at) -> None:
    contact = held.contact
    if contact.ended_at is None:
        ending = _ending(contact, call)
        handover.finish(contact, held.handler, ending=ending, ended_at=call.ended_at, by=by, at=at)
        followers.ended(contact, by=by, at=at)
        return
    before = [getattr(contact, name) for name in COURSE]
    contact.ended_at = min(contact.ended_at, call.ended_at)
    _set_ending(contact, call)
    if [getattr(contact, name) for name in COURSE] != before:
        contact.save_changes(*COURSE)


def _ending(contact: Contact, call: Call) -> Ending:
    if contact.answered_at is None:
        return Ending.ABANDONED
    cut = call.is_cut or contact.ending == Ending.DROPPED
    return Ending.DROPPED if cut else Ending.FINISHED


def _set_ending(contact: Contact, call: Call) -> None:
    contact.ending = _ending(contact, call)
    contact.state = handover.state_after(contact, contact.ending)
    handover.add_flag(contact, Flag.DROPPED, applies=contact.ending == Ending.DROPPED)


def _whose_phone(held: Held, call: Call) -> Handler | None:
    """Return who answered: the agent the line names if free for it, else whom it rang at."""
    if not call.agent:
        return held.handler
    named = held.handler_named(call.agent)
    if named is not None and named.contact_id in {None, held.contact.pk}:
        return named
    return None


def _free_others(held: Held, handler: Handler | None, *, by, at) -> None:
    rang_at = held.handler
    if rang_at is None or rang_at is handler:
        return
    handover.seat(rang_at, HandlerState.AVAILABLE, None, at=at)
    reason = StopReason.ANSWERED
    handover.stop_lease(rang_at, reason, by=by, at=at)


def _alert_no_handler(contact: Contact, *, by, at) -> None:
    alerts.sound(
        code=ALERT_NO_HANDLER,
        subject=CONTACT,
        row=contact,
        text=f"{contact.reference} ({contact.get_channel_display()}) was answered on a phone that "
        "we do not know. Find out who has the caller, and claim it.",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
