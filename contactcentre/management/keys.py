"""Keys of the programs that play people in a demonstration."""

from contactcentre.core import clock
from contactcentre.core import people as accounts
from contactcentre.core.actions import people
from contactcentre.core.models import ApiKey
from contactcentre.core.permissions import Permission, Role

# What one may do as somebody is what they may do and this together: nothing that administers, and
# nothing restricted.
NOT_THEIRS = {
    Permission.ADMIN_PEOPLE,
    Permission.ADMIN_REFERENCE,
    Permission.DEMO_RING,
    Permission.METRICS_VIEW,
    Permission.RESTRICTED_VIEW,
}
SCOPES = [each for each in Permission if each not in NOT_THEIRS]


def of_a_program(username: str, name: str) -> str:
    """Issue the one key of a program, in place of those it had; return its text."""
    at, by = clock.now(), accounts.command_line()
    people.service(username=username, name=name, roles=[Role.GATEWAY], by=by, at=at)
    for key in ApiKey.objects.filter(person__username=username, revoked_at=None):
        people.revoke_key(key_id=key.pk, by=by, at=at)
    return people.issue_key(username=username, name=username, scopes=SCOPES, by=by, at=at)[1]
