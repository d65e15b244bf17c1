"""
The Common Alerting Protocol, version 1.2 (OASIS): reading what comes, writing what goes. Pure.

An alert of 1.0 or 1.1 is read as well, as far as it is alike. CAP knows no grades: one of ours is
carried as a parameter, and of any other alert urgency, severity and certainty make the least one.
"""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from incidents.transferring import markup, neutral
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

SPACE = "urn:oasis:names:tc:emergency:cap:1.2"
KNOWN = re.compile(
    r"(?:urn:oasis:names:tc:emergency:cap:1\.[12]|http://www\.incident\.com/cap/1\.0)"
)
GRADE, REASON = "contactcentre:grade", "contactcentre:gradeReason"
REFERENCE, DUE = "contactcentre:reference", "contactcentre:attendBy"
ACCEPTED_BY = "contactcentre:acceptedBy"
KINDS = {
    "Alert": neutral.CREATE,
    "Update": neutral.UPDATE,
    "Cancel": neutral.WITHDRAW,
    "Ack": neutral.ACCEPT,
    "Error": neutral.REFUSE,
}
ACKNOWLEDGED = (neutral.ACCEPT, neutral.RECEIVED)
LIVE = "Actual"
CIRCLE = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?),\s*(-?\d{1,3}(?:\.\d+)?)\s+(\d{1,5}(?:\.\d+)?)")
FARTHEST_M = 1_000_000
SEVERE, SERIOUS = ("Extreme", "Severe"), ("Extreme", "Severe", "Moderate")
SURE = ("Observed", "Likely", "Very Likely")
# Urgency, severity and certainty of an alert that carries a grade.
AS_CAP = {
    "I": ("Immediate", "Severe", "Likely"),
    "S": ("Expected", "Severe", "Likely"),
    "E": ("Future", "Moderate", "Possible"),
    "R": ("Unknown", "Minor", "Unknown"),
}
ASKED = ("identifier", "sender", "sent", "status", "msgType", "scope")


def read(body: bytes) -> Reading:
    """Return what an alert says, as far as it can be read, with every fault that was found."""
    reading = Reading()
    try:
        alert = markup.parse(body)
    except markup.Unreadable as fault:
        reading.faults.append(str(fault))
        return reading
    if alert.name != "alert" or not KNOWN.fullmatch(alert.space):
        reading.faults.append("it is XML, and no alert of CAP")
        return reading
    kind = KINDS.get(alert.first("msgType"))
    lacking = [name for name in ASKED if not alert.first(name)]
    if lacking:
        reading.faults.append(f"it lacks {', '.join(lacking)}")
    if alert.first("status") != LIVE:
        reading.faults.append(f"it is no actual alert: its status is {_status(alert)}")
    elif kind is None or not alert.first("identifier"):
        reading.faults.append("it does not say which alert it is, or what kind of one")
    else:
        reading.said = _said(alert, kind)
    return reading


def write(message: dict) -> bytes:
    """Return a neutral message, which gives over or takes back, as an alert of CAP 1.2."""
    alert = Element("alert", xmlns=SPACE)
    kind = "Alert" if message["type"] == neutral.CREATE else "Cancel"
    for name, text in (
        ("identifier", message["message_id"]),
        ("sender", message["from"]),
        ("sent", _moment(message["sent_at"])),
        ("status", LIVE),
        ("msgType", kind),
        ("scope", "Private"),
        ("addresses", message["to"]["code"]),
        ("note", message.get("note", "")),
        ("references", _refers_to(message)),
    ):
        _add(alert, name, text)
    if kind == "Alert":
        _tell(alert, message["incident"])
    return tostring(alert, encoding="utf-8", xml_declaration=True)


def _refers_to(message: dict) -> str:
    """Return the alert that a message takes back, as CAP names it; nothing for any other."""
    if "refers_to" not in message:
        return ""
    return f"{message['from']},{message['transfer_id']},{_moment(message['refers_to'])}"


def _tell(alert: Element, told: dict) -> None:
    grade = told["grade"]
    _add(alert, "incidents", told["reference"].replace("/", "-"))
    info = SubElement(alert, "info")
    _add(info, "category", "Safety")
    _add(info, "event", told["opening_code"]["label"])
    for name, text in zip(("urgency", "severity", "certainty"), AS_CAP[grade["code"]], strict=True):
        _add(info, name, text)
    _add(info, "headline", f"Grade {grade['code']}: {told['opening_code']['label']}")
    _add(info, "description", neutral.words(told))
    _add(info, "contact", ", ".join(one["number"] for one in told["callers"] if one["number"]))
    carried = {GRADE: grade["code"], REASON: grade["reason"], REFERENCE: told["reference"]}
    for name, text in (carried | {DUE: told["clock"]["attend_by"] or ""}).items():
        _parameter(info, name, text)
    _area(info, told["place"])


def least_grade(urgency: str, severity: str, certainty: str) -> str:
    """Return the least grade that an alert asks for, or "" when it asks for none."""
    if urgency in ("Past", "", "Unknown") or severity in ("", "Unknown"):
        return ""
    if urgency == "Immediate" and severity in SEVERE and certainty in SURE:
        return "I"
    if urgency in ("Immediate", "Expected") and severity in SERIOUS and certainty != "Unlikely":
        return "S"
    return "E"


def _said(alert: markup.Element, kind: str) -> Said:
    key, infos = _key(alert), alert.all("info")
    referred = tuple(alert.first("references").split())
    named = tuple(part.split(",")[1] for part in referred if part.count(",") == 2)
    about = (key,) if kind == neutral.CREATE else (*referred, *named) or (key,)
    grade, reason = _grade(infos)
    note, who = plain(alert.first("note"), 300), ""
    if kind == neutral.ACCEPT:
        kind, who = _acceptance(infos)
    return Said(
        kind=kind,
        message_id=key,
        about=tuple(each[:LONGEST_KEY] for each in about),
        their_reference=_reference(alert, infos, kind),
        grade=grade,
        grade_reason=reason,
        text=_words(alert, infos),
        accepted_by=who,
        note=note or ("" if kind in ACKNOWLEDGED else "no reason given"),
        **_place(infos),
    )


def _key(alert: markup.Element) -> str:
    """Return by what other alerts refer to this one: sender, identifier and when it was sent."""
    return ",".join(alert.first(name) for name in ("sender", "identifier", "sent"))[:LONGEST_KEY]


def _acceptance(infos: list[markup.Element]) -> tuple[str, str]:
    """
    Return what an Ack is, and who accepted by it: a machine that has the alert answers Ack as well.

    Nobody has taken it on there before a person and their number of it are named.
    """
    told = _parameters(infos)
    contacts = next(filter(None, (info.first("contact") for info in infos)), "")
    who = plain(told.get(ACCEPTED_BY, ""), 120) or plain(contacts, 120)
    is_accepted = who and plain(told.get(REFERENCE, ""), 60)
    return (neutral.ACCEPT, who) if is_accepted else (neutral.RECEIVED, "")


def _reference(alert: markup.Element, infos: list[markup.Element], kind: str) -> str:
    own = "" if kind in ACKNOWLEDGED else alert.first("identifier")
    return plain(_parameters(infos).get(REFERENCE, "") or own, 60)


def _grade(infos: list[markup.Element]) -> tuple[str, str]:
    """Return the most urgent grade that is carried, and why; else the least that a part asks."""
    told = [_parameters([info]) for info in infos]
    carried = [one for one in told if one.get(GRADE) in GRADES]
    if carried:
        most = min(carried, key=lambda one: GRADES.index(one[GRADE]))
        return most[GRADE], plain(most.get(REASON, ""), 500) or "no reason was given"
    asked = [(_asks(info), info) for info in infos]
    found = [(GRADES.index(grade), grade, info) for grade, info in asked if grade]
    if not found:
        return "", ""
    _place_of, grade, info = min(found, key=lambda one: one[0])
    names = ("urgency", "severity", "certainty")
    said = ", ".join(f"{name} {info.first(name)}" for name in names)
    return grade, plain(f"CAP: {said}", 500)


def _asks(info: markup.Element) -> str:
    return least_grade(info.first("urgency"), info.first("severity"), info.first("certainty"))


def _parameters(infos: list[markup.Element]) -> dict[str, str]:
    pairs = [one for info in infos for one in info.all("parameter")]
    return {one.first("valueName"): one.first("value") for one in pairs}


def _words(alert: markup.Element, infos: list[markup.Element]) -> str:
    """Return in words what an alert tells, in its first language, English before others."""
    if not infos:
        return plain(alert.first("note"), LONGEST_TEXT)
    english = (info for info in infos if info.first("language").startswith("en"))
    info = next(english, infos[0])
    where = [area.first("areaDesc") for one in infos[:1] for area in one.all("area")]
    told = (
        ("", info.first("event")),
        ("", info.first("headline")),
        ("", info.first("description")),
        ("They say to do", info.first("instruction")),
        ("Where", "; ".join(where)),
        ("To be asked", info.first("contact")),
        ("Until", info.first("expires")),
        ("Sender", info.first("senderName") or alert.first("sender")),
        ("Note", alert.first("note")),
    )
    return lines(*((name, plain(text, 4000)) for name, text in told))[:LONGEST_TEXT]


def _place(infos: list[markup.Element]) -> dict:
    """Return the first circle that is told, where there is one: its middle and its radius."""
    circles = [area.first("circle") for info in infos for area in info.all("area")]
    found = CIRCLE.match(next(filter(None, circles), ""))
    lat, lon = position(float(found[1]), float(found[2])) if found else (None, None)
    if lat is None:
        return {}
    radius = round(float(found[3]) * 1000)
    return {"lat": lat, "lon": lon, "radius_m": radius if 0 < radius <= FARTHEST_M else None}


def _status(alert: markup.Element) -> str:
    return plain(alert.first("status"), 20) or "not said"


def _moment(text: str) -> str:
    return re.sub(r"\.\d+", "", text)


def _add(parent: Element, name: str, text: str) -> None:
    if text:
        SubElement(parent, name).text = plain(text, LONGEST_TEXT)


def _parameter(info: Element, name: str, text: str) -> None:
    if text:
        made = SubElement(info, "parameter")
        _add(made, "valueName", name)
        _add(made, "value", text)


def _area(info: Element, place: dict) -> None:
    area = SubElement(info, "area")
    _add(
        area, "areaDesc", ", ".join(filter(None, (place["text"], place["borough"]))) or "not known"
    )
    if place["lat"] is not None:
        _add(area, "circle", f"{place['lat']},{place['lon']} 0")
