"""What only a demonstration may do: many invented people at once, with one password for all."""

from django.conf import settings
from django.contrib.auth.hashers import make_password

from contactcentre.core import audit, permissions
from contactcentre.core.errors import WrongState
from contactcentre.core.models import CommandUnit, Person
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action


@action
def enrol(*, staff: list[dict], password: str | None, by, at) -> list[Person]:
    """
    Make the accounts of a demonstration that are not there yet, and return them.

    Everybody knows their password, so it is hashed once: a hundred hashes take a minute. Without
    one nobody signs in as them; a program may act for them.

    :raises WrongState: outside a demonstration
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    if not settings.DEMO and not settings.TEST:
        raise WrongState("People with a password that everybody knows exist only under DEMO=1.")
    known = set(Person.objects.values_list("username", flat=True))
    new = [one for one in staff if one["username"] not in known]
    hashed = make_password(password) if new else None
    return [_made(one, hashed, by=by, at=at) for one in new]


def _made(one: dict, hashed: str, *, by, at) -> Person:
    codes = one["command_units"]
    person = Person.objects.create(
        username=one["username"],
        first_name=one["first_name"],
        last_name=one["last_name"],
        roles=one["roles"],
        whole_force=one["whole_force"],
        password=hashed,
    )
    person.command_units.set(CommandUnit.objects.filter(pk__in=codes))
    what = {"roles": one["roles"], "units": list(codes), "whole_force": one["whole_force"]}
    audit.record("person.created", person, by=by, at=at, **what)
    return person
