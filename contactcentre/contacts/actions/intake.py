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
    _start_clocks(contact, answer_times(contact), at=at)
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
    _start_clocks(contact, {}, at=at)
    _welcome(contact, None, by=by, at=at)
    audit.record("contact.received", contact, by=by, at=at, channel=channel, source=source)
    live.tell(contact)
    return contact


def answer_times(contact: Contact) -> dict:
    """Return since when both ten-second clocks of a 999 call run: BT's, and our ring's (B2)."""
    if contact.channel != Channel.EMERGENCY:
        return {}
    times = {ANSWER_FROM_BT: contact.connected_at, ANSWER_FROM_RING: contact.presented_at}
    return {kind: since for kind, since in times.items() if since is not None}


def _identity(source: str, source_id: str, channel: str, from_number: str) -> dict:
    return {
        "source": source,
        "source_id": source_id,
        "channel": channel,
        **numbers.both_forms(from_number),
    }


def _is_new(contact: Contact) -> bool:
    since = contact.received_at - queueing.REPEAT_WINDOW
    marks = followers.marks(contact)
    contact.just_arrived = Contact.objects.arrive(contact, recognised_since=since, marks=marks)
    return contact.just_arrived


def _welcome(contact: Contact, location: Fix | None, *, by, at) -> None:
    followers.received(contact, by=by, at=at)
    if contact.text:
        followers.spoke(contact, contact.text, by=by, at=at)
    if location is not None:
        locations.note(contact, location, by=by, at=at)
        contact.save_changes(*locations.BEST)


def _start_clocks(contact: Contact, times: dict, *, at) -> None:
    clocks.start_several(
        started_at=times | {NO_DISPOSITION: contact.received_at},
        subject_id=contact.pk,
        severity=queueing.severity(contact.channel),
        at=at,
    )
