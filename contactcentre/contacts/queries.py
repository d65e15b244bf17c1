"""Questions about contacts and handlers."""

from django.db.models import QuerySet

from contactcentre.contacts import numbers, queueing
from contactcentre.contacts.enums import State
from contactcentre.contacts.models import Contact, Handler, RawPayload
from contactcentre.core import permissions
from contactcentre.core.errors import NotFound
from contactcentre.core.permissions import Permission


def visible_to(person) -> QuerySet[Contact]:
    """
    Return the contacts a person may see: calls belong to the whole force, so all or none.

    A machine that brings contacts sees those it has brought.
    """
    contacts = Contact.objects.select_related("handler")
    if permissions.has(person, Permission.CONTACT_VIEW):
        return contacts
    if permissions.has(person, Permission.CONTACT_RECEIVE):
        return contacts.filter(source=source_of(person))
    return contacts.none()


def source_of(person) -> str:
    """Return the source of what somebody, or the machine that acts for them, brings by the API."""
    return f"api:{person.acting_through or person.username}"


def waiting() -> QuerySet[Contact]:
    """Return whom nobody has answered, in the one order in which they are taken (B1)."""
    return Contact.objects.waiting().select_related("handler")


def undisposed() -> QuerySet[Contact]:
    """Return what has ended and has no outcome, the oldest first (A2)."""
    return Contact.objects.undisposed().select_related("handler").order_by("received_at", "id")


def to_ring_back() -> QuerySet[Contact]:
    """Return the callers who rang off before an answer and whom nobody rings back yet."""
    lost = Contact.objects.filter(state=State.ABANDONED, handler=None)
    return lost.order_by("rank", "received_at", "id")


def related(number: str, at, *, but: int | None = None) -> QuerySet[Contact]:
    """Return the contacts of a number, however it is written, in the last hours, latest first."""
    since = at - queueing.REPEAT_WINDOW
    same = Contact.objects.filter(number=numbers.e164(number), received_at__range=(since, at))
    return same.exclude(number="").exclude(pk=but).order_by("-received_at", "-id")


def handlers() -> QuerySet[Handler]:
    """Return everybody who takes contacts, by name."""
    return Handler.objects.select_related("person").order_by("person__username")


def payloads_to_review() -> QuerySet[RawPayload]:
    """Return what could not be read and nobody has looked at, the oldest first."""
    return RawPayload.objects.filter(reviewed_at=None).order_by("id")


def payload(payload_id: int) -> RawPayload:
    """
    Return one payload that could not be read.

    :raises NotFound: when there is none
    """
    found = RawPayload.objects.select_related("reviewed_by").filter(pk=payload_id).first()
    if found is None:
        raise NotFound("There is no such payload.")
    return found
