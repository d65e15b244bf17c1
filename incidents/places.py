"""Where something is: the gazetteer's place, the caller's words, or a position on the map."""

import math
import re
from dataclasses import dataclass, replace

from django.db.models import Case, F, FloatField, Q, QuerySet, When
from django.db.models.functions import Cast

from contactcentre.contacts.models import Contact
from contactcentre.core.errors import NotFound
from incidents.models import Place

SHOWN = 8
# Of an address from a network: "12 Acre Lane" says where, "Flat 2" does not.
MOST_PARTS, LEAST_WORDS = 8, 3
AREA_KNOWN_WITHIN_M = 3000
STREETS = {"st": "street", "rd": "road", "ave": "avenue", "sq": "square", "ln": "lane"}


@dataclass(frozen=True)
class Where:
    """
    What is known of a place when an incident is opened.

    `source` and `radius_m` say whose word a position is, where no place of the gazetteer gives it.
    """

    text: str = ""
    place_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    source: str = ""
    radius_m: int | None = None


@dataclass(frozen=True)
class Found:
    """A place with its borough and command unit, as an incident keeps it."""

    text: str
    borough_id: str | None
    command_unit_id: str | None
    lat: float | None
    lon: float | None
    source: str = ""
    radius_m: int | None = None

    def columns(self) -> dict:
        """Return the columns of an incident."""
        return {
            "place": self.text[:200],
            "place_words": words(self.text)[:240],
            "borough_id": self.borough_id,
            "command_unit_id": self.command_unit_id,
            "lat": self.lat,
            "lon": self.lon,
            "position_source": self.source,
            "position_radius_m": self.radius_m,
        }


def words(text: str) -> str:
    """Return the normal form of an address: lower case, no punctuation, streets spelt out."""
    parts = re.sub(r"[^a-z0-9 ]+", " ", text.lower()).split()
    return " ".join(STREETS.get(part, part) for part in parts)


def parts_of(address: str) -> list[str]:
    """
    Return the normal forms of an address with all its parts, and with fewer of them.

    A network writes town and postcode after what everybody else calls the address.
    """
    parts = address.split(",")[:MOST_PARTS]
    forms = [words(",".join(parts[:count])) for count in range(1, len(parts) + 1)]
    return [form for form in forms if len(form.split()) >= LEAST_WORDS]


def search(text: str) -> QuerySet[Place]:
    """
    Return at most eight places whose names, with their boroughs', hold every word typed (F8).

    One word at least is the place's own; those that begin as typed come first.
    """
    typed = words(re.sub(r"^\s*(flat\s+\w+\s*,?\s*)?\d+\w?\s+", "", text.lower()))
    if not typed:
        return Place.objects.none()
    found, own = Place.objects.select_related("borough__command_unit"), Q(pk__in=[])
    for word in typed.split()[:6]:
        found = found.filter(Q(words__contains=word) | Q(borough__name__icontains=word))
        own |= Q(words__contains=word)
    starts = Case(When(words__startswith=typed, then=0), default=1)
    return found.filter(own).order_by(starts, "words", "pk")[:SHOWN]


def resolve(where: Where) -> Found:
    """
    Return where something is, as well as can be told; words alone are kept as they were said.

    A position without a place takes the borough of the nearest place of the gazetteer, unless it is
    too vague to tell the area: then every area has it on its board.

    :raises NotFound: when a place is named that is not in the gazetteer
    """
    place = _place(where)
    if place is None:
        return Found(where.text, None, None, where.lat, where.lon, where.source, where.radius_m)
    lat, lon = (where.lat, where.lon) if where.lat is not None else (place.lat, place.lon)
    text = where.text or (f"Near {place}" if where.source else str(place))
    area = (place.borough_id, place.borough.command_unit_id)
    return Found(text, *area, lat, lon, where.source, where.radius_m)


def at_caller(where: Where, contact: Contact) -> Where:
    """
    Return where something is: at the caller's own position, where no place was picked.

    What was picked, of the gazetteer or on a map, stays; words alone do not hide where the call
    came from.
    """
    if contact.lat is None or where.place_id is not None:
        return where
    if where.lat is not None and (where.lat, where.lon) != (contact.lat, contact.lon):
        return where
    told = {"source": contact.location_source, "radius_m": contact.radius_m}
    return replace(where, lat=contact.lat, lon=contact.lon, **told)


def nearest(lat: float, lon: float) -> Place | None:
    """Return the place nearest to a position, within about three kilometres."""
    near = Place.objects.filter(**around("", lat, lon, 3000)).select_related("borough")
    shrink = math.cos(math.radians(lat)) ** 2
    north = Cast((F("lat") - lat) * (F("lat") - lat), FloatField())
    east = Cast((F("lon") - lon) * (F("lon") - lon) * shrink, FloatField())
    return near.annotate(apart=north + east).order_by("apart").first()


def around(prefix: str, lat: float, lon: float, metres: float) -> dict:
    """Return the filter for a box of this half-width about a position."""
    north = metres / 111_320
    east = metres / (111_320 * math.cos(math.radians(lat)))
    return {
        f"{prefix}lat__range": (lat - north, lat + north),
        f"{prefix}lon__range": (lon - east, lon + east),
    }


def _place(where: Where) -> Place | None:
    if where.place_id is not None:
        found = Place.objects.select_related("borough").filter(pk=where.place_id).first()
        if found is None:
            raise NotFound("That place is not in the gazetteer. Pick one from the list.")
        return found
    is_vague = (where.radius_m or 0) > AREA_KNOWN_WITHIN_M
    if where.lat is not None and where.lon is not None and not is_vague:
        return nearest(where.lat, where.lon)
    return None
