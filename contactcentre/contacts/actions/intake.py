"""Receiving a contact: the row is there before anybody acts, and once only (A1)."""

from contactcentre.contacts import followers, numbers, queueing
from contactcentre.contacts.actions import locations, queue
from contactcentre.contacts.enums import Channel
from contactcentre.contacts.kinds import ANSWER_FROM_BT, ANSWER_FROM_RING, NO_DISPOSITION
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.contacts.permissions import check_can_receive
from contactcentre.core import audit, live
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import clocks


@action
def receive(
    *,
    source: str,
    source_id: str,
    channel: str,
    received_at,
    by,
    at,
    from_number: str = "",
    handle: str = "",
    text: str = "",
    connected_at=None,
    presented_at=None,
    location: Fix | None = None,
) -> Contact:
    """
    Keep a contact that has reached us and offer it to somebody; the same again changes nothing.

    A number that was here a short time ago is recognised and goes before others of its class (B7).
    """
    check_can_receive(by)
    contact = Contact(
        **_identity(source, source_id, channel, from_number),
        handle=handle,
        text=text,
        received_at=received_at,
        connected_at=connected_at,
        presented_at=presented_at or received_at,
    )
    if not _is_new(contact):
        return Contact.objects.get(source=source, source_id=source_id)
    start_answer_clocks(contact, at=at)
    _welcome(contact, location, by=by, at=at)
    audit.record("contact.received", contact, by=by, at=at, channel=channel, source=source)
    live.tell(contact)
    return queue.offered_now(contact, by=by, at=at)


@action
def receive_late(*, source: str, source_id: str, channel: str, by, at) -> Contact:
    """
    Keep a call of which we first hear when it is past ringing: nobody is offered it any more.

    The line's further events say whose it is; until they come it counts as what `channel` says.
    """
    check_can_receive(by)
    contact = Contact(**_identity(source, source_id, channel, ""), received_at=at)
    if not _is_new(contact):
        return Contact.objects.get(source=source, source_id=source_id)
    _welcome(contact, None, by=by, at=at)
    audit.record("contact.received", contact, by=by, at=at, channel=channel, source=source)
    live.tell(contact)
    return contact


def start_answer_clocks(contact: Contact, *, at) -> None:
    """Start both ten-second clocks of a 999 call: from BT's connection and from our ring (B2)."""
    if contact.channel != Channel.EMERGENCY:
        return
    starts = {ANSWER_FROM_BT: contact.connected_at, ANSWER_FROM_RING: contact.presented_at}
    for kind, started_at in starts.items():
        if started_at is not None:
            _start(kind, contact, started_at, at=at)


def _identity(source: str, source_id: str, channel: str, from_number: str) -> dict:
    return {
        "source": source,
        "source_id": source_id,
        "channel": channel,
        **numbers.both_forms(from_number),
    }


def _is_new(contact: Contact) -> bool:
    since = contact.received_at - queueing.REPEAT_WINDOW
    contact.just_arrived = Contact.objects.arrive(contact, recognised_since=since)
    return contact.just_arrived


def _welcome(contact: Contact, location: Fix | None, *, by, at) -> None:
    _start(NO_DISPOSITION, contact, contact.received_at, at=at)
    followers.received(contact, by=by, at=at)
    if contact.text:
        followers.spoke(contact, contact.text, by=by, at=at)
    if location is not None:
        locations.note(contact, location, by=by, at=at)
        contact.save_changes(*locations.BEST)


def _start(kind: str, contact: Contact, started_at, *, at) -> None:
    severity = queueing.severity(contact.channel)
    clocks.start(kind=kind, subject_id=contact.pk, started_at=started_at, severity=severity, at=at)
