"""What units report: status, position, booking on and off. No press is a silent way out."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import CommandUnit, Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from dispatch import radio, states
from dispatch.actions import assignments, emergencies, reporting, watching
from dispatch.actions.holding import Held, hold
from dispatch.enums import AssignmentState, Effect, UnitState
from dispatch.models import AirwaveCode, Unit, UnitStatusChange
from incidents.actions import log
from incidents.enums import LogKind

PLACE = ("lat", "lon", "position_at", "still_lat", "still_lon", "still_since")
PRESSED = ("airwave_code", "state", "state_since", "status_at", "crewed_at", "still_since")
REACHED = {
    Effect.ACKNOWLEDGE: AssignmentState.ACKNOWLEDGED,
    Effect.EN_ROUTE: AssignmentState.EN_ROUTE,
    Effect.AT_SCENE: AssignmentState.AT_SCENE,
}
# A crew that presses again, or asks something else, has not been called back.
SAYS_NOTHING_BACK = {Effect.CALL_BACK, Effect.MESSAGE, Effect.EMERGENCY}
LEAVES = {
    Effect.AVAILABLE: UnitState.AVAILABLE,
    Effect.UNAVAILABLE: UnitState.UNAVAILABLE,
    Effect.OFF_DUTY: UnitState.OFF_DUTY,
}


@action
def create(
    *,
    callsign: str,
    command_unit: str,
    by,
    at,
    skills: tuple[str, ...] = (),
    base: str = "",
    crew_size: int = 2,
    issi: int | None = None,
) -> Unit:
    """
    Add a unit, off duty.

    :raises Invalid: when there is one of that callsign, or with that radio
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if Unit.objects.filter(callsign=callsign).exists():
        raise Invalid(f"There is a unit {callsign} already.")
    check_issi(issi)
    unit = Unit.objects.create(
        callsign=callsign,
        command_unit=CommandUnit.objects.get(pk=command_unit),
        skills=list(skills),
        base=base,
        crew_size=crew_size,
        issi=issi,
        state_since=at,
    )
    audit.record("unit.created", unit, by=by, at=at, callsign=callsign)
    live.tell(unit)
    return unit


def check_issi(issi: int | None, *, of: Unit | None = None) -> None:
    """
    Refuse an ISSI that is none, or that another unit's radio has.

    :raises Invalid: naming the unit that has it
    """
    if issi is None:
        return
    if not 1 <= issi <= radio.LARGEST_ISSI:
        raise Invalid(f"An ISSI is a number from 1 to {radio.LARGEST_ISSI}.")
    other = Unit.objects.filter(issi=issi).exclude(pk=of and of.pk).first()
    if other is not None:
        raise Invalid(f"{other.callsign} has the radio {issi}. Take it from there first.")


@action
def press(*, unit_id: int, code: int, by, at, pressed_at=None) -> Unit:
    """
    Take an Airwave status code as a move of the unit or of its assignment (G1, H13).

    A unit that says it is free, busy elsewhere or off duty ends its assignment: cleared when it
    was at the scene, else unable, and then the incident it leaves is protected. What comes late by
    radio says when it was pressed.

    :raises NotFound: when there is no such code or unit
    :raises WrongState: when the code makes no sense now
    """
    permissions.check(by, Permission.CREW_REPORT)
    status = AirwaveCode.objects.filter(pk=code).first()
    if status is None:
        raise NotFound(f"There is no status {code}.")
    held, pressed_at = hold(unit_id=unit_id, by=by), pressed_at or at
    if status.effect not in SAYS_NOTHING_BACK:
        watching.called_back(held, by=by, at=at)
    _take(held, status, pressed_at, by=by, at=at)
    # A crew that pressed minutes ago has not been heard of just now.
    if status.effect not in {*REACHED, Effect.EMERGENCY} and at - pressed_at <= reporting.LATE:
        watching.heard(held, by=by, at=at)
    unit = held.unit
    unit.airwave_code, unit.state_since = status, at
    is_older = radio.is_before(pressed_at, unit.status_at, at=at)
    unit.status_at = unit.status_at if is_older else pressed_at
    unit.save_changes(*PRESSED)
    pressed = {"code": status, "state": unit.state, "at": pressed_at, "by": by.username}
    UnitStatusChange.objects.create(unit=unit, **pressed)
    audit.record("unit.status_pressed", unit, by=by, at=at, code=code)
    live.tell(unit)
    return unit


@action
def book_on(*, unit_id: int, by, at, lat: float | None = None, lon: float | None = None) -> Unit:
    """
    Book a unit on duty and free, where it is if that is known.

    :raises WrongState: when it is on duty already
    """
    permissions.check(by, Permission.UNIT_BOOK)
    held = hold(unit_id=unit_id, by=by)
    if held.unit.state != UnitState.OFF_DUTY:
        raise WrongState(f"{held.unit.callsign} is on duty already.")
    if lat is not None and lon is not None:
        _place(held.unit, lat, lon, fixed_at=at, by=by, at=at)
    _move(held.unit, UnitState.AVAILABLE, at)
    held.unit.status_at = at
    held.unit.save_changes("state", "state_since", "crewed_at", "status_at", *PLACE)
    audit.record("unit.booked_on", held.unit, by=by, at=at)
    live.tell(held.unit)
    return held.unit


@action
def book_off(*, unit_id: int, by, at) -> Unit:
    """
    Book a unit off duty; what it was assigned to is cleared or left, never forgotten.

    :raises WrongState: in an emergency, or when it is off duty already
    """
    permissions.check(by, Permission.UNIT_BOOK)
    held = hold(unit_id=unit_id, by=by)
    if held.unit.state == UnitState.OFF_DUTY:
        raise WrongState(f"{held.unit.callsign} is off duty already.")
    _leave(held, "booked off duty", at, by=by, at=at)
    _move(held.unit, UnitState.OFF_DUTY, at)
    held.unit.status_at = at
    held.unit.save_changes("state", "state_since", "status_at")
    audit.record("unit.booked_off", held.unit, by=by, at=at)
    live.tell(held.unit)
    return held.unit


@action
def crew(*, unit_id: int, people: tuple[str, ...], by, at) -> Unit:
    """
    Say by username who crews a unit from now on; whoever was in another unit leaves that one.

    They see what it is sent to, and report for it. How many they are stays as it was: not everybody
    in a car has an account.

    :raises Invalid: when somebody named is no crew, or has no open account
    :raises NotFound: when there is no such unit for this person
    """
    permissions.check(by, Permission.UNIT_BOOK)
    named = _held_crew(people)
    unit = hold(unit_id=unit_id, by=by).unit
    Unit.crew.through.objects.filter(person__in=named).exclude(unit=unit).delete()
    unit.crew.set(named)
    unit.crewed_at = at
    unit.save_changes("crewed_at")
    audit.record("unit.crewed", unit, by=by, at=at, crew=[person.username for person in named])
    live.tell(unit)
    return unit


@action
def locate(*, unit_id: int, lat: float, lon: float, by, at, fixed_at=None) -> Unit:
    """
    Take a unit's position; an older fix than the one known changes nothing.

    :raises Invalid: for a position that is not on the earth
    """
    permissions.check(by, Permission.CREW_REPORT)
    held = hold(unit_id=unit_id, by=by)
    fixed_at = min(fixed_at or at, at)
    if held.unit.position_at is None or fixed_at > held.unit.position_at:
        _place(held.unit, lat, lon, fixed_at=fixed_at, by=by, at=at)
        held.unit.save_changes(*PLACE)
        audit.record("unit.located", held.unit, by=by, at=at)
        live.tell(held.unit)
    return held.unit


def _held_crew(people: tuple[str, ...]) -> list[Person]:
    """Return these people, held so that nobody is put into two units at once."""
    crew = Person.objects.filter(
        username__in=people, is_active=True, is_service=False, roles__contains=[Role.CREW]
    )
    named = list(crew.select_for_update(no_key=True).order_by("pk"))
    if unknown := sorted(set(people) - {person.username for person in named}):
        raise Invalid(f"Not crew with an open account: {', '.join(unknown)}.")
    return named


def _take(held: Held, status: AirwaveCode, pressed_at, *, by, at) -> None:
    effect = Effect(status.effect)
    if effect in REACHED:
        assignments.advance(held, REACHED[effect], since=pressed_at, by=by, at=at)
    elif effect in LEAVES:
        _leave(held, f"pressed {status}", pressed_at, by=by, at=at)
        _be_free_of_alerts(held, by=by, at=at)
        _move(held.unit, LEAVES[effect], at)
    elif effect == Effect.EMERGENCY:
        _move(held.unit, UnitState.EMERGENCY, at)
        emergencies.begin(held, since=pressed_at, by=by, at=at)
    elif effect in {Effect.DEPLOYABLE, Effect.NOT_DEPLOYABLE}:
        _set_deployable(held, effect == Effect.DEPLOYABLE, at)
    else:
        _hear(held, status, by=by, at=at)


def _hear(held: Held, status: AirwaveCode, *, by, at) -> None:
    """Write what a crew says on its incident's log; call it back when it says that is urgent."""
    text = f"{held.unit.callsign} pressed {status}"
    if held.incident:
        log.note(held.incident, text=text, kind=LogKind.UNIT, by=by, at=at)
    if status.effect == Effect.CALL_BACK:
        text = f"{held.unit.callsign} asks to be called back urgently."
        what = {"code": watching.CALL_BACK, "text": f"{text} Call it, then record its status."}
        who = {"audience": Role.DISPATCHER, "by": by, "at": at}
        alerts.sound(subject="unit", row=held.unit, **what, **who)


def _be_free_of_alerts(held: Held, *, by, at) -> None:
    about = {"subject": "unit", "subject_id": held.unit.pk, "codes": None}
    alerts.resolve(**about, reason=StopReason.RESOLVED, by=by, at=at)


def _leave(held: Held, reason: str, since, *, by, at) -> None:
    if held.current is None:
        return
    was_there = held.current.state == AssignmentState.AT_SCENE
    if was_there and since < (held.incident.graded_at or since):
        # It had gone before it was known to be as bad as that: nobody has dealt with what it is.
        was_there, reason = False, f"{reason} before it was graded {held.incident.grade}"
    state = AssignmentState.CLEARED if was_there else AssignmentState.UNABLE
    assignments.end(held, state, reason, since=since, by=by, at=at)


def _set_deployable(held: Held, deployable: bool, at) -> None:
    if held.unit.state in {UnitState.EMERGENCY, UnitState.OFF_DUTY}:
        raise WrongState(
            f"{held.unit.callsign}: {held.unit.get_state_display()}. See to that first."
        )
    if held.current is None:
        _move(held.unit, UnitState.AVAILABLE if deployable else UnitState.UNAVAILABLE, at)
        return
    held.current.deployable = deployable
    held.current.save(update_fields=["deployable"])


def _move(unit: Unit, state: UnitState, at) -> None:
    if unit.state != state:
        states.check_unit_move(unit.state, state)
        if unit.state == UnitState.OFF_DUTY:
            unit.crewed_at = at
        unit.state, unit.state_since = state, at


def _place(unit: Unit, lat: float, lon: float, *, fixed_at, by, at) -> None:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Invalid("That position is not on the earth.")
    unit.lat, unit.lon, unit.position_at = lat, lon, fixed_at
    watching.moved(unit, by=by, at=at)
