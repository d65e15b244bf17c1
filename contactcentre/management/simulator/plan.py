"""
Which contacts come, hour by hour: pure, and the same for the same seed.

Everything about a contact is settled when it is planned, whoever takes it: who rings, from where,
what they say, how long they wait and talk.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from contactcentre.management.simulator import rhythm, stories
from contactcentre.management.simulator.chance import between, dice
from contactcentre.management.simulator.stories import Story

CALLS = ("999", "101")
HOUR = timedelta(hours=1)
FIRST, FIRST_APART = 6, timedelta(seconds=12)
RINGS_OFF = {"999": 0.03, "101": 0.1}
RINGS_AGAIN = 0.06
CUT_OFF = 0.03
# Ofcom keeps these for drama: nobody has them.
NUMBERS = (("+447700900", 1000), ("+442079460", 1000))
STREETS = (
    "union street", "chapel street", "station road", "victoria road", "mill lane", "high street",
    "george street", "church road", "queen street", "park road", "albion street", "north street",
    "green lane", "manor road", "king street", "oak avenue", "market", "station", "castle road",
    "east street", "falcon road", "swan street", "regent road", "spring grove", "west street",
    "hospital", "library", "wharf road", "nelson road", "lime grove", "warren road", "vine street",
)  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """A contact that is to come, with everything that chance has settled about it."""

    name: str
    at: datetime
    channel: str
    story: str
    says: str
    number: str
    street: str
    pick: float
    house: int
    rings_off_after: float | None
    talks: float
    is_cut: bool
    lot: float

    @property
    def is_call(self) -> bool:
        """Whether it comes through the telephone system."""
        return self.channel in CALLS

    @property
    def told(self) -> Story:
        """What kind of contact it is."""
        return stories.ALL[self.story]


def arrivals(seed: str, since: datetime, scale: float) -> Iterator[Arrival]:
    """Yield for ever what comes after a moment, in order; `scale` one is as much as London has."""
    hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while True:
        yield from (each for each in in_hour(seed, hour, scale) if each.at > since)
        hour += HOUR


def under_way(seed: str, now: datetime, scale: float) -> list[Arrival]:
    """Return what begins with an empty board: the last that came before, a few seconds apart."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    lately = [each for at in (hour - HOUR, hour) for each in in_hour(seed, at, scale)]
    lasting = [each for each in lately if each.at <= now and each.told.code]
    return [
        replace(each, at=now + FIRST_APART * number, name=f"begun-{each.name}")
        for number, each in enumerate(lasting[-FIRST:])
    ]


def in_hour(seed: str, hour: datetime, scale: float) -> list[Arrival]:
    """Return the contacts of one hour in the order in which they come."""
    found: list[Arrival] = []
    for channel in rhythm.mix():
        expected = rhythm.rate(channel, hour) * scale
        count = _count(expected, seed, hour, channel)
        found += [one(f"{hour:%Y%m%d%H}-{channel}-{n}", seed, channel, hour) for n in range(count)]
    found.sort(key=lambda each: (each.at, each.name))
    return [_rung_again(each, found[:number], seed) for number, each in enumerate(found)]


def one(name: str, seed: str, channel: str, hour: datetime) -> Arrival:
    """Return the contact of a name: also what becomes of one that nobody planned."""
    chance = dice(seed, "arrival", name)
    told = stories.for_channel(channel)
    (story,) = chance.choices([each for _weight, each in told], [weight for weight, _each in told])
    prefix, most = chance.choice(NUMBERS)
    is_call = channel in CALLS
    impatient = is_call and chance.random() < RINGS_OFF[channel]
    return Arrival(
        name=name,
        at=hour + HOUR * chance.random(),
        channel=channel,
        story=story.name,
        says=chance.choice(story.says),
        number=f"{prefix}{chance.randrange(most):03d}",
        street=chance.choice(STREETS),
        pick=chance.random(),
        house=chance.randint(1, 180),
        rings_off_after=chance.uniform(4, 9) if impatient else None,
        talks=between(*((90, 420) if is_call else (120, 600)), seed, "talks", name),
        is_cut=is_call and chance.random() < CUT_OFF,
        lot=chance.random(),
    )


def _rung_again(arrival: Arrival, before: list[Arrival], seed: str) -> Arrival:
    """Return the contact, or the same person from before in it who rings once more."""
    chance = dice(seed, "again", arrival.name)
    known = [each for each in before if each.is_call]
    if not (arrival.is_call and known and chance.random() < RINGS_AGAIN):
        return arrival
    first = chance.choice(known)
    same = {name: getattr(first, name) for name in ("number", "street", "pick", "house")}
    return replace(arrival, **same)


def _count(expected: float, *about) -> int:
    """Return how many there are where so many are to be expected (Poisson)."""
    chance, left = dice("count", *about), expected
    count, product = 0, chance.random()
    while left > 0:
        step = min(left, 500.0)
        left -= step
        product, added = _poisson(step, product, chance)
        count += added
    return count


def _poisson(expected: float, product: float, chance) -> tuple[float, int]:
    limit, count = math.exp(-expected), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return chance.random(), count
