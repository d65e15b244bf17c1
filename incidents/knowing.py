"""The known panel: markers, orders, earlier contacts and incidents of a number and a place."""

from contactcentre.contacts import queries
from contactcentre.contacts.models import Contact
from incidents import access, known, markers, seeking
from incidents.models import CourtOrder, Incident, IncidentContact, Marker
from incidents.seeking import Sought


def about(contact: Contact, *, person, at) -> dict:
    """
    Return what is known of a contact's number and place, for this person.

    Contacts of the last seven days are marked, to be shown on top (C3). Of a marker outside their
    area they are told that there is one, and whom to ask.
    """
    sought = seeking.of_contact(contact, _incident_of(contact, person))
    before = known.contacts_before(contact.number, but=[contact.pk], at=at)
    earlier = list(queries.narrowed(before, person)[: known.SHOWN])
    found = known.incidents_about(number=contact.number, lat=contact.lat, lon=contact.lon)
    seen = list(access.narrowed(found, person)[: known.SHOWN])
    own = contact.number
    numbers = {one.pk for one in seen if own and _has_number(one, own)}
    flags = list(markers.markers_about(sought, at=at)[: markers.SHOWN])
    orders = list(markers.orders_about(sought, at=at)[: markers.SHOWN])
    may = [row for row in (*flags, *orders) if markers.can_see(row, person, sought)]
    return {
        "markers": [_marker(row, sought) for row in flags if row in may],
        "orders": [_order(row, sought, at=at) for row in orders if row in may],
        "not_shown": len(flags) + len(orders) - len(may),
        "contacts": [_contact(one, at=at) for one in earlier],
        "incidents": [_incident(one, known.why_known(one, numbers=numbers)) for one in seen],
        "counts": {"number": len(earlier), "near": len(seen)},
        "checked_at": at.isoformat(),
    }


def _incident_of(contact: Contact, person) -> Incident | None:
    links = IncidentContact.objects.filter(contact=contact).select_related("incident")
    link = links.prefetch_related("incident__parties").first()
    return link.incident if link and access.can_see(link.incident, person) else None


def _marker(row: Marker, sought: Sought) -> dict:
    return {
        "id": row.pk,
        "reference": row.reference,
        "status": "LIVE" if row.is_live else "WITHDRAWN",
        "about": markers.subject_words(row),
        "text": row.text,
        "since": row.live_from.isoformat(),
        "until": row.withdrawn_on and row.withdrawn_on.isoformat(),
        "victim_informed": row.victim_informed or None,
        "words": markers.marker_words(row),
        "why": seeking.why(row, sought),
    }


def _order(row: CourtOrder, sought: Sought, *, at) -> dict:
    return {
        "id": row.pk,
        "reference": row.reference,
        "status": "IN_FORCE" if row.is_in_force(at) else "OVER",
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "about": markers.subject_words(row),
        "text": row.text,
        "expires_on": row.expires_on and row.expires_on.isoformat(),
        "words": markers.order_words(row, at),
        "why": seeking.why(row, sought),
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
