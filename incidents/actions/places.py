"""Correcting where an incident is: its area, its owner and its alerts go with it."""

from contactcentre.contacts.models import Contact
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import areas
from incidents import access, places, states
from incidents.actions import log, owners
from incidents.enums import LogKind, Status
from incidents.models import Incident, IncidentContact

FOLLOWS = ("owner", "owner_since", "place_number", "place_changed_at", "place_taken_back")


@action
def correct(*, incident_id: int, location: places.Where, by, at) -> Incident:
    """
    Correct where an incident is, and leave on its log where it was thought to be.

    Other words leave an incident at the caller's position, where no place is picked.

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
    moved = _put(incident, found, "Place corrected to {now}. It was: {was}", by=by, at=at)
    audit.record("incident.place_corrected", incident, by=by, at=at, **moved)
    return incident


@action
def follow_caller(*, contact: Contact, by, at) -> Incident | None:
    """
    Put the incident opened from a held contact where its caller is, if nobody picked a place.

    A handset is often heard after the incident is open; what is surer takes the place of what is
    not. Return the incident that was put there, or None.
    """
    link = IncidentContact.objects.filter(contact=contact).first()
    incident = Incident.objects.held(link.incident_id) if link else None
    if incident is None or not _is_surer(contact, link, incident):
        return None
    found = places.resolve(places.at_caller(places.Where(text=incident.place), contact))
    words = "The caller's position came after the opening: it is at {now}. It was: {was}"
    moved = _put(incident, found, words, by=by, at=at)
    audit.record("incident.caller_located", incident, by=by, at=at, **moved)
    return incident


def _is_surer(contact: Contact, link: IncidentContact, incident: Incident) -> bool:
    """Test whether a caller's position says more than what an incident has; a pick stays."""
    if incident.status == Status.CLOSED or contact.lat is None or link != _opening(incident):
        return False
    if incident.lat is None:
        return not incident.place_taken_back
    vague, sure = incident.position_radius_m, contact.radius_m
    is_told = bool(incident.position_source)
    return is_told and sure is not None and (vague is None or sure < vague)


def _opening(incident: Incident) -> IncidentContact:
    """Return the link of the contact it was opened from; who calls about it later is elsewhere."""
    return incident.contact_links.select_related("contact").earliest("pk")


def _put(incident: Incident, found: places.Found, words: str, *, by, at) -> dict:
    """Put a held incident somewhere, with its owner and alerts; return which areas those are."""
    shown, before, thought = incident.place_shown, incident.command_unit_id, _named(incident)
    where = _where(incident)
    incident.place_taken_back = found.lat is None and _is_picked_or_taken_back(incident)
    for name, value in found.columns().items():
        setattr(incident, name, value)
    text = words.format(now=_named(incident), was=thought)
    log.write(incident, LogKind.NOTE, text, by=by, at=at)
    if incident.command_unit_id != before:
        _give_to_the_area(incident, by=by, at=at)
    if _where(incident) != where:
        _count(incident, at)
    incident.save_changes(*found.columns(), *FOLLOWS)
    names = {"was": shown, "now": incident.place_shown, "why": "the place was corrected"}
    areas.follow(subject="incident", row=incident, **names, by=by, at=at)
    live.tell(incident, was=[before or WHOLE_FORCE], alarm=before != incident.command_unit_id)
    return {"was": before, "now": incident.command_unit_id}


def _count(incident: Incident, at) -> None:
    """Number the new place: whoever was sent knows the old one, and dispatch has them told."""
    incident.place_number += 1
    if incident.units_live:
        incident.place_changed_at = at


def _where(incident: Incident) -> tuple:
    return incident.place, incident.lat, incident.lon


def _named(incident: Incident) -> str:
    place = incident.place or "not known"
    if incident.position_source:
        return f"{place} (at the caller's position: {incident.position_shown})"
    return place if incident.lat is not None else f"{place} (no position)"


def _resolved(incident: Incident, location: places.Where) -> places.Found:
    if not location.text.strip() and location.place_id is None and location.lat is None:
        raise Invalid("Say where it is: pick a place of the list, or write it in words.")
    found = places.resolve(_at_caller(incident, location))
    columns = found.columns()
    if all(getattr(incident, name) == value for name, value in columns.items()):
        raise Invalid(f"CAD {incident.reference} is there already.")
    return found


def _at_caller(incident: Incident, location: places.Where) -> places.Where:
    """Return the caller's position for words alone, unless they take a picked place back."""
    if location.lat is None and _is_picked_or_taken_back(incident):
        return location
    return places.at_caller(location, _opening(incident).contact)


def _is_picked_or_taken_back(incident: Incident) -> bool:
    was_picked = incident.lat is not None and not incident.position_source
    return was_picked or incident.place_taken_back


def _give_to_the_area(incident: Incident, *, by, at) -> None:
    """Give a graded incident to the desk of its area; ungraded, it is its handler's until then."""
    if incident.status == Status.OPEN:
        return
    owner = owners.choose(area_code=incident.command_unit_id, but=[], at=at)
    area = incident.command_unit.name if incident.command_unit else "no area that is known"
    owners.give(incident, owner, why=f"it is in {area}", by=by, at=at)
