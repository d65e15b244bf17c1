"""What is told of an incident when it is given over: everything that the first force has heard."""

from contactcentre.contacts.models import Contact
from incidents.enums import TransferState
from incidents.models import Incident, Transfer
from incidents.transferring import neutral

LONGEST_REASON = 500


def why_graded(incident: Incident) -> str:
    """Return why an incident has its grade, as it is carried to whoever it is given over to."""
    made = incident.decisions.select_related("assessment").order_by("-pk").first()
    if made is None:
        return ""
    rules = [reason["text"] for reason in made.assessment.reasons] if made.assessment else []
    said = ("emergency_reason", "override_reason", "reason")
    words = {name: getattr(made, name) for name in said}
    return neutral.grade_reason(words, rules, most=LONGEST_REASON)


def message_of(made: Transfer) -> dict:
    """Return what is to be carried of a transfer: as it was told, or that it is taken back."""
    if made.state != TransferState.WITHDRAWN:
        return made.message
    when = {"sent_at": made.answered_at.isoformat()}
    return neutral.withdraw(made.message, note=made.answer_note, **when)


def told(incident: Incident, *, at) -> dict:
    """Return an incident as the neutral message tells it, grade and its reason first."""
    return {
        "reference": incident.reference,
        "grade": {
            "code": incident.grade,
            "label": incident.get_grade_display(),
            "reason": why_graded(incident),
            "graded_at": incident.graded_at.isoformat(),
        },
        "opening_code": {"code": incident.opening_code.code, "label": incident.opening_code.label},
        "summary": incident.summary,
        "first_words": incident.first_words,
        "clock": {
            "started_at": incident.clock_start_at.isoformat(),
            "attend_by": incident.due_at.isoformat() if incident.due_at else None,
        },
        "place": _place(incident),
        "domestic": incident.is_domestic,
        "vulnerable": incident.vulnerable,
        "restricted": incident.restricted,
        "callers": [_caller(link.contact) for link in _links(incident)],
        "people": [_person(party) for party in incident.parties.order_by("pk")],
        "warnings": [{"kind": each.kind, "text": each.text} for each in incident.warnings.live(at)],
    }


def _links(incident: Incident):
    return incident.contact_links.select_related("contact").order_by("pk")


def _place(incident: Incident) -> dict:
    return {
        "text": incident.place,
        "borough": incident.borough.name if incident.borough else "",
        "lat": incident.lat,
        "lon": incident.lon,
        "position": incident.position_shown,
    }


def _caller(contact: Contact) -> dict:
    return {
        "channel": contact.channel,
        "number": contact.number or contact.number_raw,
        "received_at": contact.received_at.isoformat(),
    }


def _person(party) -> dict:
    told = ("role", "name", "number", "vehicle", "relation", "whereabouts", "note")
    return {name: getattr(party, name) for name in told}
