"""The known panel: earlier contacts and incidents of a number and a place, newest first."""

from contactcentre.contacts import queries
from contactcentre.contacts.models import Contact
from incidents import access, known
from incidents.models import Incident


def about(contact: Contact, *, person, at) -> dict:
    """
    Return what is known of a contact's number and place, for this person.

    Contacts of the last seven days are marked, to be shown on top (C3).
    """
    before = known.contacts_before(contact.number, but=[contact.pk], at=at)
    earlier = list(queries.narrowed(before, person)[: known.SHOWN])
    found = known.incidents_about(number=contact.number, lat=contact.lat, lon=contact.lon)
    seen = list(access.narrowed(found, person)[: known.SHOWN])
    own = contact.number
    numbers = {one.pk for one in seen if own and _has_number(one, own)}
    return {
        "contacts": [_contact(one, at=at) for one in earlier],
        "incidents": [_incident(one, known.why_known(one, numbers=numbers)) for one in seen],
        "counts": {"number": len(earlier), "near": len(seen)},
        "checked_at": at.isoformat(),
    }


def _has_number(incident: Incident, number: str) -> bool:
    linked = [link.contact.number for link in incident.contact_links.all()]
    return number in [*linked, *(party.number for party in incident.parties.all())]


def _contact(contact: Contact, *, at) -> dict:
    return {
        "id": contact.pk,
        "reference": contact.reference,
        "at": contact.received_at.isoformat(),
        "channel": contact.channel,
        "outcome": contact.outcome or None,
        "outcome_label": contact.get_outcome_display() if contact.outcome else None,
        "summary": contact.outcome_note,
        "within_7_days": at - contact.received_at <= known.RECENT,
        "tonight": at - contact.received_at <= known.TONIGHT,
    }


def _incident(incident: Incident, why: str) -> dict:
    return {
        "reference": incident.reference,
        "slug": incident.slug,
        "at": incident.opened_at.isoformat(),
        "summary": "" if incident.restricted else incident.summary[:160],
        "opening_code": incident.opening_code.label,
        "grade": incident.grade,
        "status": incident.status,
        "status_label": incident.get_status_display(),
        "tags": incident.tags,
        "attended": incident.attended_at is not None,
        "why": why,
    }
