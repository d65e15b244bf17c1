"""The known panel: markers, orders, earlier contacts and incidents of a call (C1, C3, F1, F2)."""

from functools import partial

from contactcentre.contacts import queries
from contactcentre.contacts.models import Contact
from incidents import access, known, markers, same_people, seeking, standing
from incidents.models import CourtOrder, Incident, IncidentContact, Marker
from incidents.seeking import Sought


def about(contact: Contact, *, person, at, name: str = "", vehicle: str = "") -> dict:
    """
    Return what is known of a contact's caller and place, for this person.

    Contacts of the last seven days are marked, to be shown on top (C3). Of a marker outside their
    area they are told that there is one, and whom to ask. Whom somebody has said to be one person
    is looked for together (F6).
    """
    own = _incident_of(contact, person)
    subjects = same_people.of_call(contact, own, name)
    people = same_people.mentions_in([own] if own else [])
    joined = same_people.known_of(subjects, people, person)
    sought = seeking.of_contact(contact, own, name=name, vehicle=vehicle)
    sought = sought.joined_by(same_people.joined_to(subjects, joined))
    before = known.contacts_before(sought, but=[contact.pk], at=at)
    seen_by = partial(queries.narrowed, person=person)
    earlier = list(seen_by(before)[: known.SHOWN])
    found = known.incidents_about(sought, but=own and own.pk)
    seen = _near_enough(access.narrowed(found, person)[: known.SHOWN], sought)
    people |= joined.mentions | same_people.mentions_in(one for one, _why in seen)
    return {
        **_flagged(sought, person, at=at),
        "people": same_people.beside(subjects, people, person),
        "contacts": [*(_contact(one, seeking.why_contact(one, sought), at=at) for one in earlier)]
        + _others(seen, earlier, contact, sought, at=at),
        "incidents": [_incident(one, why, at=at) for one, why in seen],
        "told": _told(contact),
        "repeats": known.repeats(sought, seen_by, but=[contact.pk], at=at),
        "counts": {"number": len(earlier), "near": len(seen)},
        "checked_at": at.isoformat(),
    }


def _incident_of(contact: Contact, person) -> Incident | None:
    links = IncidentContact.objects.filter(contact=contact).select_related("incident")
    read = ("incident__parties", "incident__contact_links__contact")
    link = links.prefetch_related(*read).first()
    return link.incident if link and access.can_see(link.incident, person) else None


def _told(contact: Contact) -> dict | None:
    """Return what the caller was told last about a marker on their number (J9)."""
    last = contact.marker_checks.order_by("-pk").first()
    return last and {
        "id": last.pk,
        "found": last.found,
        "sentence": last.sentence,
        "asked_at": last.asked_at and last.asked_at.isoformat(),
        "answer": last.answer,
        "answered_at": last.answered_at and last.answered_at.isoformat(),
    }


def _near_enough(incidents, sought: Sought) -> list[tuple[Incident, str]]:
    """Return incidents with why each is shown; the corners of a box are not near."""
    found = [(one, seeking.why_incident(one, sought)) for one in incidents]
    return [(one, why) for one, why in found if why]


def _flagged(sought: Sought, person, *, at) -> dict:
    """Return the markers and orders this person may read, and how many there are besides."""
    flags = list(markers.markers_about(sought, at=at)[: markers.SHOWN])
    orders = list(markers.orders_about(sought, at=at)[: markers.SHOWN])
    found = [row for row in (*flags, *orders) if seeking.why(row, sought)]
    may = [row for row in found if markers.can_see(row, person, sought)]
    return {
        "markers": [_marker(row, sought) for row in flags if row in may],
        "orders": [_order(row, sought, at=at) for row in orders if row in may],
        "not_shown": len(found) - len(may),
    }


def _others(seen, earlier: list[Contact], own: Contact, sought: Sought, *, at) -> list[dict]:
    """Return contacts of the last seven days about the same people, from other numbers (C3)."""
    there = {one.pk for one in earlier} | {own.pk}
    found = []
    for incident, _why in seen:
        if not (why := ", ".join(seeking.why_people(incident, sought))):
            continue
        for contact in (link.contact for link in incident.contact_links.all()):
            if contact.pk not in there and contact.received_at >= known.recent_since(at):
                found.append(_contact(contact, f"CAD {incident.reference}, {why}", at=at))
    return found


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


def _contact(contact: Contact, why: str, *, at) -> dict:
    return {
        "id": contact.pk,
        "reference": contact.reference,
        "at": contact.received_at.isoformat(),
        "channel": contact.channel,
        "outcome": contact.outcome or None,
        "outcome_label": contact.get_outcome_display() if contact.outcome else None,
        "summary": contact.outcome_note,
        "within_7_days": contact.received_at >= known.recent_since(at),
        "tonight": at - contact.received_at <= known.TONIGHT,
        "why": why,
    }


def _incident(incident: Incident, why: str, *, at) -> dict:
    course = ("status", "times_diverted", "attended_at", "due_at", "closed_at")
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
        "stands": standing.words(**{name: getattr(incident, name) for name in course}, at=at),
        "why": why,
    }
