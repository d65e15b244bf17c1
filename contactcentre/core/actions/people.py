"""Accounts: made, given roles, given passwords, given keys; ended in incidents.actions.duty."""

import hashlib
import re
import secrets

from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.guessing import AT
from contactcentre.core.models import ApiKey, CommandUnit, Person
from contactcentre.core.people import OWN
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action

# Names that look alike must be alike: no other alphabets, and capitals make no difference.
PLAIN = re.compile(r"[A-Za-z0-9@.+_-]{1,150}")


@action
def create(
    *,
    username: str,
    first_name: str,
    last_name: str,
    roles: list[str],
    command_units: tuple[str, ...] = (),
    whole_force: bool = False,
    password: str,
    by,
    at,
    is_service: bool = False,
) -> Person:
    """
    Make an account; its owner must change the password at the first sign-in.

    :raises Invalid: when the name is taken, whatever its capitals, or is not plain; when the
        password is weak, or a role or area is unknown
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    _check_roles(roles)
    areas = _areas(command_units)
    _check_username(username)
    person = Person(
        username=username,
        first_name=first_name,
        last_name=last_name,
        roles=roles,
        whole_force=whole_force,
        is_service=is_service,
        must_change_password=not is_service,
    )
    _set_password(person, password)
    person.save()
    person.command_units.set(areas)
    what = {"roles": roles, "units": list(command_units), "whole_force": whole_force}
    audit.record("person.created", person, by=by, at=at, **what)
    return person


def service(*, username: str, name: str, roles: list[str], by, at) -> Person:
    """Return a machine's account, made if it is not there; it works for the whole force."""
    return Person.objects.filter(username=username).first() or create(
        username=username,
        first_name="",
        last_name=name,
        roles=roles,
        whole_force=True,
        password=unguessable(),
        is_service=True,
        by=by,
        at=at,
    )


@action
def change_roles(
    *,
    person_id: int,
    roles: list[str],
    command_units: tuple[str, ...],
    whole_force: bool = False,
    by,
    at,
) -> Person:
    """
    Give a person other roles and areas; they hold from the next request on.

    `whole_force` lets them see every area there is or will be, whichever are their own.

    :raises Invalid: when a role or an area is unknown
    :raises WrongState: when the last duty officer would go
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    _check_roles(roles)
    areas = _areas(command_units)
    person = _held(person_id)
    if Role.DUTY_OFFICER in person.roles and Role.DUTY_OFFICER not in roles:
        check_another_duty_officer(person)
    before = person.roles
    person.roles, person.whole_force = roles, whole_force
    person.save(update_fields=["roles", "whole_force"])
    person.command_units.set(areas)
    what = {"roles": roles, "units": list(command_units), "whole_force": whole_force}
    audit.record("person.roles_changed", person, by=by, at=at, before=before, **what)
    return person


@action
def reset_password(*, person_id: int, password: str, by, at) -> Person:
    """
    Set a person's password for them; they must change it at the next sign-in.

    Whoever was locked out for wrong passwords can try again at once.

    :raises Invalid: when it is weak, or the account is a machine's
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    person = _held(person_id)
    if person.is_service:
        raise Invalid("A service account comes with a key; it has no password.")
    _set_password(person, password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    _forgive_wrong_passwords(person.username)
    audit.record("person.password_reset", person, by=by, at=at)
    return person


@action
def change_password(*, password: str, by, at) -> Person:
    """
    Change one's own password.

    :raises Invalid: when it is weak, or the one they have
    """
    person = _held(by.pk)
    if person.check_password(password):
        raise Invalid("This is the password you have. Choose another one.")
    _set_password(person, password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    audit.record("person.password_changed", person, by=by, at=at)
    return person


@action
def reactivate(*, person_id: int, by, at) -> Person:
    """Open a closed account again."""
    permissions.check(by, Permission.ADMIN_PEOPLE)
    person = _held(person_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("person.reactivated", person, by=by, at=at)
    return person


@action
def issue_key(
    *, username: str, name: str, scopes: list[str], by, at, expires_at=None
) -> tuple[ApiKey, str]:
    """
    Issue a key to a service account, and return it with its text, which is shown this once.

    :raises NotFound: when there is no such account
    :raises Invalid: when it is a person's, a scope is no permission, or the end has passed
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    if unknown := set(scopes) - set(Permission):
        raise Invalid(f"Not a permission: {', '.join(sorted(unknown))}.")
    if expires_at is not None and expires_at <= at:
        raise Invalid("A key that has ended already opens nothing. Choose a later end, or none.")
    person = _service(username)
    prefix, secret = secrets.token_hex(5), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        person=person,
        name=name,
        prefix=prefix,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=sorted(scopes),
        created_at=at,
        expires_at=expires_at,
    )
    audit.record("key.issued", key, by=by, at=at, username=username, scopes=sorted(scopes))
    return key, f"{prefix}.{secret}"


@action
def revoke_key(*, key_id: int, by, at) -> ApiKey:
    """
    End a key at once.

    :raises NotFound: when there is none
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    key = ApiKey.objects.select_for_update(no_key=True).filter(pk=key_id).first()
    if key is None:
        raise NotFound("There is no such key.")
    key.revoked_at = key.revoked_at or at
    key.save(update_fields=["revoked_at"])
    audit.record("key.revoked", key, by=by, at=at)
    return key


def unguessable() -> str:
    """Return a password for an account that only comes with keys."""
    return secrets.token_urlsafe(40)


def check_another_duty_officer(person: Person) -> None:
    """
    Refuse to lose the last duty officer: somebody must be there to own what a unit leaves.

    :raises WrongState: when there is no other
    """
    others = Person.objects.filter(
        is_active=True, is_service=False, roles__contains=[Role.DUTY_OFFICER]
    )
    # Held, so that two administrators cannot each count on the officer the other one ends; but not
    # so that whoever writes something of theirs waits.
    if not others.exclude(pk=person.pk).select_for_update(no_key=True).first():
        raise WrongState(
            f"{person.short_name} is the last duty officer. Make somebody else one first; an "
            "incident that a unit leaves must always have an owner."
        )


def _check_roles(roles: list[str]) -> None:
    if unknown := set(roles) - set(Role):
        raise Invalid(f"Not a role: {', '.join(sorted(unknown))}.")


def _check_username(username: str) -> None:
    if not PLAIN.fullmatch(username):
        raise Invalid("A username is at most 150 of a to z, A to Z, digits and @ . + - _ only.")
    if Person.objects.filter(username__iexact=username).exists():
        raise Invalid(f"There is somebody called {username} already.")


def _areas(codes: tuple[str, ...]) -> list[CommandUnit]:
    found = list(CommandUnit.objects.filter(pk__in=codes))
    if unknown := set(codes) - {unit.code for unit in found}:
        raise Invalid(f"Not a command unit: {', '.join(sorted(unknown))}.")
    return found


def _service(username: str) -> Person:
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise NotFound(f"There is no account called {username}.")
    if not person.is_service or username in OWN:
        raise Invalid(f"{username} cannot have a key. Make a service account for it first.")
    return person


def _held(person_id: int) -> Person:
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _forgive_wrong_passwords(username: str) -> None:
    tries = Q(username=username) | Q(username__startswith=f"{username}{AT}")
    AccessAttempt.objects.filter(tries).delete()


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
    person.set_password(password)
