"""Give the working role its rights; for the owner of the tables, after each migration."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from contactcentre.core.models import roles


class Command(BaseCommand):
    """Let a role read and write what the contact centre writes, and only add to the record."""

    help = "Grant ROLE what the contact centre needs: ./manage.py let_work contactcentre"

    def add_arguments(self, parser):
        """Take the role's name."""
        parser.add_argument("role")

    def handle(self, *args, **options):
        """Grant it, and print what stays closed."""
        role = options["role"]
        try:
            roles.let_work(role)
        except DatabaseError as error:
            raise CommandError(str(error).strip()) from error
        tables = len(roles.append_only_tables())
        self.stdout.write(f"{role} may do the work; {tables} tables it may only add to.")
