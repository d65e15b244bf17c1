"""How units move: in a straight line at a speed of the city. Pure rules."""

import math
from dataclasses import dataclass

from contactcentre.management.simulator.chance import dice

KM_PER_DEGREE = 111.32
# Streets are longer than the line from here to there.
DETOUR = 1.35
ON_CALL_KMH, PATROL_KMH = 34.0, 18.0
THERE_KM = 0.06
LEG_SECONDS = 900


@dataclass(frozen=True)
class Spot:
    """A position."""

    lat: float
    lon: float


def km(here: Spot, there: Spot) -> float:
    """Return the distance between two positions of one city in kilometres."""
    north = (there.lat - here.lat) * KM_PER_DEGREE
    east = (there.lon - here.lon) * KM_PER_DEGREE * math.cos(math.radians(here.lat))
    return math.hypot(north, east)


def towards(here: Spot, there: Spot, *, seconds: float, kmh: float) -> Spot:
    """Return where a unit is after driving so long, at the latest there."""
    distance = km(here, there)
    driven = kmh / DETOUR * max(seconds, 0) / 3600
    if distance <= max(driven, THERE_KM):
        return there
    part = driven / distance
    return Spot(
        round(here.lat + (there.lat - here.lat) * part, 5),
        round(here.lon + (there.lon - here.lon) * part, 5),
    )


def is_there(here: Spot, there: Spot) -> bool:
    """Test whether a unit has arrived."""
    return km(here, there) <= THERE_KM


def patrol(seed: str, callsign: str, at: float, beat: list[Spot]) -> Spot | None:
    """Return where a free unit is heading at a moment: from one place of its beat to another."""
    return dice(seed, "patrol", callsign, int(at // LEG_SECONDS)).choice(beat) if beat else None
