"""
Watching over crews: one on its way that does not move, one at a scene that is not heard of.

Both are clocks of the assignment, so they end with it whatever ends it (I6, G11).
"""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries as countdowns
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS, StepFired
from contactcentre.countdowns.models import Alert
from dispatch import states, travel
from dispatch.actions import emergencies
from dispatch.actions.holding import Held, hold, units_of
from dispatch.enums import AssignmentState, UnitState
from dispatch.models import Assignment, Unit
from incidents import grading
from incidents.actions import log, resourcing
from incidents.enums import LogKind

NO_MOVEMENT, WELFARE = "no_movement", "crew_welfare"
NOT_MOVING, NOT_HEARD = "CREW_NOT_MOVING", "CREW_NOT_HEARD"
CALL_BACK = "CALL_BACK"
# A scene at which a crew may come to harm is asked about sooner.
AT_RISK = "AT_RISK"
MOVED_KM = 0.1


@action
def well(*, unit_id: int, by, at) -> Unit:
    """
    Record that a crew is well: an emergency is over, and the crew stays with its incident.

    One at a scene is asked about again when the time is over.

    :raises NotFound: when there is no such unit for this person
    :raises WrongState: when the unit is neither at a scene nor in an emergency
    """
    permissions.check(by, Permission.CREW_REPORT)
    held = hold(unit_id=unit_id, by=by)
    is_there = held.current is not None and held.current.state == AssignmentState.AT_SCENE
    is_over = held.unit.state == UnitState.EMERGENCY
    if not is_there and not is_over:
        raise WrongState(f"{held.unit.callsign} is not at a scene.")
    text = f"{held.unit.callsign} is well{': its emergency is over' if is_over else ''}"
    if is_over:
        _end_emergency(held, by=by, at=at)
    if held.incident:
        resourcing.changed(held.incident, units_of(held.incident), text, by=by, at=at)
    held.unit.status_at = at
    held.unit.save_changes("state", "state_since", "airwave_code", "status_at")
    called_back(held, by=by, at=at)
    if is_there:
        _ask_again(held, by=by, at=at)
    audit.record("unit.well", held.unit, by=by, at=at)
    live.tell(held.unit)
    return held.unit


def called_back(held: Held, *, by, at) -> None:
    """End the alert that a crew asks to be called back: somebody has spoken to it since."""
    _resolve(held.unit, CALL_BACK, StopReason.ACKNOWLEDGED, by=by, at=at)


def begin(held: Held, *, by, at) -> None:
    """Start what watches over a held unit whose assignment has just moved on."""
    if held.current.state == AssignmentState.EN_ROUTE:
        _start(NO_MOVEMENT, "", held, at=at)
    if held.current.state == AssignmentState.AT_SCENE:
        _stop(held, (NO_MOVEMENT,), NOT_MOVING, StopReason.AT_SCENE, by=by, at=at)
        _start(WELFARE, _risk(held), held, at=at)


def end(held: Held, *, by, at) -> None:
    """End what watches over a held unit whose assignment ends."""
    _stop(held, (NO_MOVEMENT, WELFARE), NOT_MOVING, StopReason.LEFT, by=by, at=at)
    _resolve(held.unit, NOT_HEARD, StopReason.LEFT, by=by, at=at)


def heard(held: Held, *, by, at) -> None:
    """Take what a held crew reports as news of it; the caller saves the unit."""
    state = held.current.state if held.current else None
    if state == AssignmentState.AT_SCENE and held.unit.state != UnitState.EMERGENCY:
        _ask_again(held, by=by, at=at)
    if state == AssignmentState.EN_ROUTE:
        held.unit.still_since = at
        _resolve(held.unit, NOT_MOVING, StopReason.RESOLVED, by=by, at=at)


def moved(unit: Unit, *, by, at) -> None:
    """Note where a held unit is from now on, when it has moved; the caller saves it."""
    if _has_moved(unit):
        unit.still_lat, unit.still_lon, unit.still_since = unit.lat, unit.lon, unit.position_at
        # A fix that comes late says where it was, not that it moves now.
        if (at - unit.position_at).total_seconds() < countdowns.policy(NO_MOVEMENT, "", at).seconds:
            _resolve(unit, NOT_MOVING, StopReason.RESOLVED, by=by, at=at)


def look_at_movement(fired: StepFired) -> None:
    """Alert the dispatcher when a unit on its way has been in one place too long (I6)."""
    assignment = fired.row
    if assignment.state != AssignmentState.EN_ROUTE:
        return
    unit = SUBJECTS["unit"].hold(assignment.unit_id, wait=True)
    still_since = max(assignment.en_route_at, unit.still_since or assignment.en_route_at)
    limit = fired.clock.due_at - fired.clock.started_at
    if fired.at - still_since < limit:
        return
    minutes = int((fired.at - still_since).total_seconds() // 60)
    is_heard = unit.position_at is not None and fired.at - unit.position_at < limit
    what = "has not moved" if is_heard else "has sent no position"
    text = (
        f"{unit.callsign} is on its way{_to(assignment)} and {what} for {minutes} min. "
        "Call the crew, or send another unit."
    )
    _sound(NOT_MOVING, unit, assignment, text, fired)


def ask_after(fired: StepFired) -> None:
    """Alert the dispatcher when a crew at a scene has not been heard of for too long (G11)."""
    assignment = fired.row
    if assignment.state != AssignmentState.AT_SCENE:
        return
    unit = SUBJECTS["unit"].hold(assignment.unit_id, wait=True)
    minutes = int((fired.at - fired.clock.started_at).total_seconds() // 60)
    text = (
        f"{unit.callsign} has not been heard of for {minutes} min at the scene"
        f"{_of(assignment)}. Call the crew; then record that it is well, or send help."
    )
    _sound(NOT_HEARD, unit, assignment, text, fired)


def _sound(code: str, unit: Unit, assignment: Assignment, text: str, fired: StepFired) -> None:
    about = {"subject": "unit", "subject_id": unit.pk}
    if Alert.objects.live().filter(code=code, **about).exists():
        return
    log.note(assignment.incident, text=text, kind=LogKind.ALERT, by=fired.by, at=fired.at)
    who = {"audience": Role.DISPATCHER, "by": fired.by, "at": fired.at}
    alerts.sound(code=code, subject="unit", row=unit, text=text, **who)


def _end_emergency(held: Held, *, by, at) -> None:
    """Let a held crew be free, or with its incident, after its emergency; the caller saves it."""
    emergencies.end(held, by=by, at=at)
    states.check_unit_move(held.unit.state, UnitState.AVAILABLE)
    held.unit.state, held.unit.state_since = UnitState.AVAILABLE, at
    held.unit.airwave_code = None


def _ask_again(held: Held, *, by, at) -> None:
    _stop(held, (WELFARE,), NOT_HEARD, StopReason.ACKNOWLEDGED, by=by, at=at)
    _start(WELFARE, _risk(held), held, at=at)


def _start(kind: str, key: str, held: Held, *, at) -> None:
    severity = grading.severity(held.incident.grade)
    clocks.start(kind=kind, key=key, subject_id=held.current.pk, severity=severity, at=at)


def _stop(held: Held, kinds: tuple[str, ...], code: str, reason: StopReason, *, by, at) -> None:
    clocks.stop(kinds=kinds, subject_id=held.current.pk, reason=reason, by=by, at=at)
    _resolve(held.unit, code, reason, by=by, at=at)


def _resolve(unit: Unit, code: str, reason: StopReason, *, by, at) -> None:
    about = {"subject": "unit", "subject_id": unit.pk, "codes": (code,)}
    alerts.resolve(**about, reason=reason, by=by, at=at)


def _risk(held: Held) -> str:
    incident = held.incident
    at_risk = incident.is_domestic or incident.vulnerable or grading.severity(incident.grade) == 0
    return AT_RISK if at_risk else ""


def _has_moved(unit: Unit) -> bool:
    if unit.still_lat is None:
        return True
    return travel.distance_km(unit.still_lat, unit.still_lon, unit.lat, unit.lon) >= MOVED_KM


def _to(assignment: Assignment) -> str:
    incident = assignment.incident
    return "" if incident.restricted else f" to CAD {incident.reference}"


def _of(assignment: Assignment) -> str:
    incident = assignment.incident
    return "" if incident.restricted else f" of CAD {incident.reference}"
