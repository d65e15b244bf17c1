"""
Reading what a telephone system sends, as far as it can be read.

A call must ring even when a field beside it is broken: only a payload that names no call, or says
nothing that happened, is no event. Every fault is said, so that the payload is kept and shown too.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime

from contactcentre.contacts.channels import aml
from contactcentre.contacts.enums import CALLS, EventType, LocationSource
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.handing_over import LONGEST, Block
from contactcentre.contacts.locating import LARGEST_RADIUS_M, Fix
from contactcentre.contacts.numbers import LONGEST_KEPT

SOURCE = "telephony"
LONGEST_ID = 200
LONGEST_AML = 500
CUT = "cut"


@dataclass
class Reading:
    """What could be read of a payload, and what could not."""

    event: LineEvent | None = None
    faults: list[str] = field(default_factory=list)


def read(body: bytes) -> Reading:
    """Return the event in a payload, if there is one, with every fault that was found."""
    reading = Reading()
    data = _object(body, reading)
    kind, call_id = _kind(data, reading), _text(data, "call_id", LONGEST_ID, reading)
    if kind is None or not call_id:
        reading.faults.append("it names no call" if kind else "it says nothing that happened")
        return reading
    reading.event = LineEvent(
        source=SOURCE,
        call_id=call_id,
        event_id=_text(data, "event_id", LONGEST_ID, reading) or _own_id(body, reading),
        type=kind,
        body=body,
        at=_moment(data, "at", reading),
        from_number=_text(data, "from", LONGEST_KEPT, reading),
        channel=_channel(data, reading),
        connected_at=_moment(data, "connected_at", reading),
        presented_at=_moment(data, "presented_at", reading),
        agent=_text(data, "agent", LONGEST_ID, reading),
        is_cut=data.get("cause") == CUT,
        location=_location(data.get("location"), reading),
        aml=_aml(data, reading),
        block=_block(data.get("operator"), reading),
    )
    return reading


def _object(body: bytes, reading: Reading) -> dict:
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        reading.faults.append("it is not a JSON object in UTF-8")
        return {}
    return data


def _kind(data: dict, reading: Reading) -> EventType | None:
    given = data.get("type")
    if isinstance(given, str) and given in EventType.values:
        return EventType(given)
    if data:
        reading.faults.append("its type is none that we know")
    return None


def _text(data: dict, name: str, longest: int, reading: Reading) -> str:
    given = data.get(name)
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int):
        reading.faults.append(f"{name} is not a text")
        return ""
    text = str(given).encode("utf-8", "ignore").decode().replace("\x00", "").strip()
    if text != str(given).strip() or len(text) > longest:
        reading.faults.append(f"{name} is too long, or holds what cannot be kept")
    return text[:longest]


def _own_id(body: bytes, reading: Reading) -> str:
    reading.faults.append("it has no event_id")
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def _channel(data: dict, reading: Reading) -> str:
    given = _text(data, "channel", LONGEST_ID, reading)
    if given and given not in CALLS:
        reading.faults.append("its channel is neither 999 nor 101")
        return ""
    return given


def _moment(data: dict, name: str, reading: Reading) -> datetime | None:
    given = data.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is not None:
            return moment
    except (TypeError, ValueError):
        pass
    reading.faults.append(f"{name} is not a time with its zone (RFC 3339)")
    return None


def _location(given, reading: Reading) -> Fix | None:
    if given is None:
        return None
    lat, lon, radius = (_number(given, name) for name in ("lat", "lon", "radius_m"))
    is_on_earth = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
    if not is_on_earth or (radius is not None and not 0 <= radius <= LARGEST_RADIUS_M):
        reading.faults.append("its location is not a position on earth")
        return None
    return Fix(
        source=_source(given, reading),
        lat=lat,
        lon=lon,
        radius_m=None if radius is None else round(radius),
        confidence=_confidence(given, reading),
        fixed_at=_moment(given, "fixed_at", reading),
    )


def _aml(data: dict, reading: Reading) -> Fix | None:
    text = _text(data, "aml", LONGEST_AML, reading)
    return aml.read(text, reading.faults) if text else None


def _block(given, reading: Reading) -> Block | None:
    """Read what the BT operator hands over; a field that nobody knows is a fault, too."""
    if given is None:
        return None
    if not isinstance(given, dict) or given.keys() - LONGEST.keys():
        reading.faults.append(f"its operator block has other fields than {', '.join(LONGEST)}")
    if not isinstance(given, dict):
        return None
    said = {name: _text(given, name, longest, reading) for name, longest in LONGEST.items()}
    return Block(**said) if any(said.values()) else None


def _number(given, name: str) -> float | None:
    value = given.get(name) if isinstance(given, dict) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and abs(value) < float("inf") else None


def _source(given: dict, reading: Reading) -> str:
    """Return whose word a position is; without one the network's, which sends most of them."""
    source = given.get("source")
    if isinstance(source, str) and source in LocationSource.values:
        return source
    if source is not None:
        reading.faults.append("the source of its location is none that we know")
    return LocationSource.EISEC


def _confidence(given: dict, reading: Reading) -> int | None:
    confidence = _number(given, "confidence")
    if confidence is not None and 0 <= confidence <= 100:
        return round(confidence)
    if given.get("confidence") is not None:
        reading.faults.append("the confidence of its location is not between 0 and 100")
    return None
