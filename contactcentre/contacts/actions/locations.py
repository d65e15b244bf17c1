"""Positions of a caller: each is added, the best one shows."""

from contactcentre.contacts import followers, holding, locating, queueing
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import CallerLocation, Contact
from contactcentre.contacts.permissions import check_can_receive
from contactcentre.core import audit, live
from contactcentre.core.transactions import action

BEST = ("lat", "lon", "radius_m", "location_source", "located_at")


@action
def add(*, contact_id: int, location: Fix, by, at) -> CallerLocation:
    """
    Add a position to a contact; the followers look again at what is known there.

    :raises NotFound: when there is no such contact
    """
    check_can_receive(by)
    contact = holding.hold(contact_id).contact
    noted = note(contact, location, by=by, at=at)
    contact.save_changes(*BEST)
    audit.record("contact.located", contact, by=by, at=at, source=location.source)
    live.tell(contact)
    return noted


def note(contact: Contact, location: Fix, *, by, at) -> CallerLocation:
    """Add a position to a held contact whose changes the caller saves, if it is the best."""
    fixed_at = queueing.believed(location.fixed_at, arrived_at=at) or at
    noted = CallerLocation.objects.create(
        contact=contact,
        source=location.source,
        lat=location.lat,
        lon=location.lon,
        radius_m=location.radius_m,
        confidence=location.confidence,
        fixed_at=fixed_at,
        received_at=at,
    )
    if _is_better(noted, contact):
        contact.lat, contact.lon, contact.radius_m = noted.lat, noted.lon, noted.radius_m
        contact.location_source, contact.located_at = noted.source, noted.fixed_at
    followers.located(contact, noted, by=by, at=at)
    return noted


def _is_better(noted: CallerLocation, contact: Contact) -> bool:
    if contact.located_at is None:
        return True
    best = locating.score(fixed_at=contact.located_at, radius_m=contact.radius_m)
    return noted.score > best
