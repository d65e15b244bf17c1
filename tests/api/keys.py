"""Service accounts with keys, for tests of whatever comes with one."""

from contactcentre.core.actions import people
from contactcentre.core.models import ApiKey, Person
from contactcentre.core.permissions import Permission, Role


def service(world, *roles: Role, name: str = "machine") -> Person:
    """Return a service account with these roles."""
    made = world.person(name, *roles)
    made.is_service = True
    made.save()
    return made


def key_of(world, *roles: Role, scopes: list[Permission], name: str = "machine") -> str:
    """Return the text of a key of a new service account."""
    return issued(world, service(world, *roles, name=name), scopes)[1]


def issued(world, account: Person, scopes: list[Permission]) -> tuple[ApiKey, str]:
    """Issue a key to a service account."""
    return people.issue_key(
        username=account.username,
        name="test",
        scopes=[str(scope) for scope in scopes],
        by=world.admin,
        at=world.at,
    )
