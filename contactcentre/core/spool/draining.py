"""Taking in what was kept: the same application is given each request again, once."""

import threading
from collections import Counter
from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError, connection

from contactcentre.core.spool.breaker import breaker
from contactcentre.core.spool.entries import Entry, Unreadable
from contactcentre.core.spool.folder import EMERGENCY, Folder

EVERY_SECONDS = 0.5
TRIES = 60
# What is to go first and is kept meanwhile waits for no more than these.
AT_ONCE = 10
log = structlog.get_logger(__name__)
# Whoever sent it did not show who they are, or may not send it; a hook's sender had, when it was
# kept.
STRANGERS = (401, 403)
SIGNED = "/hooks/"
Refuse = Callable[..., None]


class Drainer(threading.Thread):
    """
    Drains the spool of this volume whenever the database is there and nobody else drains it.

    `application` is the WSGI application. `refuse(path, body, reason, from_stranger=)` keeps for
    a supervisor what the application will not take; it must have kept it when it returns.
    """

    def __init__(self, application, refuse: Refuse, folder: Folder | None = None):
        super().__init__(name="spool", daemon=True)
        self.application, self.refuse = application, refuse
        self.folder = folder or Folder()
        self.tried: Counter[str] = Counter()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Look twice a second until stopped."""
        while not self._stopping.wait(EVERY_SECONDS):
            try:
                self.turn()
            except (OperationalError, InterfaceError):
                connection.close()
            except Exception:
                log.exception("spool.drain_failed")

    def stop(self) -> None:
        """End after the request that is being taken in."""
        self._stopping.set()
        if self.is_alive():
            self.join(timeout=5)

    def turn(self) -> None:
        """Take in everything that can be taken in now."""
        if not self.folder.names():
            return
        with self.folder.alone() as is_mine:
            if is_mine and _database_answers():
                breaker.mend()
                self._drain()

    def _drain(self) -> None:
        met = set()
        while names := self._next(met):
            for name in names:
                if self._stopping.is_set():
                    return
                met.add(name)
                self._take_in(name)

    def _next(self, met: set[str]) -> list[str]:
        """Return what is to be tried now: some that were not, and each emergency once more."""
        kept = self.folder.names()
        fresh = [name for name in kept if name not in met][:AT_ONCE]
        again = [name for name in kept if name in met and name.startswith(f"{EMERGENCY}-")]
        return [*again, *fresh] if fresh else []

    def _take_in(self, name: str) -> None:
        try:
            entry = Entry.opened(self.folder.read(name))
        except Unreadable as fault:
            self.refuse("spool", name.encode(), f"{fault} The file {name} is set aside.")
            self.folder.set_aside(name)
            return
        status, answer = self._give(entry)
        if status >= 500 or status == 409:
            self._again_later(name, entry, status)
            return
        if status >= 400:
            is_strange = status in STRANGERS and not entry.path.startswith(SIGNED)
            self.refuse(entry.path, entry.raw(), _reason(status, answer), from_stranger=is_strange)
        self.folder.remove(name)
        log.info("spool.drained", spool_id=entry.id, status=status)

    def _again_later(self, name: str, entry: Entry, status: int) -> None:
        """Leave it for the next turn; one that never goes in is a person's to look at."""
        if not _database_answers():
            raise OperationalError("The database went away again.")
        self.tried[name] += 1
        if self.tried[name] < TRIES:
            return
        self.refuse(entry.path, entry.raw(), f"Tried {TRIES} times; the answer was {status}.")
        self.folder.remove(name)
        log.error("spool.given_up", spool_id=entry.id, status=status)

    def _give(self, entry: Entry) -> tuple[int, bytes]:
        given = {}

        def start_response(status, headers, exc_info=None):
            given["status"] = int(status.split()[0])

        answer = self.application(entry.environ(), start_response)
        try:
            return given["status"], b"".join(answer)
        finally:
            answer.close()


def _reason(status: int, answer: bytes) -> str:
    said = answer.decode(errors="replace")[:200]
    return f"It was kept while the database was away, and then answered {status}: {said}"


def _database_answers() -> bool:
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        connection.close()
        return False
    return True
