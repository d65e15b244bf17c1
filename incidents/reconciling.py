"""
The nightly list: every contact of a London day that nothing came of on record (A2, A3).

"There was no system of reconciliation": a call was noted, and nobody ever asked what became of it.
The list is empty, or names each with who has it.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from contactcentre.contacts import queries as contact_queries
from contactcentre.contacts.enums import OF_INCIDENTS, Channel, Flag
from contactcentre.contacts.models import Contact
from incidents.localtimes import LONDON

# On the index of a day, which begins with the channel.
ANY = Channel.values
NOTHING = Q(outcome="")
NAMES_NONE = Q(outcome__in=sorted(OF_INCIDENTS), incident_link=None)


def unreconciled(day: date, person) -> QuerySet[Contact]:
    """Return a day's contacts without an outcome, or with one that names no incident; by time."""
    return _of(day, person).filter(NOTHING | NAMES_NONE)


def ended_early(day: date, person) -> QuerySet[Contact]:
    """Return a day's 999 and domestic calls that ended within a minute, to be looked at (A9)."""
    return _of(day, person).filter(flags__contains=[Flag.ENDED_EARLY.value])


def row(contact: Contact) -> dict:
    """Return a contact as the nightly list names it, without its caller."""
    return {
        "id": contact.pk,
        "reference": contact.reference,
        "channel": contact.channel,
        "state": contact.state,
        "state_label": contact.get_state_display(),
        "received_at": contact.received_at.isoformat(),
        "answered_at": contact.answered_at and contact.answered_at.isoformat(),
        "ended_at": contact.ended_at and contact.ended_at.isoformat(),
        "with": contact.handler.short_name if contact.handler else None,
        "outcome": contact.outcome or None,
        "why": why(contact),
    }


def why(contact: Contact) -> str:
    """Return why a contact is on the nightly list."""
    if not contact.outcome:
        return "No outcome"
    if contact.outcome in OF_INCIDENTS:
        return f"“{contact.get_outcome_display()}”, and no incident is linked"
    return "Ended within a minute of its answer"


def _of(day: date, person) -> QuerySet[Contact]:
    begins, ends = (_midnight(each) for each in (day, day + timedelta(days=1)))
    seen = contact_queries.visible_to(person)
    theirs = seen.filter(channel__in=ANY, received_at__gte=begins, received_at__lt=ends)
    return theirs.order_by("received_at", "id")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
