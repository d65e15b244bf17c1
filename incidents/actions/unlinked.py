"""Contacts that were lost, or became no incident though their number rang about one (F3, D5)."""

from contactcentre.contacts.enums import Ending
from incidents import known
from incidents.actions import late, reassessing, repeats
from incidents.models import Incident, IncidentContact


def lost(contact, *, by, at) -> None:
    """Ask for the risk anew where a held contact was cut off; one of no incident is not alone."""
    link = IncidentContact.objects.filter(contact=contact).first()
    if link is None:
        went_by(contact, by=by, at=at)
    elif contact.ending == Ending.DROPPED:
        incident = Incident.objects.held(link.incident_id)
        about = {"words": reassessing.CUT_OFF, "since": at}
        reassessing.ask_unless_known(incident, **about, by=by, at=at)


def went_by(contact, *, by, at) -> None:
    """
    Alert the supervisor where a held contact is looked at alone, and open again what was closed.

    A contact whose number was not here tonight, and that has no handle, is nobody's second.
    """
    if contact.previous_id is None and not contact.handle:
        return
    found = known.domestic_tonight(contact, at=at)
    incident = Incident.objects.held(found.pk) if found else None
    if incident is not None:
        said = contact.get_outcome_display() or contact.get_ending_display()
        what = f"{contact.reference} from the same number or handle is not linked to it ({said})"
        late.came(incident, f"{what}.", by=by, at=at)
        repeats.sound(incident, what, by=by, at=at)
