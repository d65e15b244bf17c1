"""The first administrator of a new contact centre; whoever is first makes everybody else."""

import secrets

from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core import people as accounts
from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.models import Person
from contactcentre.core.permissions import Role


class Command(BaseCommand):
    """Make an administrator where there is none yet."""

    help = "Make the first administrator: ./manage.py appoint_administrator s.keane Sam Keane"

    def add_arguments(self, parser):
        """Take the name to sign in with, and the person's own."""
        parser.add_argument("username")
        parser.add_argument("first_name")
        parser.add_argument("last_name")

    def handle(self, *args, **options):
        """Print a password that must be changed at the first sign-in."""
        if Person.objects.filter(
            is_service=False, is_active=True, roles__contains=[Role.ADMINISTRATOR]
        ).exists():
            raise CommandError("There is an administrator: ask them to make your account.")
        password = secrets.token_urlsafe(15)
        try:
            people.create(
                username=options["username"],
                first_name=options["first_name"],
                last_name=options["last_name"],
                roles=[Role.ADMINISTRATOR.value],
                password=password,
                by=accounts.command_line(),
                at=clock.now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"The first password, to be changed at once: {password}")
