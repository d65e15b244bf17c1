"""What is sent through each door: something that only the state of things can still refuse."""

import re
from datetime import UTC, datetime, timedelta

from tests.doors.house import House
from tests.doors.rows import Row
from tests.world import CALM, RTC

DESKS = {"D": "DISPATCH", "H": "CALLS", "O": "DUTY_OFFICE", "S": "SUPERVISION"}
PROMISED = (datetime.now(UTC) + timedelta(days=1)).isoformat()
SIMPLE = {
    "contacts/": {"channel": "101", "from": "07700 900456"},
    "dispose/": {"outcome": "ADVICE", "note": "Advised"},
    "locations/": {"source": "AML", "lat": 51.5, "lon": -0.1},
    "operator/": {"centre": "Bangor", "reference": "BT-1"},
    "state/": {"state": "BREAK"},
    "skills/": {"skills": ["DIGITAL"]},
    "review/": {"note": "Told the supplier", "outcome": "LEARNING"},
    "urgent-review/": {"note": "The press asks"},
    "assessments/": {"answers": CALM},
    "question-sets/": {"code": "RTC", "answers": dict.fromkeys(RTC, "NO")},
    "grade/": {"grade": "I", "reason": "worse"},
    "log/": {"text": "Rang back"},
    "obligations/": {"what": "Officers will return", "due": PROMISED, "desk": "DISPATCH"},
    "warnings/": {"kind": "WEAPON", "text": "He has a knife"},
    "identities/": {"one": "NUMBER:1", "other": "PERSON:1", "verdict": "SAME"},
    "transfers/": {"agency": "THAMES", "reason": "In their area"},
    "receipt/": {"state": "ACCEPTED", "accepted_by": "Sgt Grey", "their_reference": "TV 12"},
    "decision/": {"decision": "Nobody of ours goes"},
    "unlink/": {"reason": "Another street"},
    "withdraw/": {
        "reason": "It was a toy",
        "victim_informed": "YES",
        "informed_how": "told by telephone",
    },
    "markers/": {"number": "07700 900123", "text": "Treat every call as urgent"},
    "court-orders/": {"number": "07700 900123", "kind": "OTHER", "text": "Not to come near"},
    "answer/": {"text": "Entered"},
    "discharge/": {"reason": "By the court"},
    "end/": {"ended_as": "KEPT", "note": "PC12 was there"},
    "pad/": {"text": "Rings again"},
    "settle/": {"note": "Rang back"},
    "answers/": {"words": "Officers are there."},
    "rcrp/": {"ground": "CRIME", "reason": "He hit him"},
    "messages/": {"to": "DISPATCH", "text": "He is at the door now"},
    "account/": {"words": "He is inside now", "opening_code": "VIOLENCE"},
    "place/": {"text": "14 Acre Lane"},
    "result/": {"code": "ADVICE", "text": "All in order"},
    "keep-waiting/": {"reason": "Nobody is near"},
    "non-attendance/": {"reason": "Seen elsewhere"},
    "approve-non-attendance/": {"approve": True},
    "stand-down/": {"reason": "No longer needed"},
    "unable/": {"reason": "Puncture"},
    "status/": {"code": 5},
    "crew/": {"people": []},
    "report/": {"outcome": "TOLD", "note": "At a neighbour's"},
    "confirm/": {"version": 1},
    "position/": {"lat": 51.5, "lon": -0.1},
}
# A part of a route that stands for something: <int:name> or (?P<name>pattern).
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
INCIDENT_OF = {"other incident": "other", "restricted": "restricted"}
UNIT_OF = {"other unit": "other", "colleague": "colleague", "other": "other"}


def body(row: Row, kind: str, letter: str, house: House) -> dict:
    """Return the JSON that is sent."""
    last = row.route.rsplit("/", 2)[-2] + "/" if "/" in row.route else row.route
    opened = {"contact": house.contacts["anybody's"], "opening_code": "DOM", "summary": "A test"}
    sent = {"incident": _incident(house, kind), "reason": "nearer"}
    named = {
        "api/v1/duty/": {"desk": DESKS.get(letter, "CALLS")},
        "api/v1/incidents/": opened,
        "assign/": sent,
        "divert/": sent,
        "looked-at/": {"other": house.incidents["their unit's"].slug},
        "links/": {"kind": "SAME_VICTIM", "to": house.incidents["their unit's"].slug},
    }
    return named.get(row.route) or named.get(last) or SIMPLE.get(last, {})


def form(row: Row) -> dict:
    """Return the form that is sent to a page."""
    return {"line": "?"} if row.route == "desk/command/" else {}


def address(row: Row, kind: str, house: House) -> str:
    """Return an address with real rows in it."""
    incident = house.incidents.get(kind, house.incidents["own"])
    values = {
        "contact_id": house.contacts.get(kind, house.contacts["anybody's"]),
        "person_id": house.world.handler.pk,
        "payload_id": house.payload_id,
        "ring_back_id": house.ring_backs.get(kind, house.ring_backs["own"]),
        "divert_id": house.diverts.get(kind, house.diverts["own"]),
        "passkey_id": 1,
        "pad_id": 1,
        "obligation_id": house.obligations.get(kind, house.obligations["own"]),
        "warning_id": house.warnings.get(kind, house.warnings["own"]),
        "identity_id": house.identities.get(kind, house.identities["own"]),
        "transfer_id": house.transfers.get(kind, house.transfers["own"]),
        "link_id": house.links.get(kind, house.links["own"]),
        "check_id": house.check_id,
        "marker_id": house.markers.get(kind, house.markers["own"]),
        "order_id": house.orders.get(kind, house.orders["own"]),
        "message_id": house.messages.get(kind, house.messages["to dispatch"]),
        "alert_id": house.alerts.get(kind, house.alerts["other"]).pk,
        "ref": incident.slug,
        "slug": incident.slug,
        "incident_id": incident.pk,
        "callsign": _unit(row, kind, house),
        "object_id": _newest(row, house),
        **dict(row.given),
    }
    path = PART.sub(lambda part: str(values[part[1] or part[2]]), row.route.strip("^$"))
    query = f"?to={_incident(house, kind)}" if path.endswith("divert-preview/") else ""
    return f"/{path.replace('^', '').replace('$', '')}{query}"


def _newest(row: Row, house: House) -> int | str:
    """Return the key of the newest row of the model that a page of the admin site is about."""
    parts = row.route.split("/")
    if parts[0] != "admin" or "<path:object_id>" not in parts or row.given:
        return 1
    known = house.row_of(f"{parts[1]}/{parts[2]}")
    return known.pk if known else 1


def _incident(house: House, kind: str) -> str:
    return house.incidents[INCIDENT_OF.get(kind, "own")].slug


def _unit(row: Row, kind: str, house: House) -> str:
    usual = "free" if row.route.endswith(("assign/", "book-on/")) else "own"
    return house.units[UNIT_OF.get(kind, usual)]
