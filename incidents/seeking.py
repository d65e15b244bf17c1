"""Whom a call may be about, and by what a record of earlier days is found to be about the same."""

import math
from dataclasses import dataclass

from django.db.models import Q

from incidents import naming, places

NEAR_METRES = 100
METRES_A_DEGREE = 111_320


@dataclass(frozen=True)
class Sought:
    """What is known of the people and the places of a call, each in the form that is compared."""

    numbers: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    vehicles: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    names: tuple[tuple[str, ...], ...] = ()
    spots: tuple[tuple[float, float], ...] = ()


def of_contact(contact, incident=None) -> Sought:
    """Return what to look for beside a contact, and the incident that was opened from it."""
    spots = [(contact.lat, contact.lon)] if contact.lat is not None else []
    parties = []
    if incident is not None:
        parties = list(incident.parties.all())
        spots += _spots(incident)
    names = [naming.words(party.name) for party in parties]
    return Sought(
        numbers=_said(contact.number, *(party.number for party in parties)),
        handles=_said(contact.handle),
        addresses=_said(incident.place_words if incident else ""),
        names=tuple({tuple(words): 1 for words in names if naming.is_whole(words)}),
        spots=tuple(dict.fromkeys(spots)),
    )


def of_number_and_place(numbers, incident) -> Sought:
    """Return what to look for by number and place alone: what the rules of risk go by."""
    return Sought(
        numbers=_said(*numbers),
        addresses=_said(incident.place_words),
        spots=tuple(_spots(incident)),
    )


def about(sought: Sought) -> Q:
    """Return which markers, or orders, are about any of it."""
    same = about_them(sought) | Q(vehicle__in=sought.vehicles)
    for words in sought.names:
        same |= Q(name_words__contains=list(words))
        for part in naming.shorter(list(words)):
            same |= Q(name_words=part)
    for lat, lon in sought.spots:
        same |= Q(**places.around("", lat, lon, NEAR_METRES))
    return same


def about_them(sought: Sought) -> Q:
    """Return which are about a number, a handle or the address itself: no neighbour's."""
    own = Q(number__in=sought.numbers) | Q(handle__in=sought.handles)
    return own | Q(place_words__in=sought.addresses)


def is_own(row, sought: Sought) -> bool:
    """Test whether it is about the number or the handle itself that the call came from."""
    return row.number in sought.numbers or row.handle in sought.handles


def is_there(row, sought: Sought) -> bool:
    """Test whether it is about this address itself, not one near it."""
    return row.place_words in sought.addresses


def is_about_them(row, sought: Sought) -> bool:
    """Test whether one is what about_them asks for."""
    return is_own(row, sought) or is_there(row, sought)


def why(row, sought: Sought) -> str:
    """Return in words by what a marker or an order was found; "" when it is about none of it."""
    found = [
        ("same number", row.number in sought.numbers),
        ("same handle", row.handle in sought.handles),
        ("same address", is_there(row, sought)),
        ("same vehicle", row.vehicle in sought.vehicles),
        ("same name", any(naming.is_same(name, row.name_words) for name in sought.names)),
    ]
    words = [word for word, holds in found if holds]
    apart = metres(row, sought)
    if apart is not None and not is_there(row, sought):
        words.append(f"within {NEAR_METRES} m")
    return ", ".join(words)


def metres(row, sought: Sought) -> int | None:
    """Return how far a place is from the nearest that is sought; None when that is not near."""
    if row.lat is None or row.lon is None:
        return None
    apart = [_metres(row, lat, lon) for lat, lon in sought.spots]
    nearest = min(apart, default=math.inf)
    return round(nearest) if nearest <= NEAR_METRES * math.sqrt(2) else None


def _metres(row, lat: float, lon: float) -> float:
    north = (row.lat - lat) * METRES_A_DEGREE
    east = (row.lon - lon) * METRES_A_DEGREE * math.cos(math.radians(lat))
    return math.hypot(north, east)


def _spots(incident) -> list[tuple[float, float]]:
    return [] if incident.lat is None else [(incident.lat, incident.lon)]


def _said(*values: str) -> frozenset[str]:
    return frozenset(value for value in values if value)
