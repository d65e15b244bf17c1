"""Other forces and agencies, for tests."""

from incidents.actions import reference
from incidents.models import Agency


def agency(world, code: str = "THAMES", **changes) -> Agency:
    """Add a force or agency, or change one."""
    usual = {
        "name": f"{code.title()} control room",
        "kind": "POLICE",
        "reach": "MESSAGES",
        "number": "01632 960 001",
        "is_current": True,
    }
    return reference.set_agency(code=code, **usual | changes, by=world.admin, at=world.at)
