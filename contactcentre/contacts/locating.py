"""Which of a caller's positions is the best: a pure sum of plain values."""

from dataclasses import dataclass
from datetime import datetime

# A mast without a radius covers a neighbourhood.
UNKNOWN_RADIUS_M = 1000
LARGEST_RADIUS_M = 1_000_000


@dataclass(frozen=True)
class Fix:
    """One position as it was given to us; without a time it is as old as its arrival."""

    source: str
    lat: float
    lon: float
    radius_m: int | None = None
    confidence: int | None = None
    fixed_at: datetime | None = None


def score(*, fixed_at: datetime, radius_m: int | None) -> float:
    """Return how good a position is; a metre of radius weighs as much as a second of age."""
    radius = UNKNOWN_RADIUS_M if radius_m is None else radius_m
    return fixed_at.timestamp() - radius
