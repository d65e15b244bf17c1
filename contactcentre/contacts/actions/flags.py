"""Flags on a contact: what is known of it before anybody has spoken to the caller."""

from contactcentre.contacts.actions import handover
from contactcentre.contacts.enums import Flag
from contactcentre.contacts.models import Contact
from contactcentre.core import audit, live
from contactcentre.core.transactions import action


@action
def add(*, contact: Contact, flags: set[Flag], by, at) -> Contact:
    """
    Put flags on a held contact; one of risk moves it forward in its class. Flags never come off.

    For followers of contacts, in the transaction that holds it.
    """
    new = {flag.value for flag in flags} - set(contact.flags)
    if not new:
        return contact
    for flag in new:
        handover.add_flag(contact, Flag(flag))
    contact.save_changes("flags")
    audit.record("contact.flagged", contact, by=by, at=at, flags=sorted(new))
    live.tell(contact)
    return contact
