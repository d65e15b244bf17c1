"""Linking a contact to an incident that it is about."""

import re

from contactcentre.core import audit, live
from contactcentre.core.errors import Invalid
from contactcentre.core.transactions import action
from incidents import queries
from incidents.actions import late, log, reassessing, repeats
from incidents.enums import LogKind
from incidents.models import Incident, IncidentContact

WRITTEN = re.compile(r"\d{1,6}[-/]\d{1,2}[A-Za-z]{3}\d{2}")


@action
def link_named(*, contact, by, at) -> Incident:
    """
    Link a held contact to the incident its note names, and write on that incident's log.

    :raises Invalid: when the note names no incident that this person may see
    """
    named = WRITTEN.search(contact.outcome_note)
    try:
        known = queries.by_slug(named[0] if named else "", by)
    except Incident.DoesNotExist as error:
        raise Invalid("Name the incident in the note, such as CAD 1234/22NOV26.") from error
    incident = Incident.objects.held(known.pk)
    late.came(incident, f"Contact {contact.reference} is about it.", by=by, at=at)
    IncidentContact.objects.create(incident=incident, contact=contact, linked_at=at)
    text = f"Contact {contact.reference} is about this: {contact.outcome_note}"
    log.write(incident, LogKind.CONTACT, text, by=by, at=at)
    incident.save_changes()
    repeats.look(incident, by=by, at=at)
    since = contact.answered_at or contact.received_at
    about = {"words": reassessing.ANOTHER_CONTACT, "since": since}
    reassessing.ask_unless_known(incident, **about, by=by, at=at)
    audit.record("incident.linked", incident, by=by, at=at, contact=contact.pk)
    live.tell(incident)
    return incident
