"""Questions about contacts and handlers."""

from django.db.models import F, Q, QuerySet

from contactcentre.contacts import followers, numbers, queueing
from contactcentre.contacts.enums import Flag, State
from contactcentre.contacts.models import (
    Contact,
    Handler,
    OutboundMessage,
    Pad,
    RawPayload,
    RingBack,
)
from contactcentre.core import permissions
from contactcentre.core.errors import NotFound
from contactcentre.core.permissions import Permission

EVERY = ~followers.NOTHING
# Below what a bigint holds.
LONGEST_ID = 19


def visible_to(person) -> QuerySet[Contact]:
    """
    Return the contacts a person may see: calls belong to the whole force, so all or none.

    Left out is whatever became a restricted incident, for those who may not see that; but never the
    contact they have themselves. A machine that brings contacts sees those it has brought.
    """
    return narrowed(_all(), person)


def narrowed(contacts: QuerySet[Contact], person) -> QuerySet[Contact]:
    """Return those of some contacts that a person may see, with number, words and notes."""
    return contacts.filter(_theirs(person) & (~followers.hidden_from(person) | _held_by(person)))


def within_reach(person) -> QuerySet[Contact]:
    """
    Return the contacts a person may give orders about: those they see, and all that need somebody.

    A caller on the line is answered by whoever is free, whatever their call became before.
    """
    seen = ~followers.hidden_from(person) | ~Q(state=State.DISPOSED)
    return _all().filter(_theirs(person) & seen)


def _all() -> QuerySet[Contact]:
    return Contact.objects.select_related("handler")


def _theirs(person) -> Q:
    if permissions.has(person, Permission.CONTACT_VIEW):
        return EVERY
    if permissions.has(person, Permission.CONTACT_RECEIVE):
        return Q(source=source_of(person))
    return followers.NOTHING


def in_hand(person) -> QuerySet[Contact]:
    """Return the contacts a person has: on the line, or without an outcome yet."""
    return Contact.objects.filter(_held_by(person))


def _held_by(person) -> Q:
    return Q(handler=person) & ~Q(state=State.DISPOSED)


def source_of(person) -> str:
    """Return the source of what somebody, or the machine that acts for them, brings by the API."""
    return f"api:{person.acting_through or person.username}"


def waiting() -> QuerySet[Contact]:
    """Return whom nobody has answered, in the one order in which they are taken (B1)."""
    return Contact.objects.waiting().select_related("handler")


def undisposed() -> QuerySet[Contact]:
    """Return what has ended and has no outcome, the oldest first (A2)."""
    return Contact.objects.undisposed().select_related("handler").order_by("received_at", "id")


def related(number: str, at, *, but: int | None = None) -> QuerySet[Contact]:
    """Return the contacts of a number, however it is written, in the last hours, latest first."""
    since = at - queueing.REPEAT_WINDOW
    same = Contact.objects.filter(number=numbers.e164(number), received_at__range=(since, at))
    return same.exclude(number="").exclude(pk=but).order_by("-received_at", "-id")


def handlers() -> QuerySet[Handler]:
    """Return everybody who takes contacts, by name."""
    return Handler.objects.select_related("person").order_by("person__username")


def pads_alone() -> QuerySet[Pad]:
    """Return what stands on pads and belongs to no contact, the oldest first (X1)."""
    return (
        Pad.objects.filter(settled_at=None, contact=None)
        .select_related("person")
        .order_by("opened_at")
    )


def pad_of(person) -> Pad | None:
    """Return the page this person writes on: their contact's, or the one that has no contact."""
    is_in_call = Handler.objects.filter(person=person, contact__isnull=False)
    in_call = is_in_call.exclude(contact__state=State.OFFERED).exists()
    pages = Pad.objects.filter(person=person, settled_at=None)
    if in_call:
        pages = pages.exclude(contact=None)
    return pages.order_by(F("contact").asc(nulls_last=True)).first()


def payloads_to_review() -> QuerySet[RawPayload]:
    """Return what could not be read and nobody has looked at, the oldest first."""
    return RawPayload.objects.filter(reviewed_at=None).order_by("id")


def payload(payload_id: int, *, is_held: bool = False) -> RawPayload:
    """
    Return one payload that could not be read; held until the transaction ends, if asked for.

    :raises NotFound: when there is none
    """
    found = RawPayload.objects.select_related("reviewed_by").filter(pk=payload_id)
    if is_held:
        found = found.select_for_update(no_key=True, of=("self",))
    found = found.first()
    if found is None:
        raise NotFound("There is no such payload.")
    return found


def message_called(reference) -> OutboundMessage | None:
    """Return the text with a reference of ours, T-000123, or None when there is none."""
    digits = reference.removeprefix("T-") if isinstance(reference, str) else ""
    is_number = digits.isascii() and digits.isdigit() and len(digits) < LONGEST_ID
    return OutboundMessage.objects.filter(pk=int(digits)).first() if is_number else None


def may_be_texted(number: str) -> bool:
    """Test whether nobody with this number has asked, in any contact, not to be texted."""
    asked = Contact.objects.filter(number=number, flags__contains=[Flag.NO_TEXT.value])
    return not asked.exclude(number="").exists()


def messages() -> QuerySet[OutboundMessage]:
    """Return the texts to callers, the newest first."""
    return OutboundMessage.objects.order_by("-id")


def ring_backs() -> QuerySet[RingBack]:
    """Return the callers who are to be rung back, the most urgent first."""
    return RingBack.objects.waiting().order_by("due_at", "id")


def told(subject: str, subject_id: int) -> tuple[list[OutboundMessage], list[RingBack]]:
    """Return the texts and the ring-backs about something, the oldest first."""
    about = {"subject": subject, "subject_id": subject_id}
    texts = OutboundMessage.objects.filter(**about).order_by("id")
    asked = RingBack.objects.filter(**about).select_related("done_by").order_by("id")
    return list(texts), list(asked)
