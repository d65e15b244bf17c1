"""Where something is: the gazetteer's place, the caller's words, or a position on the map."""

import math
from dataclasses import dataclass, replace

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from contactcentre.contacts.models import Contact
from contactcentre.core.errors import NotFound
from incidents import addresses
from incidents.models import Place

AREA_KNOWN_WITHIN_M = 3000


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
    borough: str = ""

    def columns(self) -> dict:
        """Return the columns of an incident; a borough that is certain is part of the address."""
        words = addresses.within(self.text, "" if self.source else self.borough)
        return {
            "place": self.text[:200],
            "place_words": words[:240],
            "borough_id": self.borough_id,
            "command_unit_id": self.command_unit_id,
            "lat": self.lat,
            "lon": self.lon,
            "position_source": self.source,
            "position_radius_m": self.radius_m,
        }


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
    return Found(text, *area, lat, lon, where.source, where.radius_m, place.borough.name)


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
