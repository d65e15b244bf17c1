"""What is given over, as its page and the API show it."""

from incidents.models import Agency, IncomingTransfer, Transfer


def row(made: Transfer) -> dict:
    """Return a transfer as lists show it: no caller, no place, and not what was told."""
    return {
        "id": made.pk,
        "incident": made.incident.reference,
        "agency": made.agency.code,
        "agency_name": made.agency.name,
        "reach": made.agency.reach,
        "number": made.agency.number,
        "grade": made.grade,
        "state": made.state,
        "state_label": made.get_state_display(),
        "is_outdated": is_outdated(made),
        "sent_at": made.sent_at.isoformat(),
        "answered_at": made.answered_at and made.answered_at.isoformat(),
        "decided_at": made.decided_at and made.decided_at.isoformat(),
    }


def line(made: Transfer) -> dict:
    """Return a transfer with its reasons, its receipt and what was decided."""
    return row(made) | {
        "reason": made.reason,
        "grade_reason": made.grade_reason,
        "sent_by": made.sent_by.short_name,
        "their_reference": made.their_reference,
        "accepted_by": made.accepted_by,
        "answer_note": made.answer_note,
        "answer_taken_by": made.answer_taken_by.short_name if made.answer_taken_by else None,
        "decision": made.decision,
        "decided_by": made.decided_by.short_name if made.decided_by else None,
    }


def is_outdated(made: Transfer) -> bool:
    """Test whether the grade has changed since it was given over: they know another one."""
    return made.grade != made.incident.grade


def agency(one: Agency) -> dict:
    """Return a force or agency, and how it is reached."""
    names = ("code", "name", "kind", "reach", "number")
    return {name: getattr(one, name) for name in names}


def incoming_row(made: IncomingTransfer) -> dict:
    """Return what was given over to us, and who took it on here as which incident, if anybody."""
    contact = made.contact
    link = getattr(contact, "incident_link", None)
    return {
        "id": made.pk,
        "agency": made.agency_id,
        "agency_name": made.agency.name,
        "transfer_id": made.transfer_id,
        "their_reference": made.their_reference,
        "grade": made.grade or None,
        "received_at": made.received_at.isoformat(),
        "contact": contact.reference,
        "contact_id": contact.pk,
        "state": "ACCEPTED" if link else "RECEIVED",
        "accepted_by": contact.handler.short_name if link and contact.handler else None,
        "reference": link.incident.reference if link else None,
        "accepted_at": link.linked_at.isoformat() if link else None,
    }
