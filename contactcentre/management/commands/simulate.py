"""A living London for the demonstration: contacts come, colleagues work, units move."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from contactcentre.management import keys
from contactcentre.management.demo import people as demo
from contactcentre.management.simulator.city import City, Settings
from contactcentre.management.simulator.floor import Cast

NAME = "simulator"


class Command(BaseCommand):
    """Get a key like any program, then speak HTTP only."""

    help = "Let London call, and colleagues and crews work beside you. Needs DEMO=1."

    def add_arguments(self, parser):
        """Take how much of London there is, and how it goes."""
        parser.add_argument("--seed", default="london", help="the same seed, the same London")
        parser.add_argument("--scale", type=float, default=0.1, help="1 is all of London's calls")
        parser.add_argument("--share", type=float, default=0.7, help="what colleagues take of it")
        parser.add_argument("--handlers", type=int, default=8, help="colleagues who take calls")
        parser.add_argument("--minutes", type=float, help="of the contact centre; else for ever")

    def handle(self, *args, **options):
        """Live until told to stop; a web process that is away is asked again."""
        if not settings.DEMO and not settings.TEST:
            raise CommandError("London is simulated only under DEMO=1.")
        stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        City(self._settings(options), self._say).run(stopping)

    def _settings(self, options) -> Settings:
        cast = demo.simulated()
        cast["handlers"] = cast["handlers"][: max(options["handlers"], 1)]
        played = Cast(**cast)
        guests = Person.objects.filter(roles__contains=[Role.DISPATCHER], is_service=False)
        guests = guests.exclude(username__in=played.dispatchers).order_by("username")
        return Settings(
            address=settings.OWN_ADDRESS,
            key=keys.of_a_program(NAME, "Simulator"),
            secret=settings.TELEPHONY_SECRET,
            radio_secret=settings.AIRWAVE_SECRET,
            cast=played,
            seed=options["seed"],
            scale=options["scale"],
            share=options["share"],
            minutes=options["minutes"],
            visitors={
                "dispatchers": list(guests.values_list("username", flat=True)),
                "units": [demo.CREWED],
            },
        )

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
