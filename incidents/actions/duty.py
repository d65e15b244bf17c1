"""Signing on and off, breaks, and being gone: ownership never leaves with a person."""

from django.db import IntegrityError, connection, transaction

from contactcentre.contacts.actions import handlers
from contactcentre.core import audit, permissions
from contactcentre.core.actions.people import check_another_duty_officer
from contactcentre.core.errors import NotAllowed, NotFound, WrongState
from contactcentre.core.models import CommandUnit, Desk, Duty, Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import MovedOn, action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from incidents import leaving
from incidents.actions import owners

LEASE = "ownership"
ROLE_OF = {
    Desk.CALLS: Role.CALL_HANDLER,
    Desk.DISPATCH: Role.DISPATCHER,
    Desk.SUPERVISION: Role.SUPERVISOR,
    Desk.DUTY_OFFICE: Role.DUTY_OFFICER,
}
# First of all, as closing an account does.
ACCOUNT = "SELECT is_active FROM core_person WHERE id = %s FOR NO KEY UPDATE"


@action
def sign_on(*, desk: str, by, at, command_unit: str | None = None) -> Duty:
    """
    Put a person on shift at a desk; signing on again at the same desk says they are still there.

    A dispatch desk has a command unit: the one named, else the person's first.

    :raises NotAllowed: when the person's roles do not include the desk, or their account was
        closed a moment ago
    """
    permissions.check(by, Permission.DUTY_HOLD)
    _check_account_stays_open(by)
    if ROLE_OF[Desk(desk)] not in by.roles:
        raise NotAllowed(f"Your roles do not include the desk: {Desk(desk).label.lower()}.")
    area = _area(by, command_unit) if desk == Desk.DISPATCH else None
    current = _held_duty(by)
    if current and (current.desk, current.command_unit_id) == (desk, area):
        _answer_the_call(current, at=at)
        Duty.objects.saw([by.pk])
        return _return_from_break(current, by=by, at=at)
    if current:
        _end(current, why="moves to another desk", by=by, at=at)
    duty = _begin(by, desk, area, at=at)
    Duty.objects.saw([by.pk])
    clocks.start(kind=LEASE, subject_id=duty.pk, at=at)
    if desk == Desk.CALLS:
        handlers.sign_on(by=by, at=at)
    audit.record("duty.started", duty, by=by, at=at, desk=desk)
    return duty


@action
def sign_off(*, by, at) -> None:
    """
    Take a person off shift; what they own passes on in the same transaction.

    :raises WrongState: when nobody else is there to take it, or while they are on a call
    """
    duty = _held_duty(by)
    if duty:
        _end(duty, why="signed off", by=by, at=at)


@action
def start_break(*, by, at) -> Duty:
    """
    Send a person on their break; what they own passes on in the same transaction.

    :raises WrongState: when they are not on shift, or nobody else can take what they own
    """
    duty = _held_duty(by)
    if duty is None:
        raise WrongState("You are not on shift. Sign on first.")
    leaving.hold_everything(by)
    if duty.desk == Desk.CALLS:
        handlers.start_break(by=by, at=at)
    owners.pass_on(person=by, why=f"{by.short_name} is on a break", by=by, at=at)
    duty.break_started_at = at
    duty.save(update_fields=["break_started_at"])
    alerts.give_back_all(person=by, why="on a break", by=by, at=at)
    audit.record("duty.break_started", duty, by=by, at=at)
    return duty


@action
def end_break(*, by, at) -> Duty:
    """
    Bring a person back from their break.

    :raises WrongState: when they are not on shift
    """
    duty = _held_duty(by)
    if duty is None:
        raise WrongState("You are not on shift. Sign on first.")
    if duty.desk == Desk.CALLS:
        handlers.end_break(by=by, at=at)
    return _return_from_break(duty, by=by, at=at)


@action
def lapse(*, duty: Duty, by, at) -> bool:
    """
    End the held duty of somebody whose screens have been silent for a minute.

    Return False, and leave it, when they were seen after all or nobody else could take over: an
    owner who does not answer is better than none, and the alerts climb past them.
    """
    if not Duty.objects.unseen(60).held_to_leave().filter(pk=duty.pk).exists():
        return False
    try:
        with transaction.atomic():
            _end(duty, why="not seen for a minute", by=by, at=at)
    except WrongState:
        return False
    return True


@action
def deactivate(*, person_id: int, by, at) -> Person:
    """
    Close a person's account: duty ended, ownership passed on, every session ended.

    :raises NotFound: when there is no such person
    :raises WrongState: when they are the only one who could own what they own
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    if Role.DUTY_OFFICER in person.roles:
        check_another_duty_officer(person)
    duty = _held_duty(person)
    if duty:
        _end(duty, why="account closed", by=by, at=at)
    owners.pass_on(person=person, why="account closed", by=by, at=at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("person.deactivated", person, by=by, at=at)
    end_sessions(person)
    return person


def end_sessions(person: Person) -> int:
    """End every session a person has, in one statement, and return how many there were."""
    return person.sessions.all().delete()[0]


def _end(duty: Duty, *, why: str, by, at) -> None:
    person = duty.person
    leaving.hold_everything(person)
    if duty.desk == Desk.CALLS:
        handlers.sign_off(person=person, by=by, at=at)
    owners.pass_on(person=person, why=f"{person.short_name}: {why}", by=by, at=at)
    duty.ended_at = at
    duty.save(update_fields=["ended_at"])
    clocks.stop(kinds=(LEASE,), subject_id=duty.pk, reason=StopReason.COMPLETED, by=by, at=at)
    alerts.give_back_all(person=person, why=why, by=by, at=at)
    audit.record("duty.ended", duty, by=by, at=at, why=why)


def _check_account_stays_open(person) -> None:
    """Hold an account open: whoever closes it meanwhile waits, and then ends the shift as well."""
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNT, [person.pk])
        found = cursor.fetchone()
    if not found or not found[0]:
        raise NotAllowed("Your account is closed. Ask an administrator to open it again.")


def _begin(person, desk: str, area: str | None, *, at) -> Duty:
    """Begin a shift; where another window of theirs has just begun it, look again."""
    try:
        with transaction.atomic():
            return Duty.objects.create(
                person=person, desk=desk, command_unit_id=area, started_at=at, last_seen_at=at
            )
    except IntegrityError as error:
        raise MovedOn from error


def _held_duty(person) -> Duty | None:
    return Duty.objects.current().held_to_leave().filter(person=person).first()


def _answer_the_call(duty: Duty, *, at) -> None:
    """From when somebody who was called in signs on, they lapse like everybody else."""
    if duty.called_in:
        duty.called_in = False
        duty.save(update_fields=["called_in"])
        clocks.start(kind=LEASE, subject_id=duty.pk, at=at)


def _return_from_break(duty: Duty, *, by, at) -> Duty:
    if duty.break_started_at is not None:
        duty.break_started_at = None
        duty.save(update_fields=["break_started_at"])
        audit.record("duty.break_ended", duty, by=by, at=at)
    return duty


def _area(person, code: str | None) -> str:
    own = [unit.code for unit in person.command_units.all()]
    if code and (person.whole_force or code in own):
        return CommandUnit.objects.get(pk=code).pk
    if code or not own:
        raise NotAllowed("Name a command unit of your own for the dispatch desk.")
    return own[0]
