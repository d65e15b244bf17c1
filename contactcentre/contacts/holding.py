"""Holding a contact and whoever takes it, in the one lock order: handlers, then the contact."""

from dataclasses import dataclass

from django.db.models import Q

from contactcentre.contacts.enums import State
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core.errors import NotFound, Taken


@dataclass
class Held:
    """A contact and the handlers it concerns, held until the transaction ends."""

    contact: Contact
    handlers: list[Handler]

    @property
    def handler(self) -> Handler | None:
        """The handler who has this contact now, if any."""
        return next((h for h in self.handlers if h.contact_id == self.contact.pk), None)

    def handler_of(self, person_id: int) -> Handler | None:
        """Return the handler that this person is, if they have ever been one."""
        return next((h for h in self.handlers if h.person_id == person_id), None)

    def handler_named(self, username: str) -> Handler | None:
        """Return the handler of this name among those held, if any."""
        return next((h for h in self.handlers if h.person.username == username), None)


def hold(contact_id: int, *, person=None, username: str = "") -> Held:
    """
    Hold a contact, whoever has it, and a person who wants to do something with it.

    :raises NotFound: when there is no such contact
    :raises Taken: when it has changed hands while we waited for it
    """
    handlers = _handlers(contact_id, person, username)
    # Never joined to what may change: a row that PostgreSQL had to wait for comes with the rows it
    # was joined to before.
    contact = Contact.objects.select_for_update(no_key=True).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound("There is no such contact.")
    held = Held(contact, handlers)
    if held.handler is not None:
        contact.handler = held.handler.person
    elif _is_worked_on(contact):
        name = contact.handler.short_name
        raise Taken(f"{contact.reference} went to {name} a moment ago. Look at it again.")
    return held


def hold_agent(username: str) -> None:
    """Hold the handler of this name, if there is one."""
    named = (
        Handler.objects.filter(person__username=username) if username else Handler.objects.none()
    )
    list(named.select_for_update(no_key=True, of=("self",)).values_list("pk"))


def hold_desk(person, *, contacts=()) -> None:
    """Hold what somebody is as a handler, then what they have and these contacts, by id."""
    own = Handler.objects.filter(person=person).select_for_update(no_key=True)
    wanted = {*own.values_list("contact_id", flat=True), *contacts} - {None}
    held = Contact.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    list(held.values_list("pk"))


def _handlers(contact_id: int, person, username: str) -> list[Handler]:
    wanted = Q(contact_id=contact_id)
    if person is not None:
        wanted |= Q(person=person)
    if username:
        wanted |= Q(person__username=username)
    rows = Handler.objects.select_related("person").filter(wanted).order_by("id")
    return list(rows.select_for_update(no_key=True, of=("self",)))


def _is_worked_on(contact: Contact) -> bool:
    return contact.handler_id is not None and contact.state in {State.OFFERED, State.LIVE}
