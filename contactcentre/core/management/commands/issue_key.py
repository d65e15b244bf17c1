"""Issue a machine's key, printed once."""

from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core import people as accounts
from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission, Role


class Command(BaseCommand):
    """Make the service account if need be, and issue it a key."""

    help = "Issue a key: ./manage.py issue_key NAME --scopes contact_receive,act_for (or all)"

    def add_arguments(self, parser):
        """Take the account's name, its scopes and, for a new one, its roles."""
        parser.add_argument("name")
        parser.add_argument("--scopes", required=True, help="names of permissions, or all")
        parser.add_argument("--roles", default="", help="roles of a new account; default by scopes")

    def handle(self, *args, **options):
        """Print the key's text."""
        scopes = options["scopes"].split(",")
        if scopes == ["all"]:
            scopes = [permission.value for permission in Permission]
        try:
            self.stdout.write(self._issue(options["name"], scopes, options["roles"]))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _issue(self, name: str, scopes: list[str], roles: str) -> str:
        at, by = clock.now(), accounts.command_line()
        wanted = roles.split(",") if roles else [role.value for role in Role]
        people.service(username=name, name=name, roles=wanted, by=by, at=at)
        _key, text = people.issue_key(username=name, name=name, scopes=scopes, by=by, at=at)
        return text
