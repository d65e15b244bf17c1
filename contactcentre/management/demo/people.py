"""The staff of the demonstration: invented names, one password, desks by role."""

from dataclasses import dataclass

from contactcentre.core.people import DEMO_PASSWORD as PASSWORD
from contactcentre.core.permissions import Role

__all__ = ["PASSWORD", "Somebody", "callsigns", "staff"]
HANDLERS = [
    ("handler", "Amara", "Cole"), ("handler2", "Ben", "Achebe"), ("handler3", "Carys", "Lund"),
    ("handler4", "Dev", "Marsh"), ("handler5", "Elif", "Stone"), ("handler6", "Femi", "Ward"),
    ("handler7", "Gwen", "Pereira"), ("handler8", "Hugo", "Nair"), ("handler9", "Isla", "Frost"),
    ("handler10", "Jun", "Barker"), ("handler11", "Kit", "Osei"), ("handler12", "Lena", "Voss"),
]  # fmt: skip
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
CREW = ("crew", "Umar", "Finch", "AS")
CREWED = "AS11"
SKILLS = [("RESPONSE",), ("RESPONSE", "TASER"), ("RESPONSE", "DOMESTIC ABUSE"), ("TRAFFIC",)]


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
    )


def callsigns(area: str) -> list[str]:
    """Return the ten callsigns of a command unit: AS11 to AS20."""
    return [f"{area}{number}" for number in range(11, 21)]
