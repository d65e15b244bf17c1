"""Whom a call may be about, and by what a record of earlier days is found to be about the same."""

import math
from dataclasses import dataclass, replace

from django.db.models import Q

from incidents import addresses, keys, naming, places

NEAR_METRES, WIDE_METRES = 100, 250
TIERS = (50, NEAR_METRES, WIDE_METRES)
METRES_A_DEGREE = 111_320
SAME_PERSON = "same person, as somebody has said"


@dataclass(frozen=True)
class Spot:
    """A position, and how far about it is near: farther where it is not known to the metre."""

    lat: float
    lon: float
    metres: int = NEAR_METRES


@dataclass(frozen=True)
class Sought:
    """
    What is known of the people and the places of a call, each in the form that is compared.

    `people` are records of people in incidents that are somebody of the call; `confirmed` says
    which numbers and handles are theirs only because somebody has said so (F6).
    """

    numbers: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    vehicles: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    names: tuple[tuple[str, ...], ...] = ()
    spots: tuple[Spot, ...] = ()
    people: frozenset[int] = frozenset()
    confirmed: frozenset[str] = frozenset()

    def joined_by(self, found: frozenset[str]) -> "Sought":
        """Return what to look for when the people of these keys are one with those of the call."""
        numbers, handles = keys.values(found, keys.NUMBER), keys.values(found, keys.HANDLE)
        return replace(
            self,
            numbers=self.numbers | numbers,
            handles=self.handles | handles,
            people=self.people | keys.party_ids(found),
            confirmed=(numbers - self.numbers) | (handles - self.handles),
        )


def of_contact(contact, incident=None, *, name: str = "", vehicle: str = "") -> Sought:
    """
    Return what to look for beside a contact, and the incident that was opened from it.

    `name` and `vehicle` are what the caller has said and no incident has yet. Whose line it is, and
    where, BT has said before anybody spoke.
    """
    parties = list(incident.parties.all()) if incident is not None else []
    lines = list(contact.handovers.all())
    said_names = (name, *(line.subscriber for line in lines), *(party.name for party in parties))
    names = [naming.words(said) for said in said_names]
    of_lines = [part for line in lines for part in addresses.parts_of(line.address)]
    return Sought(
        numbers=_said(contact.number, *(party.number for party in parties)),
        handles=_said(contact.handle),
        vehicles=_said(naming.registration(vehicle), *(party.vehicle for party in parties)),
        addresses=_addresses_of(incident) | _said(*of_lines),
        names=tuple(dict.fromkeys(tuple(words) for words in names if naming.is_whole(words))),
        spots=tuple(dict.fromkeys(_spots(contact, contact.radius_m) + _spots_of(incident))),
    )


def of_callers_and_place(contacts, incident) -> Sought:
    """Return the callers' numbers and handles and the place alone: what the rules of risk go by."""
    return Sought(
        numbers=_said(*(contact.number for contact in contacts)),
        handles=_said(*(contact.handle for contact in contacts)),
        addresses=_addresses_of(incident),
        spots=tuple(_spots_of(incident)),
    )


def _addresses_of(incident) -> frozenset[str]:
    """
    Return its address as it is kept, in the borough in which it was found, and of the whole house.

    Typed while the telephone said where she is, it has no borough; her marker's address has.
    """
    if incident is None or not incident.place_words:
        return frozenset()
    area = incident.borough.name if incident.borough_id else ""
    within = addresses.within(incident.place_words, area)
    return frozenset({incident.place_words, within, addresses.house(within)})


def with_parties(sought: Sought, parties) -> Sought:
    """Return what to look for where the numbers and vehicles of whoever is in it count, too."""
    numbers = sought.numbers | _said(*(party.number for party in parties))
    vehicles = sought.vehicles | _said(*(party.vehicle for party in parties))
    return replace(sought, numbers=numbers, vehicles=vehicles)


def about(sought: Sought) -> Q:
    """Return which markers, or orders, are about any of it."""
    return about_them(sought) | named(sought) | near(sought)


def about_them(sought: Sought) -> Q:
    """Return which are about a number, a handle, a vehicle or the address: no neighbour's."""
    own = Q(number__in=sought.numbers) | Q(handle__in=sought.handles)
    return own | Q(vehicle__in=sought.vehicles) | Q(place_words__in=sought.addresses)


def named(sought: Sought) -> Q:
    """Return who has one of the names, where more or less of it was given."""
    same = Q(pk__in=[])
    for words in sought.names:
        same |= Q(name_words__contains=list(words))
        for part in naming.shorter(list(words)):
            same |= Q(name_words=part)
    return same


def near(sought: Sought) -> Q:
    """Return what is near one of the positions."""
    same = Q(pk__in=[])
    for spot in sought.spots:
        same |= Q(**places.around("", spot.lat, spot.lon, spot.metres))
    return same


def is_own(row, sought: Sought) -> bool:
    """Test whether it is about the number or the handle itself that the call came from."""
    return row.number in sought.numbers or row.handle in sought.handles


def is_there(row, sought: Sought) -> bool:
    """Test whether it is about this address itself, not one near it."""
    return row.place_words in sought.addresses


def is_about_them(row, sought: Sought) -> bool:
    """Test whether one is what about_them asks for."""
    return is_own(row, sought) or row.vehicle in sought.vehicles or is_there(row, sought)


def is_named(words, sought: Sought) -> bool:
    """Test whether somebody may have one of the names."""
    return any(naming.is_same(one, words) for one in sought.names)


def why(row, sought: Sought) -> str:
    """Return in words by what a marker or an order was found; "" when it is about none of it."""
    said = [("number", row.number), ("handle", row.handle), ("vehicle", row.vehicle)]
    return ", ".join([*_same(said, [row.name_words], sought), *_where(row, sought)])


def why_incident(incident, sought: Sought) -> str:
    """Return in words by what an incident was found, read with its parties and contacts."""
    return ", ".join([*why_people(incident, sought), *_where(incident, sought)])


def why_people(incident, sought: Sought) -> list[str]:
    """Return by whom in it an incident was found; nothing when it was by its place alone."""
    contacts = [link.contact for link in incident.contact_links.all()]
    parties = list(incident.parties.all())
    said = [("number", each.number) for each in (*contacts, *parties)]
    said += [("handle", each.handle) for each in contacts]
    said += [("vehicle", each.vehicle) for each in parties]
    is_known = any(each.pk in sought.people for each in parties)
    found = _same(said, [each.name_words for each in parties], sought)
    return [*([SAME_PERSON] if is_known else []), *found]


def why_contact(contact, sought: Sought) -> str:
    """Return in words by what an earlier contact was found."""
    said = [("number", contact.number), ("handle", contact.handle)]
    return ", ".join(_same(said, [], sought))


def _same(said: list[tuple[str, str]], names: list, sought: Sought) -> list[str]:
    wanted = {"number": sought.numbers, "handle": sought.handles, "vehicle": sought.vehicles}
    same = [(kind, value) for kind, value in said if value in wanted[kind]]
    joined = {value for _kind, value in same if value in sought.confirmed}
    found = {f"same {kind}": 1 for kind, value in same if value not in joined}
    found |= {f"{kind} of the {SAME_PERSON}": 1 for kind, value in same if value in joined}
    if any(is_named(each, sought) for each in names):
        found["same name"] = 1
    return list(found)


def _where(row, sought: Sought) -> list[str]:
    if is_there(row, sought):
        return ["same address"]
    apart = _apart(row, sought)
    return [] if apart is None else [f"within {next(tier for tier in TIERS if apart <= tier)} m"]


def _apart(row, sought: Sought) -> float | None:
    """Return how far it is from the nearest position that is near enough; None when none is."""
    if row.lat is None or row.lon is None:
        return None
    apart = [(_metres(row, spot), spot.metres) for spot in sought.spots]
    return min((metres for metres, enough in apart if metres <= enough), default=None)


def _metres(row, spot: Spot) -> float:
    north = (row.lat - spot.lat) * METRES_A_DEGREE
    east = (row.lon - spot.lon) * METRES_A_DEGREE * math.cos(math.radians(spot.lat))
    return math.hypot(north, east)


def _spots_of(incident) -> list[Spot]:
    return [] if incident is None else _spots(incident, incident.position_radius_m)


def _spots(row, radius_m: int | None) -> list[Spot]:
    if row.lat is None or row.lon is None:
        return []
    is_vague = (radius_m or 0) > NEAR_METRES
    return [Spot(row.lat, row.lon, WIDE_METRES if is_vague else NEAR_METRES)]


def _said(*values: str) -> frozenset[str]:
    return frozenset(value for value in values if value)
