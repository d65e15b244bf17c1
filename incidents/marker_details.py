"""What pages and the API say of a marker, an order of a court, or a wish for a marker."""

from incidents import markers


def marker_row(row) -> dict:
    """Return a marker as lists show it, without whom it is about and what it says."""
    return {
        "id": row.pk,
        "reference": row.reference,
        "is_live": row.is_live,
        "command_unit": row.command_unit_id,
        "live_from": row.live_from.isoformat(),
        "review_on": row.review_on and row.review_on.isoformat(),
        "withdrawn_on": row.withdrawn_on and row.withdrawn_on.isoformat(),
        "victim_informed": row.victim_informed or None,
        "words": markers.marker_words(row),
    }


def marker_line(row) -> dict:
    """Return a marker with whom it is about, what it says and who decided (J8)."""
    return {
        **marker_row(row),
        **_subject(row),
        "withdrawn_why": row.withdrawn_why,
        "informed_how": row.informed_how,
        "withdrawn_by": row.withdrawn_by.short_name if row.withdrawn_by else None,
        "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
    }


def check_line(row) -> dict:
    """Return what a caller was told about their marker, and what became of asking for one (J9)."""
    return {
        "id": row.pk,
        "contact": row.contact.reference,
        "found": row.found,
        "found_label": row.get_found_display(),
        "sentence": row.sentence,
        "checked_at": row.checked_at.isoformat(),
        "asked_at": row.asked_at and row.asked_at.isoformat(),
        "answer": row.answer,
        "answered_at": row.answered_at and row.answered_at.isoformat(),
    }


def order_row(row, at) -> dict:
    """Return an order of a court as lists show it, without whom it is about."""
    return {
        "id": row.pk,
        "reference": row.reference,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "is_in_force": row.is_in_force(at),
        "command_unit": row.command_unit_id,
        "expires_on": row.expires_on and row.expires_on.isoformat(),
        "words": markers.order_words(row, at),
    }


def order_line(row, at) -> dict:
    """Return an order with whom it is about and what it forbids (F7)."""
    return {
        **order_row(row, at),
        **_subject(row),
        "discharged_why": row.discharged_why,
        "discharged_by": row.discharged_by.short_name if row.discharged_by else None,
        "discharged_at": row.discharged_at and row.discharged_at.isoformat(),
    }


def _subject(row) -> dict:
    return {
        "about": markers.subject_words(row),
        "number": row.number,
        "person_name": row.person_name,
        "handle": row.handle,
        "vehicle": row.vehicle,
        "place": row.place,
        "lat": row.lat,
        "lon": row.lon,
        "text": row.text,
        "entered_by": row.entered_by.short_name,
        "entered_at": row.entered_at.isoformat(),
    }
