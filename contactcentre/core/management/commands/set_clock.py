"""Begin where the environment says: CLOCK_ANCHOR and CLOCK_SPEED."""

from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock


class Command(BaseCommand):
    """Move the clock of a demonstration or a test at its first start; a restart runs on."""

    help = "Begin at CLOCK_ANCHOR, at CLOCK_SPEED; once for each anchor. Needs DEMO=1 or TEST=1."

    def handle(self, *args, **options):
        """Begin there, and print what the clock says now."""
        if not settings.VIRTUAL_CLOCK:
            raise CommandError("A real clock is never moved: this needs DEMO=1 or TEST=1.")
        anchor, speed = settings.CLOCK_ANCHOR, float(settings.CLOCK_SPEED)
        if anchor or speed != 1:
            begin = datetime.fromisoformat(anchor) if anchor else None
            VirtualClock.begin(anchor=begin, speed=speed)
            clock.forget()
        self.stdout.write(f"It is {clock.now().isoformat()}, at speed {clock.speed():g}.")
