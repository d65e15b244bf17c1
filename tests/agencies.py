"""Other forces and agencies, for tests: who they are, and what they tell us."""

import json

from contactcentre.core import people
from incidents.actions import incoming, reference
from incidents.models import Agency
from incidents.transferring import neutral

HERS = {
    "reference": "TV 1207",
    "grade": {"code": "I", "reason": "He said he will come back and kill her"},
    "summary": "He bit her ear",
    "place": {"text": "4 Park Road", "lat": 51.5, "lon": -0.1},
    "callers": [{"number": "07700 900777"}],
    "people": [{"role": "SUSPECT", "name": "Her former partner"}],
}


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


def said(kind: str = "CREATE", message_id: str = "m-1", **told) -> dict:
    """Return a neutral message of another force; one that gives over tells of her."""
    usual = {"incident": HERS} if kind == "CREATE" else {}
    about = {"format": neutral.FORMAT, "version": neutral.VERSION, "type": kind}
    return {**about, "message_id": message_id, "transfer_id": "t-1", **usual, **told}


def tell(world, message: dict, code: str = "THAMES") -> incoming.Answer:
    """Let a force tell us something, its signature checked already."""
    body = json.dumps(message).encode()
    what = {"agency": code, "reading": neutral.read(body), "body": body}
    return incoming.take(**what, by=people.agencies(), at=world.at)
