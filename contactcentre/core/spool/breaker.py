"""While the database is away, one request a second asks for it; the others do not wait."""

import threading
import time

from django.db import OperationalError

QUIET_SECONDS = 1.0
LOOKING_SECONDS = 15.0


class Breaker:
    """
    Remembers that the database was away a moment ago.

    A black hole costs whoever asks it seconds; with every thread asking, calls would stand in line
    at a door that does not open. One looks, the others go to the spool at once.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._is_away, self._until = False, 0.0

    def is_open(self) -> bool:
        """Test whether not to ask; answers no to one who then looks for everybody."""
        with self._lock:
            if not self._is_away:
                return False
            if time.monotonic() < self._until:
                return True
            self._until = time.monotonic() + LOOKING_SECONDS
            return False

    def check(self) -> None:
        """
        Do not ask a database that was away a moment ago.

        :raises OperationalError: as asking it would
        """
        if self.is_open():
            raise OperationalError("The database was away a moment ago.")

    def trip(self) -> None:
        """The database is away."""
        with self._lock:
            self._is_away, self._until = True, time.monotonic() + QUIET_SECONDS

    def mend(self) -> None:
        """The database has taken something in."""
        with self._lock:
            self._is_away = False


breaker = Breaker()
