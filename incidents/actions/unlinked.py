"""Contacts that became no incident, though their number rang tonight about a domestic one (F3)."""

from incidents import known
from incidents.actions import late, repeats
from incidents.models import Incident


def went_by(contact, *, by, at) -> None:
    """
    Alert the supervisor where a held contact is looked at alone, and open again what was closed.

    A contact whose number was not here tonight is nobody's second.
    """
    if contact.previous_id is None:
        return
    found = known.domestic_tonight(contact.number, at=at)
    incident = Incident.objects.held(found.pk) if found else None
    if incident is not None:
        said = contact.get_outcome_display() or contact.get_ending_display()
        what = f"{contact.reference} from the same number is not linked to it ({said})"
        late.came(incident, f"{what}.", by=by, at=at)
        repeats.sound(incident, what, by=by, at=at)
