"""For the only administrator who has lost their key: nobody else could reset it on the site."""

from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core import people as accounts
from contactcentre.core.actions import factors
from contactcentre.core.errors import Refused
from contactcentre.core.models import Person


class Command(BaseCommand):
    """Take away somebody's second factors, and end their sessions."""

    help = "Reset the second factor of somebody who has lost theirs: ./manage.py reset_factors NAME"

    def add_arguments(self, parser):
        """Take the name they sign in with."""
        parser.add_argument("username")

    def handle(self, *args, **options):
        """Reset, and say what comes next."""
        person = Person.objects.filter(username=options["username"], is_service=False).first()
        if person is None:
            raise CommandError(f"There is nobody called {options['username']}.")
        try:
            factors.reset(person_id=person.pk, by=accounts.command_line(), at=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("They sign in with the password now, and then add a new second factor.")
