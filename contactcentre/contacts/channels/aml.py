"""
The AML message of a handset: A"ML=1;lt=…;lg=…;rd=…;top=…;lc=…;pm=…;…;ml=… (ETSI TS 103 625).

Its length is the last thing in it: of one that was cut off on its way the last field is not
believed, and everything before it is.
"""

from datetime import UTC, datetime

from contactcentre.contacts.enums import LocationSource
from contactcentre.contacts.locating import LARGEST_RADIUS_M, Fix

HEADER = 'A"ML='
NO_POSITION = "N"
TAKEN_AT, EXAMPLE = "%Y%m%d%H%M%S", "20260314220000"


def read(text: str, faults: list[str]) -> Fix | None:
    """Return the position in an AML message, if it has one; what is wrong is added to faults."""
    if not text.startswith(HEADER):
        faults.append(f"its AML message does not begin with {HEADER}")
        return None
    fields = _fields(text.strip(), faults)
    if fields.get("pm") == NO_POSITION:
        return None  # A handset in a cellar says so, and nobody need look at that.
    lat, lon = (_number(fields.get(name), most) for name, most in (("lt", 90), ("lg", 180)))
    if lat is None or lon is None:
        faults.append("its AML message names no position on earth (lt, lg)")
        return None
    return Fix(
        source=LocationSource.AML,
        lat=lat,
        lon=lon,
        radius_m=_whole(fields, "rd", LARGEST_RADIUS_M, faults),
        confidence=_whole(fields, "lc", 100, faults),
        fixed_at=_moment(fields.get("top"), faults),
    )


def _fields(text: str, faults: list[str]) -> dict[str, str]:
    pairs = [part.split("=", 1) for part in text.split(";")]
    fields = {name: value for name, value in (pair for pair in pairs if len(pair) == 2)}
    if fields.get("ml") == str(len(text)):
        return fields
    faults.append("its AML message is not as long as it says (ml): it was cut off, or changed")
    if "ml" not in fields:
        fields.pop(pairs[-1][0], None)
    return fields


def _number(text: str | None, most: float) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _whole(fields: dict, name: str, most: int, faults: list[str]) -> int | None:
    if name not in fields:
        return None
    value = _number(fields[name], most)
    if value is None or value < 0:
        faults.append(f"{name} of its AML message is not between 0 and {most}")
        return None
    return round(value)


def _moment(text: str | None, faults: list[str]) -> datetime | None:
    try:
        if len(text or "") == len(EXAMPLE):
            return datetime.strptime(text, TAKEN_AT).replace(tzinfo=UTC)
    except ValueError:
        pass
    faults.append("its AML message does not say when its position was taken (top)")
    return None
