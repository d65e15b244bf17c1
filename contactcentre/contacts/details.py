"""One contact with all that is known of it: personal details, so every reading is audited."""

from contactcentre.contacts import boards, handing_over, queries
from contactcentre.contacts.models import (
    CallerLocation,
    Contact,
    OperatorHandover,
    RawPayload,
)

SHOWN = 20


def of(contact: Contact, *, person) -> dict:
    """Return a contact with its caller, positions (best first) and earlier contacts, for one."""
    related = queries.related(contact.number, contact.received_at, but=contact.pk)
    earlier = queries.narrowed(related, person)[:SHOWN]
    return {
        **boards.contact_row(contact),
        "channel_label": contact.get_channel_display(),
        "number": contact.number,
        "number_display": contact.number_raw or contact.number,
        "handle": contact.handle,
        "text": contact.text,
        "outcome_note": contact.outcome_note,
        "disposed_at": contact.disposed_at and contact.disposed_at.isoformat(),
        "lat": contact.lat,
        "lon": contact.lon,
        "radius_m": contact.radius_m,
        "previous_id": contact.previous_id,
        **origin(contact),
        "related": [_earlier(one) for one in earlier],
    }


def origin(contact: Contact) -> dict:
    """Return where a contact came from: every position, best first, and what BT handed over."""
    best_first = sorted(contact.locations.all(), key=lambda one: one.score, reverse=True)
    blocks = list(contact.handovers.all())
    return {
        "locations": [_location(one) for one in best_first],
        "operator": handing_over.together(blocks),
        "handovers": [_handover(one) for one in blocks],
    }


def payload_row(payload: RawPayload) -> dict:
    """Return a payload as the supervisor's list shows it, without what it holds."""
    return {
        "id": payload.pk,
        "version": payload.version,
        "source": payload.source,
        "reason": payload.reason,
        "received_at": payload.received_at.isoformat(),
        "times": payload.times,
        "last_received_at": payload.last_received_at.isoformat(),
        "bytes": len(payload.body),
        "reviewed_at": payload.reviewed_at and payload.reviewed_at.isoformat(),
        "reviewed_by": payload.reviewed_by.short_name if payload.reviewed_by else None,
    }


def payload(one: RawPayload) -> dict:
    """Return a payload with what was sent, as far as it is text."""
    return payload_row(one) | {
        "text": bytes(one.body).decode("utf-8", "backslashreplace"),
        "review_note": one.review_note,
    }


def _location(location: CallerLocation) -> dict:
    return {
        "id": location.pk,
        "source": location.source,
        "source_label": location.get_source_display(),
        "lat": location.lat,
        "lon": location.lon,
        "radius_m": location.radius_m,
        "confidence": location.confidence,
        "fixed_at": location.fixed_at.isoformat(),
        "received_at": location.received_at.isoformat(),
    }


def _handover(made: OperatorHandover) -> dict:
    return made.block.facts() | {"received_at": made.received_at.isoformat()}


def _earlier(contact: Contact) -> dict:
    return {
        "id": contact.pk,
        "reference": contact.reference,
        "channel": contact.channel,
        "state": contact.state,
        "ending": contact.ending or None,
        "received_at": contact.received_at.isoformat(),
        "outcome": contact.outcome or None,
        "outcome_note": contact.outcome_note,
    }
