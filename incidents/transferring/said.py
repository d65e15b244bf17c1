"""What another control room says, whichever way it wrote it down."""

import re
import unicodedata
from dataclasses import dataclass, field

LONGEST_KEY, LONGEST_TEXT = 300, 8000
GRADES = ("I", "S", "E", "R")


@dataclass(frozen=True)
class Said:
    """
    One message, read: what kind it is, which transfers it is about, and what it tells.

    `about` holds every name by which a transfer may be known: theirs of what they give over, ours
    of what they answer.
    """

    kind: str
    message_id: str
    about: tuple[str, ...]
    their_reference: str = ""
    grade: str = ""
    grade_reason: str = ""
    text: str = ""
    number: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None
    accepted_by: str = ""
    note: str = ""


@dataclass
class Reading:
    """What could be read of a message, and what could not."""

    said: Said | None = None
    faults: list[str] = field(default_factory=list)


def plain(given, most: int) -> str:
    """Return a text without letters that nobody sees, cut where it is too long; "" for no text."""
    if not isinstance(given, str):
        return ""
    seen = "".join(letter for letter in given if letter in "\n\t" or _is_seen(letter))
    return re.sub(r"\n{3,}", "\n\n", seen).strip()[:most]


def number(given, most: float) -> float | None:
    """Return a number of degrees, or None when it is none."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return float(given) if is_number and abs(given) <= most else None


def position(lat, lon) -> tuple[float | None, float | None]:
    """Return a position on earth, whole or not at all."""
    found = (number(lat, 90), number(lon, 180))
    return found if None not in found else (None, None)


def lines(*told: tuple[str, str]) -> str:
    """Return what was told line by line, each with its name, nothing for what was not."""
    return "\n".join(f"{name}: {text}" if name else text for name, text in told if text)


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
