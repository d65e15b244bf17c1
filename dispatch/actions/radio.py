"""
What comes by radio, which keeps what is pressed and brings it late, out of order and twice.

A crew that pressed before it was sent somewhere has said nothing of that, nor has one of which we
heard only when the database was back: it was sent by voice meanwhile. What cannot be read is kept
for a supervisor, what makes no sense now is for a dispatcher to ask about; nothing is lost.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from contactcentre.contacts.actions import payloads
from contactcentre.core import answered, audit, live, permissions
from contactcentre.core.errors import NotFound, Refused, Taken, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from dispatch import queries, radio
from dispatch.actions import units, warning, watching
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
    # What its former unit pressed may still be on its way.
    unit.issi, unit.status_at = issi, at
    unit.save_changes("issi", "status_at")
    audit.record("unit.radio_issued", unit, by=by, at=at, issi=issi)
    live.tell(unit)
    return unit


@action
def take(*, reading: Reading, body: bytes, arrived_at, by, at, was_kept: bool = False) -> Answer:
    """
    Take in what a radio says, once; what is too late to say anything moves nothing.

    Nor does what was kept on the spool, but for who asks for help.

    :raises Taken: when somebody else changes the unit at this moment; send it again
    """
    # What it may do is asked where it is done: an account that is closed loses nothing.
    message = reading.message
    if message is None:
        return _kept(reading, body, "; ".join(reading.faults), by=by, at=at)
    when = {"at": min(message.at or arrived_at, arrived_at), "was_kept": was_kept}
    if message.status is None or message.at is None:
        # An older place than the one known changes nothing, nor does the same again. An emergency
        # that does not say when is one of now, each time it comes.
        return _whole(replace(message, **when), reading, body, by=by, at=at)
    answered.hold(by, message.key)
    known = answered.known(by, message.key)
    if known is not None:
        return Answer(known.answer, known.status)
    answer = _whole(replace(message, **when), reading, body, by=by, at=at)
    about = {"path": SOURCE, "body_hash": message.key, "at": at}
    answered.keep(by, message.key, status=answer.status, answer=answer.said, **about)
    return answer


def keep_emergency(*, body: bytes, why: str, by, at) -> None:
    """Keep for a supervisor an emergency that could not be taken in at this moment."""
    _kept(Reading(is_emergency=True), body, why.removesuffix("."), by=by, at=at)


def _whole(message: Message, reading: Reading, body: bytes, *, by, at) -> Answer:
    """Take a message in, and keep what was sent where something beside it could not be read."""
    answer = _tried(message, reading, body, by=by, at=at)
    if not reading.faults or answer.status == KEPT:
        return answer
    reason = "; ".join(reading.faults)
    payloads.keep(source=SOURCE, body=body, reason=reason, from_stranger=True, by=by, at=at)
    return Answer(answer.said | {"detail": f"{KEPT_WORDS}: {reason}."}, KEPT)


def _tried(message: Message, reading: Reading, body: bytes, *, by, at) -> Answer:
    """Take a message in whole, or keep what was sent with why not."""
    unit = Unit.objects.filter(issi=message.issi).first()
    if unit is None:
        return _kept(reading, body, f"no unit has the radio {message.issi}", by=by, at=at)
    try:
        with transaction.atomic():
            if message.status is None:
                return _located(message, unit.pk, by=by, at=at)
            return _pressed(message, unit.pk, by=by, at=at)
    except Taken:
        raise
    except Refused as refusal:
        return _kept(reading, body, str(refusal).removesuffix("."), by=by, at=at)


def _located(message: Message, unit_id: int, *, by, at) -> Answer:
    where = {"lat": message.lat, "lon": message.lon, "fixed_at": message.at}
    unit = units.locate(unit_id=unit_id, **where, by=by, at=at)
    return Answer({"unit": unit.callsign, "taken": unit.position_at == message.at})


def _pressed(message: Message, unit_id: int, *, by, at) -> Answer:
    held = hold(unit_id=unit_id, by=by)
    code = AirwaveCode.objects.filter(pk=message.status).first()
    if code is None:
        raise NotFound(f"There is no status {message.status}.")
    said = _words(held.unit.callsign, message, code)
    if radio.was_away(message, code.effect):
        return _asked_about(held, f"{said}, while the database was away", by=by, at=at)
    if why := radio.why_not(message.at, code.effect, _known(held), at=at):
        return _not_taken(held, f"{said}, {why}", by=by, at=at)
    return _moved(message, code, said, unit_id, by=by, at=at)


def _moved(message: Message, code: AirwaveCode, said: str, unit_id: int, *, by, at) -> Answer:
    """Take a press as a move; where it makes no sense, have the crew asked what it means."""
    try:
        with transaction.atomic():
            what = {"code": code.pk, "pressed_at": message.at}
            unit = units.press(unit_id=unit_id, **what, by=by, at=at)
    except WrongState as refusal:
        # As it is now: what was tried has been undone.
        held = hold(unit_id=unit_id, by=by)
        if held.current and units.REACHED.get(code.effect) == held.current.state:
            so_already = {"taken": False, "detail": "It is so already."}
            return Answer({"unit": held.unit.callsign, **so_already})
        return _asked_about(held, f"{said} ({str(refusal).removesuffix('.')})", by=by, at=at)
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


def _asked_about(held: Held, said: str, *, by, at) -> Answer:
    """Have the dispatcher ask a crew what its press means: one alert a unit, until it has said."""
    answer = _not_taken(held, said, by=by, at=at)
    words = f"{said}: not taken. Ask the crew where it is and what it does, then record its status."
    who = {"audience": Role.DISPATCHER, "by": by, "at": at}
    alerts.sound(code=watching.CALL_BACK, subject="unit", row=held.unit, text=words, **who)
    live.tell(held.unit)
    return answer


def _kept(reading: Reading, body: bytes, reason: str, *, by, at) -> Answer:
    """
    Keep for a supervisor what cannot be taken in.

    Each emergency is heard; anything else in the same words is one alert, or the emergency would
    stand among hundreds.
    """
    if reading.is_emergency:
        reason = f"EMERGENCY by radio: {reason}. Find out who it is, and send help"
        how = {"is_read": True, "is_new": True}
    else:
        how = {"from_stranger": True}
    payloads.keep(source=SOURCE, body=body, reason=reason, **how, by=by, at=at)
    return Answer({"detail": f"{KEPT_WORDS}: {reason}."}, KEPT)


def _words(callsign: str, message: Message, code: AirwaveCode) -> str:
    return f"{callsign} pressed {code} at {queries.local_time(message.at)}"
