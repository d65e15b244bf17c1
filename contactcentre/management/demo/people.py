"""The staff of the demonstration: invented names, one password, desks by role."""

from contactcentre.core.people import DEMO_PASSWORD as PASSWORD
from contactcentre.core.permissions import Role

__all__ = ["PASSWORD", "callsigns", "staff"]
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
    ("supervisor", "Priya", "Raman", Role.SUPERVISOR),
    ("supervisor2", "Quinn", "Abbott", Role.SUPERVISOR),
    ("dutyofficer", "Ruth", "Mensah", Role.DUTY_OFFICER),
    ("admin", "Sol", "Keane", Role.ADMINISTRATOR),
    ("reviewer", "Tess", "Moreau", Role.REVIEWER),
    ("crew", "Umar", "Finch", Role.CREW),
]
SKILLS = [("RESPONSE",), ("RESPONSE", "TASER"), ("RESPONSE", "DOMESTIC ABUSE"), ("TRAFFIC",)]


def staff() -> list[tuple]:
    """Return everybody as (username, first name, last name, roles, command units)."""
    handlers = [(*name, [Role.CALL_HANDLER], ()) for name in HANDLERS]
    dispatchers = [(*name, [Role.DISPATCHER], (area,)) for *name, area in DISPATCHERS]
    others = [(*name, [role], ()) for *name, role in OTHERS]
    return handlers + dispatchers + others


def callsigns(area: str) -> list[str]:
    """Return the ten callsigns of a command unit: AS11 to AS20."""
    return [f"{area}{number}" for number in range(11, 21)]
