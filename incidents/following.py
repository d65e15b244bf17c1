"""What incidents answer when something happens to a contact; fills the followers port."""

import re

from contactcentre.contacts import followers
from contactcentre.contacts.enums import Outcome
from contactcentre.core import live
from contactcentre.core.errors import Invalid, WrongState
from incidents import queries
from incidents.actions import log
from incidents.enums import LogKind
from incidents.models import Incident, IncidentContact

PLACE = 10
WRITTEN = re.compile(r"\d{1,6}[-/]\d{1,2}[A-Za-z]{3}\d{2}")


def fill_ports() -> None:
    """Let incidents follow what happens to contacts."""
    followers.register(Incidents(), place=PLACE)


class Incidents:
    """An outcome that names an incident must be true: no call ends as one that nobody opened."""

    def received(self, contact, *, by, at) -> None:
        """Leave an arrival to the known panel, which asks for itself."""

    def located(self, contact, location, *, by, at) -> None:
        """Leave a position to the known panel, which asks for itself."""

    def spoke(self, contact, text: str, *, by, at) -> None:
        """Leave words to whoever has the contact."""

    def ended(self, contact, *, by, at) -> None:
        """Leave the end of a line to the contact's own clocks."""

    def disposed(self, contact, *, by, at) -> None:
        """
        Refuse an incident that was not opened; link the one that the note names.

        :raises WrongState: when no incident was opened from the contact
        :raises Invalid: when the note names no incident this person may see
        """
        if IncidentContact.objects.filter(contact=contact).exists():
            return
        if contact.outcome == Outcome.INCIDENT:
            raise WrongState("No incident was opened from this contact. Open one first.")
        if contact.outcome == Outcome.LINKED_INCIDENT:
            _link(contact, by=by, at=at)


def _link(contact, *, by, at) -> None:
    named = WRITTEN.search(contact.outcome_note)
    try:
        known = queries.by_slug(named[0] if named else "", by)
    except Incident.DoesNotExist as error:
        raise Invalid("Name the incident in the note, such as CAD 1234/22NOV26.") from error
    incident = Incident.objects.held(known.pk)
    IncidentContact.objects.create(incident=incident, contact=contact, linked_at=at)
    text = f"Contact {contact.reference} is about this: {contact.outcome_note}"
    log.write(incident, LogKind.CONTACT, text, by=by, at=at)
    incident.save_changes()
    live.tell(incident)
