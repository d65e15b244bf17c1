"""The night of 31 May 2018, for whoever watches: at speed 30 with the three desks open."""

import signal
import threading
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock
from contactcentre.management import keys
from contactcentre.management.replay.night import Night, Scene, moment
from contactcentre.management.simulator.client import Away, Client

SEEN_EVERY = 15
LOOKS_EVERY = 0.2
BEFORE = timedelta(seconds=30)
BEGINS = moment("23:53:00")


class Command(BaseCommand):
    """Get a key like any program, then speak HTTP only."""

    help = "Play the night of 31 May 2018 (IOPC 2018/104370). Needs DEMO=1."

    def add_arguments(self, parser):
        """Take how it goes."""
        parser.add_argument("--grade", choices=["S", "I"], default="S", help="as graded, or as I")
        parser.add_argument("--speed", type=float, default=30.0, help="of the contact centre")
        parser.add_argument("--wait", type=float, default=45.0, help="seconds to open the desks in")

    def handle(self, *args, **options):
        """Wait for whoever watches, then let the night go by."""
        if not settings.DEMO and not settings.TEST:
            raise CommandError("The night is played only under DEMO=1.")
        _check_that_it_lies_ahead()
        self.seen_at = 0.0
        self.stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.stopping.set())
        key = keys.of_a_program("replay", "Replay")
        client = Client(settings.OWN_ADDRESS, key, settings.TELEPHONY_SECRET)
        night = Night(client, grade=options["grade"])
        self._say(f"Open the desks now: the night begins in {options['wait']:.0f} seconds.")
        self.stopping.wait(options["wait"])
        for number, scene in enumerate(night.scenes()):
            if not number:
                VirtualClock.move(to=scene.at - BEFORE, speed=options["speed"])
                clock.forget()
            self._play(scene, night)
        self._say("The night is over. The clock runs on; Ctrl-C ends everything.")
        self._stay(night)

    def _play(self, scene: Scene, night: Night) -> None:
        self._until(scene, night)
        if self.stopping.is_set():
            return
        try:
            done = scene.play()
        except Away as away:
            self._say(f"{scene.at:%H:%M:%S} {scene.title}: {away}")
            return
        refused = "" if done is not None else " (refused: somebody at a desk was quicker)"
        self._say(f"{scene.at:%H:%M:%S} {scene.title}{refused}")

    def _until(self, scene: Scene, night: Night) -> None:
        while clock.now() < scene.at and not self.stopping.is_set():
            self._be_seen(night)
            self.stopping.wait(LOOKS_EVERY)

    def _stay(self, night: Night) -> None:
        while not self.stopping.wait(LOOKS_EVERY):
            self._be_seen(night)

    def _be_seen(self, night: Night) -> None:
        """Let nobody be missed at their desk: they have no screens to be seen by."""
        now = clock.read().real.timestamp()
        if now - self.seen_at < SEEN_EVERY:
            return
        self.seen_at = now
        try:
            night.be_seen()
        except Away:
            self.seen_at = 0.0

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _check_that_it_lies_ahead() -> None:
    """Refuse to turn anybody's clock back: what was done since would lie in the future."""
    now = clock.now()
    if now > BEGINS:
        raise CommandError(
            f"The clock of this contact centre says {now:%d %B %Y %H:%M} already. "
            "`make replay-2018` plays the night on servers of its own."
        )
