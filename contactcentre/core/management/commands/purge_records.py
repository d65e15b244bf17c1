"""Let go now of what the worker lets go of every ten minutes."""

from django.core.management.base import BaseCommand

from contactcentre.core import clock
from contactcentre.core.actions import purges


class Command(BaseCommand):
    """Purge until nothing is left whose time is over."""

    help = "Delete answers kept for Idempotency-Key over a day ago, and sessions that ran out."

    def handle(self, *args, **options):
        """Print how many rows went."""
        gone = 0
        while purged := purges.purge(at=clock.now()):
            gone += purged
        self.stdout.write(f"{gone} rows purged.")
