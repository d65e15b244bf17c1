"""
What comes by radio, which keeps what is pressed and brings it late, out of order and twice.

A crew that pressed before it was sent somewhere has said nothing of that. What cannot be taken is
kept for a supervisor; nothing is lost, and an emergency never waits for anything.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from contactcentre.contacts.actions import payloads
from contactcentre.core import answered, audit, live, permissions
from contactcentre.core.errors import NotFound, Refused, Taken, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from dispatch import queries, radio
from dispatch.actions import units, warning
from dispatch.actions.holding import Held, hold
from dispatch.models import AirwaveCode, Unit
from dispatch.radio import Known, Message, Reading
from incidents.actions import log
from incidents.enums import LogKind

SOURCE = "airwave"
KEPT, KEPT_WORDS = 202, "Kept for a supervisor to look at"


@dataclass(frozen=True)
class Answer:
    """What the gateway is answered: the same for the same message."""

    said: dict
    status: int = 200


@action
def issue(*, unit_id: int, issi: int | None, by, at) -> Unit:
    """
    Give a unit a radio, another one, or none.

    :raises Invalid: when another unit has it
    :raises NotFound: when there is no such unit
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    unit = Unit.objects.select_for_update(no_key=True, of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound("There is no such unit.")
    units.check_issi(issi, of=unit)
    unit.issi = issi
    unit.save_changes("issi")
    audit.record("unit.radio_issued", unit, by=by, at=at, issi=issi)
    live.tell(unit)
    return unit


@action
def take(*, reading: Reading, body: bytes, arrived_at, by, at) -> Answer:
    """
    Take in what a radio says, once; what is too late to say anything moves nothing.

    :raises Taken: when somebody else changes the unit at this moment; send it again
    """
    message = reading.message
    if message is None:
        return _kept(reading, body, "; ".join(reading.faults), by=by, at=at)
    message = replace(message, at=min(message.at or arrived_at, arrived_at))
    if message.status is None:
        # An older place than the one known changes nothing, nor does the same again.
        return _tried(message, reading, body, by=by, at=at)
    answered.hold(by, message.key)
    known = answered.known(by, message.key)
    if known is not None:
        return Answer(known.answer, known.status)
    answer = _tried(message, reading, body, by=by, at=at)
    if reading.faults and answer.status != KEPT:
        reason = "; ".join(reading.faults)
        payloads.keep(source=SOURCE, body=body, reason=reason, by=by, at=at)
        answer = Answer(answer.said | {"detail": f"{KEPT_WORDS}: {reason}."}, KEPT)
    about = {"path": SOURCE, "body_hash": message.key, "at": at}
    answered.keep(by, message.key, status=answer.status, answer=answer.said, **about)
    return answer


def _tried(message: Message, reading: Reading, body: bytes, *, by, at) -> Answer:
    """Take a message in whole, or keep what was sent with why not."""
    unit = Unit.objects.filter(issi=message.issi).first()
    if unit is None:
        reason = f"no unit has the radio {message.issi}"
        return _kept(reading, body, reason, by=by, at=at, is_strange=not reading.is_emergency)
    try:
        with transaction.atomic():
            if message.status is None:
                return _located(message, unit.pk, by=by, at=at)
            return _pressed(message, unit.pk, by=by, at=at)
    except Taken:
        raise
    except Refused as refusal:
        said = f"{_words(unit.callsign, message)} and was refused: {refusal}"
        return _kept(reading, body, said.removesuffix("."), by=by, at=at, is_read=True)


def _located(message: Message, unit_id: int, *, by, at) -> Answer:
    where = {"lat": message.lat, "lon": message.lon, "fixed_at": message.at}
    unit = units.locate(unit_id=unit_id, **where, by=by, at=at)
    return Answer({"unit": unit.callsign, "taken": unit.position_at == message.at})


def _pressed(message: Message, unit_id: int, *, by, at) -> Answer:
    held = hold(unit_id=unit_id, by=by)
    code = AirwaveCode.objects.filter(pk=message.status).first()
    why = radio.why_not(message.at, code.effect, _known(held), at=at) if code else ""
    if why:
        return _not_taken(held, f"{_words(held.unit.callsign, message, code)}, {why}", by=by, at=at)
    try:
        with transaction.atomic():
            what = {"code": message.status, "pressed_at": message.at}
            unit = units.press(unit_id=unit_id, **what, by=by, at=at)
    except WrongState:
        state = held.current.state if held.current else None
        if code is None or state is None or units.REACHED.get(code.effect) != state:
            raise
        # Pressed twice to be sure: it is so already.
        return Answer({"unit": held.unit.callsign, "taken": False, "detail": "It is so already."})
    return Answer({"unit": unit.callsign, "taken": True, "state": unit.state})


def _known(held: Held) -> Known:
    """Return what is known of a held unit, as far as a press can be older than it."""
    unit, current, incident = held.unit, held.current, held.incident
    if current is None:
        return Known(status_at=unit.status_at)
    return Known(
        status_at=unit.status_at,
        assigned_at=current.assigned_at,
        state=current.state,
        place_changed_at=incident.place_changed_at,
        warned_at=warning.heard_from(held),
    )


def _not_taken(held: Held, said: str, *, by, at) -> Answer:
    """Write what a held unit pressed too late as what it is; it moves nothing."""
    text = f"{said}: not taken{' for this incident' if held.incident else ''}"
    if held.incident:
        log.note(held.incident, text=text, kind=LogKind.UNIT, by=by, at=at)
    audit.record("unit.press_not_taken", held.unit, by=by, at=at, text=text)
    return Answer({"unit": held.unit.callsign, "taken": False, "detail": f"{text}."})


def _kept(
    reading: Reading,
    body: bytes,
    reason: str,
    *,
    by,
    at,
    is_read: bool = False,
    is_strange: bool = False,
) -> Answer:
    """Keep for a supervisor what cannot be taken in."""
    if reading.is_emergency:
        reason = f"EMERGENCY by radio: {reason}. Find out who it is, and send help"
    how = {"is_read": is_read or reading.is_emergency, "from_stranger": is_strange}
    payloads.keep(source=SOURCE, body=body, reason=reason, **how, by=by, at=at)
    return Answer({"detail": f"{KEPT_WORDS}: {reason}."}, KEPT)


def _words(callsign: str, message: Message, code: AirwaveCode | None = None) -> str:
    what = "said where it is" if message.status is None else f"pressed {code or message.status}"
    return f"{callsign} {what} at {queries.local_time(message.at)}"
