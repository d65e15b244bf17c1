"""Accounts: made, given roles, given passwords, given keys; ended in incidents.actions.duty."""

import hashlib
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import ApiKey, CommandUnit, Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action


@action
def create(
    *,
    username: str,
    first_name: str,
    last_name: str,
    roles: list[str],
    command_units: tuple[str, ...] = (),
    password: str,
    by,
    at,
    is_service: bool = False,
) -> Person:
    """
    Make an account; its owner must change the password at the first sign-in.

    :raises Invalid: when the name is taken, a role is unknown or the password is weak
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    _check_roles(roles)
    if Person.objects.filter(username=username).exists():
        raise Invalid(f"There is somebody called {username} already.")
    person = Person(
        username=username,
        first_name=first_name,
        last_name=last_name,
        roles=roles,
        is_service=is_service,
        must_change_password=not is_service,
    )
    _set_password(person, password)
    person.save()
    person.command_units.set(CommandUnit.objects.filter(pk__in=command_units))
    audit.record("person.created", person, by=by, at=at, roles=roles, units=list(command_units))
    return person


@action
def change_roles(
    *, person_id: int, roles: list[str], command_units: tuple[str, ...], by, at
) -> Person:
    """
    Give a person other roles and areas; they hold from the next request on.

    :raises Invalid: when a role is unknown
    :raises WrongState: when the last duty officer would go
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    _check_roles(roles)
    person = _held(person_id)
    if Role.DUTY_OFFICER in person.roles and Role.DUTY_OFFICER not in roles:
        check_another_duty_officer(person)
    before = person.roles
    person.roles = roles
    person.save(update_fields=["roles"])
    person.command_units.set(CommandUnit.objects.filter(pk__in=command_units))
    audit.record("person.roles_changed", person, by=by, at=at, before=before, roles=roles)
    return person


@action
def reset_password(*, person_id: int, password: str, by, at) -> Person:
    """
    Set a person's password for them; they must change it at the next sign-in.

    :raises Invalid: when it is weak
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    person = _held(person_id)
    _set_password(person, password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    audit.record("person.password_reset", person, by=by, at=at)
    return person


@action
def change_password(*, password: str, by, at) -> Person:
    """
    Change one's own password.

    :raises Invalid: when it is weak
    """
    person = _held(by.pk)
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
def issue_key(*, username: str, name: str, scopes: list[str], by, at) -> tuple[ApiKey, str]:
    """
    Issue a key to an account, and return it with its text, which is shown this once.

    :raises NotFound: when there is no such account
    :raises Invalid: when a scope is no permission
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    if unknown := set(scopes) - set(Permission):
        raise Invalid(f"Not a permission: {', '.join(sorted(unknown))}.")
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise NotFound(f"There is no account called {username}.")
    prefix, secret = secrets.token_hex(5), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        person=person,
        name=name,
        prefix=prefix,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=sorted(scopes),
        created_at=at,
    )
    audit.record("key.issued", key, by=by, at=at, username=username, scopes=sorted(scopes))
    return key, f"{prefix}.{secret}"


@action
def revoke_key(*, key_id: int, by, at) -> ApiKey:
    """End a key at once."""
    permissions.check(by, Permission.ADMIN_PEOPLE)
    key = ApiKey.objects.select_for_update().get(pk=key_id)
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
    if not others.exclude(pk=person.pk).exists():
        raise WrongState(
            f"{person.short_name} is the last duty officer. Make somebody else one first; an "
            "incident that a unit leaves must always have an owner."
        )


def _check_roles(roles: list[str]) -> None:
    if unknown := set(roles) - set(Role):
        raise Invalid(f"Not a role: {', '.join(sorted(unknown))}.")


def _held(person_id: int) -> Person:
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
    person.set_password(password)
