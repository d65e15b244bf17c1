"""The queue: each contact to one handler, each handler one contact, nobody forgotten (B1)."""

from django.db.models import BooleanField, F, Func, OuterRef, Subquery

from contactcentre.contacts import holding, queueing
from contactcentre.contacts.actions import handover
from contactcentre.contacts.enums import HandlerState, State
from contactcentre.contacts.kinds import ALERT_CALL_MISSED, CONTACT
from contactcentre.contacts.models import Contact, Handler
from contactcentre.contacts.permissions import check_can_claim
from contactcentre.core import audit, live
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts

MOST_AT_ONCE = 500


@action
def offer_next(*, by, at) -> Contact | None:
    """
    Offer the first contact in the queue to the longest-idle handler who takes its kind.

    Returns the contact, leased under a new fencing number, or None when nobody is free or nothing
    waits. Any number may call it at once: each contact goes to one handler, and nobody waits here.
    """
    handler = _next_handler()
    contact = _first_for(handler) if handler else None
    if contact is None:
        return None
    handover.ring(contact, handler, at=at)
    audit.record("contact.offered", contact, by=by, at=at, to=handler.person.username)
    live.tell(contact, handler)
    return contact


def offered_now(contact: Contact, *, by, at) -> Contact:
    """Look for the next offer, and return this contact as it is after that."""
    offered = offer_next(by=by, at=at)
    if offered is None or offered.pk != contact.pk:
        return contact
    offered.just_arrived = contact.just_arrived
    return offered


def sweep(*, by, at) -> int:
    """Make every offer that can be made now, each on its own, and return how many were made."""
    for made in range(MOST_AT_ONCE):
        if offer_next(by=by, at=at) is None:
            return made
    return MOST_AT_ONCE


@action
def claim(*, contact_id: int, by, at) -> Contact:
    """
    Pick a contact: a waiting one as a lease; one that is live, or over without an outcome, and
    with nobody, for good.

    :raises Taken: when a colleague has it
    :raises WrongState: when it is done, or the picker is not free
    """
    held = holding.hold(contact_id, person=by)
    contact, own = held.contact, held.handler_of(by.pk)
    check_can_claim(contact, own, by)
    if contact.handler_id == by.pk:
        return contact
    if contact.state == State.QUEUED:
        handover.ring(contact, own, at=at)
    elif contact.state == State.LIVE:
        handover.adopt(contact, own, by=by, at=at)
    else:
        handover.follow_up(contact, own, at=at)
    audit.record("contact.claimed", contact, by=by, at=at)
    live.tell(contact, own)
    return contact


@action
def take_back(*, handler: Handler, by, at) -> Contact | None:
    """
    End the lease of a held handler who did not answer.

    The contact goes back to its place in the queue and on to the next handler; the one who missed
    it is offered no more until they ask, and a supervisor is told.
    """
    if handler.state != HandlerState.RINGING:
        return None
    contact = Contact.objects.held(handler.contact_id)
    rang = (at - handler.since).total_seconds()
    handover.give_back(contact, handler, by=by, at=at)
    name = handler.person.short_name
    alerts.sound(
        code=ALERT_CALL_MISSED,
        subject=CONTACT,
        row=contact,
        text=f"{contact.reference} ({contact.get_channel_display()}) rang at {name} for "
        f"{rang:.0f} s without an answer. It is back in its place in the queue.",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
    audit.record("contact.missed", contact, by=by, at=at, handler=handler.person.username)
    live.tell(contact, handler)
    return offered_now(contact, by=by, at=at)


class _IsAnyOf(Func):
    """Whether a value is one of those in an array."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def _next_handler() -> Handler | None:
    """Hold the longest idle of those available who take the most urgent of what waits."""
    fitting = Contact.objects.queued().filter(_IsAnyOf(F("skill"), OuterRef("skills")))
    available = Handler.objects.filter(state=HandlerState.AVAILABLE)
    ranked = available.annotate(first_rank=Subquery(fitting.values("rank")[:1]))
    free = ranked.exclude(first_rank=None).order_by("first_rank", "idle_since", "id")
    free = free.select_related("person")
    return free.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()


def _first_for(handler: Handler) -> Contact | None:
    """
    Hold the first contact in the queue that a handler takes and that nobody is changing.

    While somebody is changing one of a more urgent class, a lesser one is not offered past it: the
    sweep looks again within a second.
    """
    fitting = Contact.objects.queued().filter(skill__in=handler.skills)
    free = fitting.select_for_update(no_key=True, skip_locked=True, of=("self",))
    first = free.first()
    if first is None:
        return None
    more_urgent = queueing.class_of(first.channel) * 10
    if more_urgent and fitting.filter(rank__lt=more_urgent).exists():
        return None
    return first
