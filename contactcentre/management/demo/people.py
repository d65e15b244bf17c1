"""The staff of the demonstration: invented names, one password, desks by role."""

import itertools
import random
from dataclasses import dataclass

from contactcentre.core.people import DEMO_PASSWORD as PASSWORD
from contactcentre.core.permissions import Role
from contactcentre.management.demo.places import COMMAND_UNITS

__all__ = ["PASSWORD", "Somebody", "callsigns", "simulated", "staff"]
HANDLERS = [
    ("handler", "Amara", "Cole"), ("handler2", "Ben", "Achebe"), ("handler3", "Carys", "Lund"),
    ("handler4", "Dev", "Marsh"), ("handler5", "Elif", "Stone"), ("handler6", "Femi", "Ward"),
    ("handler7", "Gwen", "Pereira"), ("handler8", "Hugo", "Nair"), ("handler9", "Isla", "Frost"),
    ("handler10", "Jun", "Barker"), ("handler11", "Kit", "Osei"), ("handler12", "Lena", "Voss"),
]  # fmt: skip
ALL_HANDLERS = 60
DISPATCHERS = [
    ("dispatcher", "Dayo", "Okafor", "AS"),
    ("dispatcher2", "Maya", "Linden", "AS"),
    ("dispatcher3", "Nils", "Hale", "CN"),
    ("dispatcher4", "Orla", "Singh", "CE"),
]
OTHERS = [
    ("supervisor", "Priya", "Raman", Role.SUPERVISOR, True),
    ("supervisor2", "Quinn", "Abbott", Role.SUPERVISOR, True),
    ("dutyofficer", "Ruth", "Mensah", Role.DUTY_OFFICER, True),
    ("reviewer", "Tess", "Moreau", Role.REVIEWER, True),
    # Whoever only administers sees no incident.
    ("admin", "Sol", "Keane", Role.ADMINISTRATOR, False),
]
# Each supervises three command units.
AREAS_OF_SUPERVISORS = (
    ("AS", "CN", "CE"), ("AW", "WA", "NW"), ("EA", "NA", "NE"), ("SE", "SN", "SW"),
)  # fmt: skip
CREW = ("crew", "Umar", "Finch", "AS")
CREWED = "AS11"
SKILLS = [("RESPONSE",), ("RESPONSE", "TASER"), ("RESPONSE", "DOMESTIC ABUSE"), ("TRAFFIC",)]
# Colleagues, whom the simulator plays: they have no password, and no visitor sits at their desks.
SIMULATED_HANDLERS = range(13, ALL_HANDLERS + 1)
SIMULATED_SUPERVISOR, SIMULATED_OFFICER = "colleague-supervisor", "colleague-officer"
FIRST = [
    "Ada", "Bola", "Cem", "Dina", "Eli", "Faye", "Gus", "Hana", "Ian", "Joy", "Kofi", "Lila",
    "Mina", "Noor", "Otto", "Pia", "Rafi", "Suki", "Tom", "Uma", "Vera", "Will", "Yara", "Zane",
]  # fmt: skip
LAST = [
    "Adler", "Bakare", "Chan", "Dunne", "Ekwueme", "Falk", "Gill", "Hart", "Idris", "Joshi",
    "Kerr", "Lowe", "Mbeki", "Novak", "Oduya", "Pike", "Quist", "Rahman", "Sato", "Tully",
    "Unwin", "Vale", "Wyatt", "Yilmaz", "Zeller",
]  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """One of the staff, as an account is made for them."""

    username: str
    first_name: str
    last_name: str
    roles: list[str]
    command_units: tuple[str, ...]
    whole_force: bool


def staff() -> list[Somebody]:
    """Return everybody: some have an area, the others are said to work for the whole force."""
    handlers = [Somebody(*name, [Role.CALL_HANDLER], (), True) for name in HANDLERS]
    others = [Somebody(*name, [role], (), sees_all) for *name, role, sees_all in OTHERS]
    return (
        handlers
        + others
        + [
            Somebody(*name, [role], (area,), False)
            for role, people in ((Role.DISPATCHER, DISPATCHERS), (Role.CREW, [CREW]))
            for *name, area in people
        ]
        + _colleagues()
    )


def simulated() -> dict[str, list[str]]:
    """Return by desk the usernames that the simulator plays; a visitor takes other seats."""
    return {
        "handlers": [f"colleague{number}" for number in SIMULATED_HANDLERS],
        "dispatchers": [_dispatcher_of(area) for area in COMMAND_UNITS],
        "supervisors": [SIMULATED_SUPERVISOR],
        "officers": [SIMULATED_OFFICER],
    }


def callsigns(area: str) -> list[str]:
    """Return the ten callsigns of a command unit: AS11 to AS20."""
    return [f"{area}{number}" for number in range(11, 21)]


def _colleagues() -> list[Somebody]:
    """Return those of the floor who are only names: always the same ones."""
    names = _names()
    return [Somebody(who, *next(names), *duties) for who, *duties in _posts()]


def _posts():
    """Yield username, roles, areas and whether the whole force, of everybody unnamed."""
    for number in SIMULATED_HANDLERS:
        yield f"colleague{number}", [Role.CALL_HANDLER], (), True
    with_a_seat = {area for *_name, area in DISPATCHERS}
    without = [area for area in COMMAND_UNITS if area not in with_a_seat]
    for number, area in enumerate(without, len(DISPATCHERS) + 1):
        yield f"dispatcher{number}", [Role.DISPATCHER], (area,), False
    for area in COMMAND_UNITS:
        yield _dispatcher_of(area), [Role.DISPATCHER], (area,), False
    yield SIMULATED_SUPERVISOR, [Role.SUPERVISOR], (), True
    for number, areas in enumerate(AREAS_OF_SUPERVISORS, 3):
        yield f"supervisor{number}", [Role.SUPERVISOR], areas, False
    yield SIMULATED_OFFICER, [Role.DUTY_OFFICER], (), True


def _dispatcher_of(area: str) -> str:
    return f"colleague-{area.lower()}"


def _names():
    """Yield invented first and last names, no pair twice."""
    pairs = list(itertools.product(FIRST, LAST))
    random.Random("colleagues").shuffle(pairs)  # noqa: S311
    yield from pairs
