"""What waits for others, beside the clocks: a slow sender of texts must keep no clock waiting."""

import threading

import structlog
from django.db import InterfaceError, OperationalError, connection

from contactcentre.core import clock, people
from contactcentre.countdowns.kinds import ERRANDS

PAUSE = 1.0
log = structlog.get_logger(__name__)


class Errands(threading.Thread):
    """Run every errand once a second on a line of its own to the database, until told to stop."""

    def __init__(self, stopping: threading.Event):
        super().__init__(name="errands", daemon=True)
        self.stopping = stopping

    def run(self) -> None:
        """Run errands; what fails is tried again, the database being away included."""
        while not self.stopping.wait(PAUSE):
            for errand in ERRANDS:
                _run(errand)
        connection.close()


def _run(errand) -> None:
    try:
        errand(by=people.system(), at=clock.now())
    except (OperationalError, InterfaceError) as error:
        log.warning("errands.database_away", error=type(error).__name__)
        connection.close()
    except Exception:
        log.exception("errands.failed", errand=errand.__qualname__)
