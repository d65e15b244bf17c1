"""
What telephone systems report of their calls.

Every event is kept, and what the call is follows from all of them together (contacts.folding), so
that any order and any repetition ends in the same row. The line cannot be refused: what it says has
happened (DESIGN §3.5).
"""

import hashlib

from contactcentre.contacts import folding, holding
from contactcentre.contacts.actions import calling, intake, locations, operators, queue
from contactcentre.contacts.enums import EventType
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.models import CallEvent, Contact
from contactcentre.core import audit, live
from contactcentre.core.transactions import action

LONGEST_OWN_ID = 180
# Of which nothing says that it is over, or with somebody: it is to be answered.
WAITS = {EventType.RINGING, EventType.UPDATED}


@action
def report(*, event: LineEvent, by, at) -> Contact:
    """
    Take in one event of a call, and return the contact as it is with it.

    :raises Taken: when the call is changing hands at this moment; report it again
    """
    held = holding.hold(_known(event, by=by, at=at).pk, username=event.agent)
    contact = held.contact
    if not _keep(event, contact, at=at):
        return contact
    before = contact.version
    calling.follow(held, folding.fold(contact.events.all()), by=by, at=at)
    _learn_more(contact, event, by=by, at=at)
    audit.record("contact.reported", contact, by=by, at=at, event=event.type)
    if contact.version == before:
        return contact
    live.tell(contact, *held.handlers)
    return queue.offered_now(contact, by=by, at=at)


def _known(event: LineEvent, *, by, at) -> Contact:
    """Return the contact of a call, received now if this is the first we hear of it."""
    who = {"source": event.source, "source_id": event.call_id}
    channel = event.channel or folding.PROVISIONAL
    known = Contact.objects.filter(**who).first()
    if known is None:
        # Handlers are held before contacts, and receiving one offers it.
        holding.hold_agent(event.agent)
    if event.type not in WAITS:
        return known or intake.receive_late(**who, channel=channel, by=by, at=at)
    row = _row(event, at=at)
    call = folding.fold([row])
    return intake.receive(
        **who,
        channel=channel,
        from_number=event.from_number,
        received_at=row.received_at,
        connected_at=call.connected_at,
        presented_at=call.presented_at,
        by=by,
        at=at,
    )


def _learn_more(contact: Contact, event: LineEvent, *, by, at) -> None:
    """Add to a held contact what an event brings of the caller: positions, and whose line it is."""
    for fix in event.fixes:
        locations.note(contact, fix, by=by, at=at)
    if event.fixes:
        contact.save_changes(*locations.BEST)
    if event.block is not None:
        operators.note(contact, event.block, at=at)


def _keep(event: LineEvent, contact: Contact, *, at) -> bool:
    """Keep an event of a held contact; return whether it is new to us."""
    row = _row(event, at=at)
    row.contact = contact
    seen = CallEvent.objects.filter(source=row.source, event_id=row.event_id).first()
    if seen is not None and not _is_the_same(seen, row):
        # A telephone system that numbers two events alike must not cost us a call.
        own = hashlib.sha256(event.body).hexdigest()[:16]
        row.event_id = f"{event.event_id[:LONGEST_OWN_ID]}#{own}"
        seen = CallEvent.objects.filter(source=row.source, event_id=row.event_id).first()
    if seen is not None:
        return False
    row.save()
    return True


def _is_the_same(seen: CallEvent, row: CallEvent) -> bool:
    return (seen.contact_id, seen.type) == (row.contact_id, row.type)


def _row(event: LineEvent, *, at) -> CallEvent:
    arrived_at = event.arrived_at or at
    return CallEvent(
        source=event.source,
        event_id=event.event_id,
        type=event.type,
        at=folding.happened_at(event, arrived_at=arrived_at),
        received_at=arrived_at,
        facts=folding.facts_of(event, arrived_at=arrived_at),
        body=event.body,
    )
