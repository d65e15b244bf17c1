"""
The search of the gazetteer: the places that fit what was typed, with what tells them apart (F8).

It only lists: nothing is ever taken because it stands first. Each way to find a place has its index
and an end, so that a gazetteer of a million addresses answers like one of a thousand streets.
"""

import math
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from contactcentre.core.models import Borough
from incidents import addresses
from incidents.models import Place
from incidents.models.places import ADDRESS, FOUND_BY, spot

SHOWN = 8
# Of each way to find a place; what is meant is among them, or more has to be typed.
LOOKED_AT = 100
COMPARED = 6
NEAR_M = 800
METRES_A_DEGREE = 111_320
# How well a place fits: to the door, a flat of the house, the street, its beginning, its words.
THE_DOOR, A_FLAT, THE_STREET, BEGINS, FITS = range(5)


@dataclass(frozen=True)
class Fits:
    """
    Some places that fit, the best first.

    `meant` are those that are called exactly as was typed: with more than one, somebody has to
    choose. `is_more` says that there are others, which only more words can tell apart.
    """

    places: tuple[Place, ...] = ()
    meant: tuple[Place, ...] = ()
    is_more: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether what was typed is the name of several places."""
        return len(self.meant) > 1


@dataclass(frozen=True)
class _Typed:
    """What was typed, and in which boroughs it can be; `street` is without a borough's name."""

    whole: addresses.Address
    street: str
    borough: str | None
    beginnings: dict[str, list[str]]

    @property
    def door(self) -> str:
        return f"{self.whole.door} {self.street}"

    @property
    def flat(self) -> str:
        return f"{self.door} flat {self.whole.flat}"


def search(text: str, *, lat: float | None = None, lon: float | None = None) -> Fits:
    """
    Return at most eight places that fit what was typed; of equals the nearest to a position first.

    Every word begins a word of the place or of its borough, and one at least is the place's own.
    """
    address = addresses.parse(text)
    if not address.street:
        return Fits()
    found = _ranked(_typed(address), lat, lon)
    shown = tuple(found[: SHOWN + 1])
    return Fits(shown[:SHOWN], _meant(shown), len(shown) > SHOWN)


def apart(place: Place) -> str:
    """Return what tells a place that was found from others of its name, in words."""
    said = [place.borough.name, place.postcode]
    if place.beside:
        said.append(f"near {place.beside}")
    if place.apart is not None:
        said.append(f"{_distance(place.apart)} from the caller")
    return " · ".join(part for part in said if part)


def _typed(address: addresses.Address) -> _Typed:
    street, borough, beginnings = address.street, None, {}
    for pk, name in Borough.objects.order_by("name").values_list("pk", "name"):
        area = addresses.words(name)
        if street.endswith(f" {area}"):
            street, borough = street.removesuffix(f" {area}"), pk
        for word in address.street.split()[:COMPARED]:
            if f" {area}".find(f" {word}") >= 0:
                beginnings.setdefault(word, []).append(pk)
    return _Typed(address, street, borough, beginnings)


def _ranked(typed: _Typed, lat: float | None, lon: float | None) -> QuerySet[Place]:
    first, *others = (way.values("pk")[:LOOKED_AT] for way in _ways(typed))
    found = Place.objects.filter(pk__in=first.union(*others)).select_related(
        "borough__command_unit"
    )
    ranked = found.annotate(rank=_rank(typed), apart=_apart(lat, lon), beside=Subquery(_beside()))
    return ranked.order_by("rank", F("apart").asc(nulls_last=True), "words", "pk")


def _ways(typed: _Typed) -> list[QuerySet[Place]]:
    """Return each way to find what was typed; each has an index, and none is in another's."""
    there = Place.objects.filter(**({"borough": typed.borough} if typed.borough else {}))
    streets = there.exclude(kind=ADDRESS)
    ways = [
        streets.filter(words=typed.street),
        streets.filter(words__startswith=typed.street),
        _by_words(typed),
    ]
    if typed.whole.door:
        ways.append(there.filter(words__startswith=typed.door, kind=ADDRESS))
    return ways


def _by_words(typed: _Typed) -> QuerySet[Place]:
    """Return the places that hold every word, those that begin a borough's name in it or of it."""
    found, own = Place.objects.exclude(kind=ADDRESS).annotate(found_by=FOUND_BY), []
    tokens = typed.whole.street.split()[:COMPARED]
    for token in tokens:
        if token in typed.beginnings:
            in_it = Q(found_by=_query([token])) | Q(borough__in=typed.beginnings[token])
            found = found.filter(in_it)
        else:
            own.append(token)
    return found.filter(found_by=_query(own) if own else _query(tokens, "|"))


def _query(tokens: list[str], joined_by: str = "&") -> SearchQuery:
    words = f" {joined_by} ".join(f"{token}:*" for token in tokens)
    return SearchQuery(words, search_type="raw", config="simple")


def _rank(typed: _Typed) -> Case:
    """Return how well a place fits; a place of another flat or door fits least."""
    whole, street = typed.whole, Q(words=typed.street)
    if typed.borough:
        street &= Q(borough=typed.borough)
    # A street may be called like a borough: "Camden Street, Camden".
    street |= Q(words=whole.street)
    ranks = [
        When(words=typed.flat if whole.flat else typed.door, kind=ADDRESS, then=Value(THE_DOOR)),
        When(street, then=Value(THE_STREET)),
        When(words__startswith=typed.street, then=Value(BEGINS)),
    ]
    if not whole.flat:
        house = Q(words__startswith=f"{typed.door} flat ", kind=ADDRESS)
        ranks.insert(1, When(house, then=Value(A_FLAT)))
    return Case(*ranks, default=Value(FITS))


def _meant(shown: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places that are called as was typed: the house and its flats, or the streets."""
    doors = tuple(place for place in shown if place.rank in {THE_DOOR, A_FLAT})
    return doors or tuple(place for place in shown if place.rank == THE_STREET)


def _apart(lat: float | None, lon: float | None):
    """Return how many metres a place is from a position; without one there is no distance."""
    if lat is None or lon is None:
        return Value(None, output_field=FloatField())
    shrink = math.cos(math.radians(lat))
    north, east = F("lat") - lat, (F("lon") - lon) * shrink
    return Cast((north * north + east * east) ** 0.5 * METRES_A_DEGREE, FloatField())


def _beside() -> QuerySet:
    """Return the nearest place of another name, by which people say which street it is."""
    here = spot(OuterRef("lat"), OuterRef("lon"))
    others = Place.objects.exclude(kind=ADDRESS).exclude(words=OuterRef("words"))
    apart = CombinedExpression(spot(F("lat"), F("lon")), "<->", here, output_field=FloatField())
    nearest = others.annotate(by=apart).order_by("by")
    name = Case(When(by__lt=NEAR_M / METRES_A_DEGREE, then="name"))
    return nearest.annotate(said=name).values("said")[:1]


def _distance(metres: float) -> str:
    return f"{metres / 1000:.1f} km" if metres >= 1000 else f"{round(metres, -1):.0f} m"
