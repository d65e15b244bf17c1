"""
Whether two callers tell of one thing: number, place, words and time, with reasons in words (F4).

Pure sums of plain values. It only proposes: a person decides whether it is the same.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents import addresses

RECENT = timedelta(hours=12)
JUST_NOW = timedelta(minutes=15)
PROBABLE = 4
HERE_M, NEAR_M, AROUND_M = 100, 300, 1000
EARTH_M = 111_320
LONGEST = 60
OFTEN_SAID = """
    about after again also already always another around away back been before being called caller
    calling come coming could does doing done down from getting goes going happening have having
    help here inside into just know like making maybe more near next nothing only other outside over
    people person please police really right said same saying seems should since some somebody
    someone something still such tell than that their them then there these they thing think this
    those through told under until very want wants were what when where which while will with
    without would your
"""
COMMON = frozenset(OFTEN_SAID.split())


@dataclass(frozen=True)
class Told:
    """What is known of one thing: by whom it was told, where it is, in which words and when."""

    at: datetime
    words: str = ""
    place_words: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Likeness:
    """How like each other two are, and why, in words; the surest first."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_probable(self) -> bool:
        """Whether it is worth a handler's eye."""
        return self.score >= PROBABLE


def between(new: Told, known: Told, *, is_same_number: bool) -> Likeness:
    """Return how like a new call is to what is known, and why."""
    reasons = [(4, "same number")] if is_same_number else []
    reasons += _place(new, known) + _words(new, known)
    ago = max(timedelta(), new.at - known.at)
    when = (1 if ago <= JUST_NOW else 0, f"{_lasting(ago)} ago")
    reasons.sort(key=lambda one: -one[0])
    said = tuple(text for _score, text in (*reasons, when))
    return Likeness(sum(score for score, _text in (*reasons, when)) if reasons else 0, said)


def telling(text: str) -> list[str]:
    """Return the words of a text that tell something, each once, as they come."""
    found = re.findall(r"[a-z][a-z'’-]{3,}", text.lower())[:LONGEST]
    return list(dict.fromkeys(word for word in found if word not in COMMON))


def metres(one: Told, other: Told) -> float | None:
    """Return how far apart two are, near enough within a town; None when one has no position."""
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return None
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return EARTH_M * math.hypot(one.lat - other.lat, east)


def _place(new: Told, known: Told) -> list[tuple[int, str]]:
    """Weigh the place: there is a High Street in every borough, so none that is far away is it."""
    apart, same = metres(new, known), addresses.may_be_same(new.place_words, known.place_words)
    if apart is None and not same or apart is not None and apart > AROUND_M:
        return []
    if same and (apart is not None or new.place_words == known.place_words):
        return [(4, "same place")]
    if same:
        return [(4, "may be the same place")]
    score = 3 if apart <= HERE_M else 2 if apart <= NEAR_M else 1
    return [(score, f"{math.ceil(apart / 10) * 10} m away")]


def _words(new: Told, known: Told) -> list[tuple[int, str]]:
    theirs = set(telling(known.words))
    both = [word for word in telling(new.words) if word in theirs]
    if not both:
        return []
    return [(min(len(both), 3), f"both say: {', '.join(both[:4])}")]


def _lasting(ago: timedelta) -> str:
    minutes = int(ago.total_seconds() // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
