"""Correcting where an incident is: its area, its owner and its alerts go with it."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import areas
from incidents import access, places, states
from incidents.actions import log, owners
from incidents.enums import LogKind, Status
from incidents.models import Incident


@action
def correct(*, incident_id: int, location: places.Where, by, at) -> Incident:
    """
    Correct where an incident is, and leave on its log where it was thought to be.

    In another area it is on that area's board and no longer on the old one's, with an owner there;
    words alone, which are in no gazetteer, put it on every area's board.

    :raises Invalid: when nothing is said, or nothing new
    :raises NotFound: when there is no such incident for this person, or no such place
    :raises WrongState: when it is closed
    """
    permissions.check(by, Permission.INCIDENT_OPEN)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    found = _resolved(incident, location)
    was, before = incident.place_shown, incident.command_unit_id
    thought = incident.place or "not known"
    for name, value in found.columns().items():
        setattr(incident, name, value)
    text = f"Place corrected to {incident.place}. It was: {thought}"
    log.write(incident, LogKind.NOTE, text, by=by, at=at)
    if incident.command_unit_id != before:
        _give_to_the_area(incident, by=by, at=at)
    incident.save_changes(*found.columns(), "owner", "owner_since")
    names = {"was": was, "now": incident.place_shown, "why": "the place was corrected"}
    areas.follow(subject="incident", row=incident, **names, by=by, at=at)
    moved = {"was": before, "now": incident.command_unit_id}
    audit.record("incident.place_corrected", incident, by=by, at=at, **moved)
    live.tell(incident, was=[before or WHOLE_FORCE], alarm=before != incident.command_unit_id)
    return incident


def _resolved(incident: Incident, location: places.Where) -> places.Found:
    if not location.text.strip() and location.place_id is None and location.lat is None:
        raise Invalid("Say where it is: pick a place of the list, or write it in words.")
    found = places.resolve(location)
    columns = found.columns()
    if all(getattr(incident, name) == value for name, value in columns.items()):
        raise Invalid(f"CAD {incident.reference} is there already.")
    return found


def _give_to_the_area(incident: Incident, *, by, at) -> None:
    """Give a graded incident to the desk of its area; ungraded, it is its handler's until then."""
    if incident.status == Status.OPEN:
        return
    owner = owners.choose(area_code=incident.command_unit_id, but=[], at=at)
    area = incident.command_unit.name if incident.command_unit else "no area that is known"
    owners.give(incident, owner, why=f"it is in {area}", by=by, at=at)
