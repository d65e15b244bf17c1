"""
Reading what a radio gateway sends, and whether it still says anything. Pure rules.

An emergency is read as far as it can be: only one that names no radio is not taken, and that one is
shown to a supervisor, too. Anything else is read whole or not at all.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dispatch.enums import AssignmentState, Effect

LARGEST_ISSI = 2**24 - 1
LONGEST_ID = 200
STATUS, POSITION = "status", "position"
EMERGENCY, LAST_STATUS = 0, 16
# A radio that says it is before this has lost its clock.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# What lies further ahead than that is of before a demonstration's clock was turned back.
AHEAD = timedelta(minutes=1)
# Who asks for help is heard, however late: it moves no assignment.
ALWAYS_TAKEN = {Effect.EMERGENCY, Effect.CALL_BACK}


@dataclass(frozen=True)
class Message:
    """What one radio said: a status that was pressed or a place that was fixed, and when."""

    key: str
    issi: int
    at: datetime | None
    status: int | None = None
    lat: float | None = None
    lon: float | None = None
    was_kept: bool = False


@dataclass
class Reading:
    """What could be read of a payload, and what could not."""

    message: Message | None = None
    faults: list[str] = field(default_factory=list)
    is_emergency: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of a unit when a press of it comes in."""

    status_at: datetime | None
    assigned_at: datetime | None = None
    state: str | None = None
    place_changed_at: datetime | None = None
    warned_at: datetime | None = None


def read(body: bytes) -> Reading:
    """Return the message in a payload, if there is one, with every fault that was found."""
    data, reading = _object(body), Reading()
    if data is None:
        reading.faults.append("it is not a JSON object in UTF-8")
        return reading
    reading.is_emergency = _is_emergency(data)
    said = {
        "issi": _whole(data, "issi", 1, LARGEST_ISSI, reading),
        "at": _moment(data, reading),
        **_what(data, reading),
    }
    key = _key(data, body, said, reading)
    is_enough = reading.is_emergency and said["issi"] is not None
    if is_enough or not reading.faults:
        reading.message = Message(key=key, **said)
    return reading


def why_not(pressed_at: datetime, effect: str, known: Known, *, at: datetime) -> str:
    """Return why a press says nothing of how things are now; nothing when it does."""
    reasons = {
        "before it was sent here": known.assigned_at,
        "before what it last reported": known.status_at,
    }
    if effect == Effect.ACKNOWLEDGE and known.state != AssignmentState.ASSIGNED:
        reasons["before its place was corrected"] = known.place_changed_at
        reasons["before it was sent its warnings"] = known.warned_at
    found = (why for why, since in reasons.items() if is_before(pressed_at, since, at=at))
    return "" if effect in ALWAYS_TAKEN else next(found, "")


def is_before(pressed_at: datetime, since: datetime | None, *, at: datetime) -> bool:
    """
    Test whether something was pressed before what is known.

    What we know may be newer than `at`: it was written while we waited for it.
    """
    return since is not None and pressed_at < since <= at + AHEAD


def was_away(message: Message, effect: str) -> bool:
    """
    Test whether a press lay with us while nobody could write where its unit was sent.

    How long it lay says nothing: the last of a long night without the database lies for a second.
    """
    return message.was_kept and effect not in ALWAYS_TAKEN


def _object(body: bytes) -> dict | None:
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _is_emergency(data: dict) -> bool:
    """Test whether this may be the emergency button, also where what is beside it is broken."""
    status = data.get("status")
    is_zero = status == EMERGENCY and not isinstance(status, bool)
    return data.get("type") != POSITION and (is_zero or status == str(EMERGENCY))


def _what(data: dict, reading: Reading) -> dict:
    kind = data.get("type")
    if kind == POSITION:
        return _position(data, reading)
    if kind != STATUS:
        reading.faults.append("its type is none that we know")
    if kind == STATUS or reading.is_emergency:
        pressed = _whole(data, "status", EMERGENCY, LAST_STATUS, reading)
        return {"status": EMERGENCY if reading.is_emergency else pressed}
    return {}


def _key(data: dict, body: bytes, said: dict, reading: Reading) -> str:
    """
    Return by what the same message is known when it comes again.

    Numbered alike and saying something else is another one: a gateway that begins to count anew
    must cost us no press.
    """
    message_id = data.get("message_id")
    if isinstance(message_id, str) and 0 < len(message_id.strip()) <= LONGEST_ID:
        unread = None if said["at"] else data.get("at")
        told = (message_id, sorted(said.items()), unread)
        return hashlib.sha256(repr(told).encode()).hexdigest()
    reading.faults.append(f"its message_id is not a text of at most {LONGEST_ID} characters")
    return hashlib.sha256(body).hexdigest()


def _whole(data: dict, name: str, least: int, most: int, reading: Reading) -> int | None:
    given = data.get(name)
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
        return given
    reading.faults.append(f"its {name} is not a whole number from {least} to {most}")
    return None


def _moment(data: dict, reading: Reading) -> datetime | None:
    try:
        moment = datetime.fromisoformat(data.get("at"))
        if moment.tzinfo is not None and moment.astimezone(UTC) >= EARLIEST:
            return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    reading.faults.append("its at is not a time of these years with its zone (RFC 3339)")
    return None


def _position(data: dict, reading: Reading) -> dict:
    lat, lon = _number(data, "lat", 90), _number(data, "lon", 180)
    if lat is None or lon is None:
        reading.faults.append("it is not at a position on earth")
    return {"lat": lat, "lon": lon}


def _number(data: dict, name: str, most: int) -> float | None:
    given = data.get(name)
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return float(given) if is_number and abs(given) <= most else None
