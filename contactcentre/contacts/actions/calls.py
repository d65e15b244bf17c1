"""What those who take contacts do with them: answer, give back, end, say what came of it."""

from contactcentre.contacts import followers, holding, outcomes
from contactcentre.contacts.actions import early, handover, queue
from contactcentre.contacts.enums import UNDISPOSED_ENDINGS, Ending, Outcome, State
from contactcentre.contacts.holding import Held
from contactcentre.contacts.kinds import ALERTS_OF_NO_OUTCOME, CONTACT, NO_DISPOSITION
from contactcentre.contacts.models import Contact
from contactcentre.contacts.permissions import (
    check_can_abandon,
    check_can_answer,
    check_can_dispose,
    check_fence,
    check_holds,
)
from contactcentre.core import audit, live
from contactcentre.core.errors import WrongState
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason


@action
def answer(*, contact_id: int, by, at, fence: int | None = None) -> Contact:
    """
    Answer a contact that rings at this person, or the one they pick out of the queue.

    `fence` is the number of the offer they saw; an older one is refused.

    :raises Taken: when a colleague has it, or the offer is no longer this one
    :raises WrongState: when the caller has rung off, or the person is not free
    """
    held = holding.hold(contact_id, person=by)
    contact, own = held.contact, held.handler_of(by.pk)
    check_fence(contact, fence)
    check_can_answer(contact, own, by)
    handover.connect(contact, own, answered_at=at, by=by, at=at)
    audit.record("contact.answered", contact, by=by, at=at, fence=contact.fence)
    live.tell(contact, own)
    return contact


@action
def release(*, contact_id: int, by, at, fence: int | None = None) -> Contact:
    """
    Give a contact back to its place in the queue, for the next handler.

    :raises Taken: when a colleague has it
    :raises WrongState: when a caller is on the line, or it is over
    """
    held = holding.hold(contact_id, person=by)
    contact, handler = held.contact, held.handler
    check_fence(contact, fence)
    check_holds(contact, by)
    _check_can_release(contact)
    handover.give_back(contact, handler, by=by, at=at)
    audit.record("contact.released", contact, by=by, at=at)
    live.tell(contact, handler)
    return queue.offered_now(contact, by=by, at=at)


@action
def abandon(*, contact_id: int, by, at) -> Contact:
    """
    Record that the caller rang off before anybody answered; it still needs an outcome.

    :raises NotAllowed: to anybody but the line itself or a supervisor
    :raises WrongState: when it was answered
    """
    check_can_abandon(by)
    held = holding.hold(contact_id)
    contact = held.contact
    _check_can_abandon(contact)
    _finish(held, Ending.ABANDONED, by=by, at=at)
    audit.record("contact.abandoned", contact, by=by, at=at)
    return contact


@action
def end(*, contact_id: int, by, at, is_cut: bool = False, why_not_told: str = "") -> Contact:
    """
    End a contact that has its outcome; or say that the line was cut, which nobody can refuse.

    A caller for whom an incident was opened knows by then what will happen, or there is a reason.

    :raises Taken: when a colleague has it
    :raises WrongState: when it is not live, has no outcome yet (DESIGN §3.5), or its caller does
        not know what will happen
    """
    held = holding.hold(contact_id, person=by)
    contact = held.contact
    check_holds(contact, by)
    _check_can_end(contact, is_cut=is_cut)
    if not is_cut:
        followers.ending(contact, why_not_told, by=by, at=at)
    _finish(held, Ending.DROPPED if is_cut else Ending.FINISHED, by=by, at=at)
    audit.record("contact.ended", contact, by=by, at=at, ending=contact.ending)
    return contact


@action
def dispose(*, contact_id: int, outcome: Outcome, note: str, by, at) -> Contact:
    """
    Record what came of a contact. Its handler is free of it once its line has ended, too.

    :raises Invalid: when the outcome or the note says nothing
    :raises Taken: when a colleague has it
    :raises WrongState: when nobody has spoken to the caller, or it has its outcome
    """
    held = holding.hold(contact_id, person=by)
    contact = held.contact
    outcomes.check_fits(outcome, state=contact.state, ending=contact.ending)
    check_can_dispose(contact, outcome, by)
    contact.outcome, contact.outcome_note = outcome, outcomes.check_is_a_reason(outcome, note)
    contact.disposed_at = at
    followers.disposed(contact, by=by, at=at)
    if contact.state in UNDISPOSED_ENDINGS:
        contact.state = State.DISPOSED
    contact.save_changes("outcome", "outcome_note", "disposed_at", "state")
    stop = {"subject_id": contact.pk, "reason": StopReason.DISPOSED, "by": by, "at": at}
    clocks.stop(kinds=(NO_DISPOSITION,), **stop)
    alerts.resolve(subject=CONTACT, codes=ALERTS_OF_NO_OUTCOME, **stop)
    early.settled(contact, by=by, at=at)
    audit.record("contact.disposed", contact, by=by, at=at, outcome=outcome)
    live.tell(contact, *handover.freed_by_outcome(held.handler))
    return contact


def _finish(held: Held, ending: Ending, *, by, at) -> None:
    contact, handler = held.contact, held.handler
    handover.finish(contact, handler, ending=ending, ended_at=at, by=by, at=at)
    early.see_to(contact, by=by, at=at)
    followers.ended(contact, by=by, at=at)
    live.tell(contact, *filter(None, [handler]))
    queue.offer_next(by=by, at=at)


def _check_can_abandon(contact: Contact) -> None:
    if contact.state not in {State.QUEUED, State.OFFERED}:
        raise WrongState(
            f"{contact.reference} is not waiting: {contact.get_state_display().lower()}."
        )
    if contact.answered_at is not None:
        raise WrongState(
            f"{contact.reference} was answered before and given back. Answer it; then end it."
        )


def _check_can_release(contact: Contact) -> None:
    if contact.state == State.LIVE and contact.is_call:
        raise WrongState("The caller is on the line. End the call, or say that it was cut off.")
    if contact.state not in {State.OFFERED, State.LIVE}:
        raise WrongState(f"{contact.reference} rings at nobody: it is not yours to give back.")


def _check_can_end(contact: Contact, *, is_cut: bool) -> None:
    if contact.state != State.LIVE:
        raise WrongState(f"{contact.reference} is not live: it cannot be ended.")
    if not contact.outcome and not is_cut:
        raise WrongState(
            f"{contact.reference} has no outcome yet. Say what came of it, in words: an incident "
            "opened or linked, advice, a transfer or a hoax; then end it. Whoever rings for "
            "somebody else is helped like any caller."
        )
