"""
What units do to an incident: called by dispatch, which holds it.

The heart of the product: an incident that a unit leaves is never without an owner and an alarm.
"""

from contactcentre.contacts.enums import News
from contactcentre.core import audit, live
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts, clocks, wording
from contactcentre.countdowns.enums import StopReason
from incidents import grading
from incidents.actions import log, owners, reassessing, telling
from incidents.actions.attendance import watch_again
from incidents.actions.incidents import move
from incidents.actions.results import ASKED, to_be_closed
from incidents.enums import Grade, LogKind, Status
from incidents.kinds import (
    ATTEND,
    ATTENDANCE_LATE,
    CAME_LATE,
    CLOSE_OR_SEND,
    LATE_WORD,
    LEFT,
    LEFT_SUPERVISOR,
    RE_RESOURCE,
    RETURN_OFFERED,
)
from incidents.models import EXCUSE, Incident

COLUMNS = ("status", "units", "units_live", "left_at", "times_diverted", "attended_at")
OWNED = ("owner", "owner_since")
ALARMS_OF_LEAVING = (LEFT, LEFT_SUPERVISOR)


def resourced(incident: Incident, units: list[dict], text: str, *, by, at) -> None:
    """
    Record that a unit is assigned: the clock for want of one stops, and what excused it ends.

    The alarm that a unit left goes on until the crew acknowledges: one that is silent helps nobody
    (docs/decisions/0016).
    """
    _set_units(incident, units)
    if incident.status != Status.AT_SCENE:
        move(incident, Status.ASSIGNED)
    if incident.non_attendance_approved_by_id:
        watch_again(incident, at=at)
    incident.left_at = None
    incident.forget_excuse()
    owners.give_to_desk(incident, why="unit assigned", by=by, at=at)
    log.write(incident, LogKind.UNIT, text, by=by, at=at)
    ended = {"subject_id": incident.pk, "by": by, "at": at}
    clocks.stop(kinds=(RE_RESOURCE, LATE_WORD), reason=StopReason.RESOURCED, **ended)
    clocks.stop(kinds=(CLOSE_OR_SEND,), reason=StopReason.SENT_AGAIN, **ended)
    incident.save_changes(*COLUMNS, *OWNED, *EXCUSE)
    over = (ASKED, "CLOSE_OR_SEND", RETURN_OFFERED, CAME_LATE)
    alerts.resolve(subject="incident", codes=over, reason=StopReason.RESOURCED, **ended)
    words = f"{text}, not acknowledged yet. A unit has left {incident.place_shown}"
    _say(incident, ALARMS_OF_LEAVING, words, by=by, at=at)
    live.tell(incident)


def acknowledged(incident: Incident, *, by, at) -> None:
    """End the alarm that a unit has left a held incident: the crew of another knows of it."""
    ended = {"reason": StopReason.ACKNOWLEDGED, "by": by, "at": at}
    codes = ALARMS_OF_LEAVING
    alerts.resolve(subject="incident", subject_id=incident.pk, codes=codes, **ended)


def changed(incident: Incident, units: list[dict], text: str, *, by, at) -> None:
    """Record what a unit on its way did: acknowledged, set off."""
    _set_units(incident, units)
    log.write(incident, LogKind.UNIT, text, by=by, at=at)
    incident.save_changes(*COLUMNS)
    live.tell(incident)


def attended(incident: Incident, units: list[dict], text: str, *, since, by, at) -> None:
    """Record that a unit is there since then: the attendance clock stops, for that reason (I7)."""
    _set_units(incident, units)
    move(incident, Status.AT_SCENE)
    incident.attended_at = incident.attended_at or since
    log.write(incident, LogKind.UNIT, text, by=by, at=at)
    ended = {"subject_id": incident.pk, "reason": StopReason.AT_SCENE, "by": by, "at": at}
    clocks.stop(kinds=(ATTEND,), **ended)
    incident.save_changes(*COLUMNS)
    alerts.resolve(subject="incident", codes=(ATTENDANCE_LATE,), **ended)
    reassessing.over(incident, StopReason.AT_SCENE, by=by, at=at)
    telling.arrived(incident, by=by, at=at)
    live.tell(incident)


def fewer(incident: Incident, units: list[dict], text: str, *, is_divert: bool, by, at) -> None:
    """Record that one of several units went; others are still assigned."""
    _set_units(incident, units)
    incident.times_diverted += is_divert
    at_scene = any(unit["state"] == "AT_SCENE" for unit in units)
    move(incident, Status.AT_SCENE if at_scene else Status.ASSIGNED)
    log.write(incident, LogKind.DIVERT if is_divert else LogKind.UNIT, text, by=by, at=at)
    incident.save_changes(*COLUMNS)
    if is_divert and not at_scene:
        reassessing.ask(incident, by=by, at=at)
    live.tell(incident, alarm=is_divert)


def dealt_with(incident: Incident, text: str, *, by, at) -> None:
    """Record that the last unit cleared after being at the scene: close it or send again."""
    _set_units(incident, [])
    to_be_closed(incident, by=by, at=at)
    owners.give_to_desk(incident, why="units cleared", by=by, at=at)
    log.write(incident, LogKind.UNIT, text, by=by, at=at)
    incident.save_changes(*COLUMNS, *OWNED)
    live.tell(incident)


def left(incident: Incident, text: str, *, is_divert: bool, by, at) -> None:
    """
    Record that the last unit has left an incident it has not dealt with (rule 2, H2).

    In this transaction it awaits a unit, has an owner on shift, a re-resource clock and an
    unacknowledged alert; the supervisor hears at once when it is domestic, vulnerable, immediate
    or left for the second time (H6, H8), and a divert asks for the risk to be assessed again. Its
    attendance clock runs on untouched (H3). Its caller is told, or rung back (H9).
    """
    _set_units(incident, [])
    move(incident, Status.AWAITING_UNIT)
    incident.left_at = at
    incident.times_diverted += is_divert
    owners.give_to_desk(incident, why="its unit left", by=by, at=at)
    log.write(incident, LogKind.DIVERT if is_divert else LogKind.UNIT, text, by=by, at=at)
    clocks.start(
        kind=RE_RESOURCE,
        key=incident.grade,
        subject_id=incident.pk,
        severity=grading.severity(incident.grade),
        at=at,
    )
    incident.save_changes(*COLUMNS, *OWNED)
    reassessing.watch(incident, at=at)
    _sound_leaving(incident, text, by=by, at=at)
    if is_divert:
        reassessing.ask(incident, by=by, at=at)
    if is_divert or not incident.attended_at:
        news = News.DIVERTED if is_divert else News.LEFT
        telling.tell(incident, news, happened_at=at, by=by, at=at)
    audit.record("incident.left", incident, by=by, at=at, why=text)
    live.tell(incident, alarm=True)


def weighs_more(incident: Incident, why: str, *, by, at) -> None:
    """Alarm the supervisor for a held, left incident found to be domestic or vulnerable (H6)."""
    if incident.left_at:
        said = f"{why}, and a unit has left"
        _sound(incident, LEFT_SUPERVISOR, said, Role.SUPERVISOR, by=by, at=at)


def is_for_the_supervisor(incident: Incident, *, one_more: bool = False) -> bool:
    """Test whether the supervisor hears at once that this is left (H6, H8)."""
    return (
        incident.is_domestic
        or incident.vulnerable
        or incident.grade == Grade.IMMEDIATE
        or incident.times_diverted + one_more > 1
    )


def read_back(incident: Incident) -> str:
    """
    Return what whoever takes on what a unit has left is offered to read back.

    "Acknowledged and understood" is asked of them as it is on the radio (IOPC 2018/104370, H4).
    """
    named = incident.named[0].upper() + incident.named[1:]
    if incident.units_live:
        return f"{named}: another unit is sent and has not acknowledged yet; I have it."
    return f"{named} is without a unit; I have it."


def _sound_leaving(incident: Incident, text: str, *, by, at) -> None:
    said = f"A unit has left: {incident.said(text)}" if incident.restricted else text
    _sound(incident, LEFT, said, Role.DISPATCHER, by=by, at=at)
    if is_for_the_supervisor(incident):
        _sound(incident, LEFT_SUPERVISOR, said, Role.SUPERVISOR, by=by, at=at)
    else:
        _say(incident, (LEFT_SUPERVISOR,), f"{said}. {_no_unit(incident)}", by=by, at=at)


def _sound(incident: Incident, code: str, text: str, audience: Role, *, by, at) -> None:
    alerts.sound(
        code=code,
        subject="incident",
        row=incident,
        text=f"{text}. {_no_unit(incident)}",
        audience=audience,
        level=1 if audience == Role.SUPERVISOR else 0,
        by=by,
        at=at,
    )


def _say(incident: Incident, codes: tuple[str, ...], text: str, *, by, at) -> None:
    """Let the alarms of an earlier leaving that still go on say how it stands now."""
    about = {"subject": "incident", "subject_id": incident.pk}
    wording.reword(**about, row=incident, codes=codes, text=text, by=by, at=at)


def _no_unit(incident: Incident) -> str:
    return f"NO UNIT for {incident.place_shown}"


def _set_units(incident: Incident, units: list[dict]) -> None:
    incident.units, incident.units_live = units, len(units)
