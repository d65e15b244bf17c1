"""The clocks' own process: needs PostgreSQL and nothing else. Run two."""

import random
import signal
import threading
import time

import structlog
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from contactcentre.core import clock, people, pulse
from contactcentre.core.actions import seals
from contactcentre.countdowns.actions import sweep
from contactcentre.countdowns.management.errands import Errands

LONGEST_SLEEP = 0.25
HELD_UP = 0.05
SEAL_EVERY = 1.0
ANCHOR_EVERY = 10.0
LONGEST_GOODBYE = 2.0
log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Sweep at every due time; look again at least four times a second; survive the database."""

    help = "Fire clocks when they fall due, to the hundredth of a second. Run two copies."

    def handle(self, *args, **options):
        self.stopping = threading.Event()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        self.sealed = self.anchored = 0.0
        errands = Errands(self.stopping)
        errands.start()
        log.info("clocks.started")
        while not self.stopping.is_set():
            self._turn()
        # A sender that does not answer keeps nobody: what it had is asked about again later.
        errands.join(LONGEST_GOODBYE)
        log.info("clocks.stopped")

    def _turn(self) -> None:
        pulse.beat()
        try:
            sweep.run(by=people.system(), at=clock.now())
            self._keep_audit()
            pause = self._until_next()
        except (OperationalError, InterfaceError) as error:
            log.warning("clocks.database_away", error=type(error).__name__)
            connection.close()
            pause = random.uniform(0.05, 0.25)  # noqa: S311
        self.stopping.wait(pause)

    def _until_next(self) -> float:
        due = sweep.next_step_at()
        if due is None:
            return LONGEST_SLEEP
        seconds = (due - clock.now()).total_seconds() / clock.speed()
        # What is due and did not fire is held by somebody: it is tried again soon, not at once.
        return min(seconds, LONGEST_SLEEP) if seconds > 0 else HELD_UP

    def _keep_audit(self) -> None:
        moment = time.monotonic()
        if moment - self.sealed >= SEAL_EVERY:
            seals.seal(at=clock.now())
            self.sealed = moment
        if moment - self.anchored >= ANCHOR_EVERY:
            seals.anchor(at=clock.now())
            self.anchored = moment

    def _stop(self, *_args) -> None:
        self.stopping.set()
