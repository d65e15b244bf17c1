"""
The neutral message: one incident as one control room tells it to another (docs/api-transfers.md).

Our own, in versions, because the text of MAIT was not available: a mapper to that or to another
standard needs nothing but this. Pure rules.
"""

import hashlib
import json

from incidents.transferring.said import (
    GRADES,
    LONGEST_KEY,
    LONGEST_TEXT,
    Reading,
    Said,
    lines,
    plain,
    position,
)

FORMAT, VERSION = "contactcentre.transfer", 1
# Who we are to others; what comes back to us names a transfer by its key.
SENDER = "contactcentre"
CREATE, UPDATE, CLOSE = "CREATE", "UPDATE", "CLOSE"
ACCEPT, REFUSE, WITHDRAW = "ACCEPT", "REFUSE", "WITHDRAW"
KINDS = (CREATE, UPDATE, CLOSE, ACCEPT, REFUSE, WITHDRAW)
# Nobody's answer: a machine has the message.
RECEIVED = "RECEIVED"


def create(told: dict, *, key: str, to: dict, why: str, by: str, sent_at: str) -> dict:
    """Return the message that gives an incident over, with all that was told of it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "type": CREATE,
        "message_id": key,
        "transfer_id": key,
        "from": SENDER,
        "to": to,
        "sent_at": sent_at,
        "sent_by": by,
        "why": why,
        "incident": told,
    }


def withdraw(message: dict, *, note: str, sent_at: str) -> dict:
    """Return the message that takes back what another one gave over."""
    names = ("format", "version", "transfer_id", "from", "to")
    about = {name: message[name] for name in names}
    message_id = f"{message['message_id']}-withdrawn"
    told = {"message_id": message_id, "sent_at": sent_at, "note": note}
    return about | {"type": WITHDRAW, "refers_to": message["sent_at"]} | told


def grade_reason(decision: dict, rules: list[str], *, most: int) -> str:
    """
    Return why an incident has its grade, in the words of whoever graded it and of the rules.

    An empty reason would be what the second force was not told in 2009, so there is always one.
    """
    said = [text.strip().rstrip(".") for text in decision.values() if text.strip()]
    words = "; ".join(dict.fromkeys([*said, *rules]))
    return (words or "as suggested: no rule of risk fired")[:most]


def read(body: bytes) -> Reading:
    """Return what a message says, as far as it can be read, with every fault that was found."""
    data, reading = _object(body), Reading()
    if data is None or data.get("format") != FORMAT:
        reading.faults.append("it is not a message of the format " + FORMAT)
        return reading
    kind = data.get("type")
    if kind not in KINDS:
        reading.faults.append("its type is none that we know")
        return reading
    if data.get("version") != VERSION:
        reading.faults.append("its version is none that we know")
    message_id = plain(data.get("message_id"), LONGEST_KEY)
    if not message_id:
        reading.faults.append("it has no message_id")
        message_id = f"sha256:{hashlib.sha256(body).hexdigest()}"
    told = _told(data, kind, reading)
    about = plain(data.get("transfer_id"), LONGEST_KEY) or message_id
    if told is not None:
        reading.said = Said(kind=kind, message_id=message_id, about=(about,), **told)
    return reading


def _object(body: bytes) -> dict | None:
    try:
        data = json.loads(body.decode("utf-8-sig"), parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _told(data: dict, kind: str, reading: Reading) -> dict | None:
    """Return what a message of its kind tells; None when it is no answer to anything."""
    if kind == ACCEPT:
        return _receipt(data, reading)
    note = plain(data.get("note"), 1000)
    reference = plain(data.get("reference"), 60)
    if kind == REFUSE:
        return {"note": note or "no reason given", "their_reference": reference}
    incident = data.get("incident")
    if not isinstance(incident, dict):
        if kind == CREATE:
            reading.faults.append("it tells of no incident")
        incident = {}
    told = _incident(incident, is_whole=kind == CREATE, reading=reading)
    told["their_reference"] = told["their_reference"] or reference
    told["text"] = lines(("Why", plain(data.get("why"), 300)), ("", note), ("", told["text"]))
    return told | {"note": note}


def _receipt(data: dict, reading: Reading) -> dict | None:
    who, reference = plain(data.get("accepted_by"), 120), plain(data.get("reference"), 60)
    if not who or not reference:
        reading.faults.append("it does not say who accepted it and under which reference")
        return None
    note = plain(data.get("note"), 300)
    return {"accepted_by": who, "their_reference": reference, "note": note}


def _incident(told: dict, *, is_whole: bool, reading: Reading) -> dict:
    grade, place = _part(told, "grade"), _part(told, "place")
    code, reason = grade.get("code"), plain(grade.get("reason"), 500)
    if code not in GRADES:
        if is_whole:
            reading.faults.append("its grade is none that we know")
        code = ""
    if code and not reason:
        reading.faults.append("it does not say why it has its grade")
    lat, lon = position(place.get("lat"), place.get("lon"))
    return {
        "their_reference": plain(told.get("reference"), 60),
        "grade": code,
        "grade_reason": reason or ("no reason was given" if code else ""),
        "text": words(told),
        "number": next(iter(_numbers(told)), ""),
        "lat": lat,
        "lon": lon,
    }


def words(told: dict) -> str:
    """Return in words what is told of an incident, for whoever takes it on here."""
    people = "; ".join(_in_a_row(one) for one in _several(told, "people"))
    warnings = "; ".join(_in_a_row(one) for one in _several(told, "warnings"))
    place, clock = _part(told, "place"), _part(told, "clock")
    numbers = _numbers(told)
    flags = [name for name in ("domestic", "vulnerable", "restricted") if told.get(name) is True]
    words = lines(
        ("", plain(_part(told, "opening_code").get("label"), 80)),
        ("", plain(told.get("summary"), 2000)),
        ("First words", plain(told.get("first_words"), 2000)),
        ("Where", _in_a_row({name: place.get(name) for name in ("text", "borough", "position")})),
        ("Callers", ", ".join(numbers) if len(numbers) > 1 else ""),
        ("People", people),
        ("Warnings", warnings),
        ("Besides", ", ".join(flags)),
        ("Their clock", _in_a_row(clock)),
    )
    return words[:LONGEST_TEXT]


def _numbers(told: dict) -> list[str]:
    """Return every number that rang about it, in their order; who withheld hers has none."""
    numbers = (plain(one.get("number"), 40) for one in _several(told, "callers"))
    return list(dict.fromkeys(filter(None, numbers)))


def _part(told: dict, name: str) -> dict:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _several(told: dict, name: str) -> list[dict]:
    found = told.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _in_a_row(told: dict) -> str:
    return ", ".join(text for text in (plain(each, 300) for each in told.values()) if text)
