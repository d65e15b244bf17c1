"""The folder of the spool: a file a request, on the disk before anybody is told that it is kept."""

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from contactcentre.core.spool.entries import Entry

# What an older version kept has no class, and sorts behind what has one.
NAME = re.compile(r"(?:[012]-)?\d{8}T\d{12}-[0-9a-f]{32}\.spool")
EMERGENCY, SPOKEN, WRITTEN = "0", "1", "2"
ASIDE = "set-aside"


class Full(Exception):
    """The spool has reached its size; nothing more can be kept."""


class Folder:
    """
    The kept requests of one volume: emergencies of crews, what is said, what is written; each
    oldest first.

    Several processes may keep at once; `alone` lets one of them take out.
    """

    def __init__(self, path: str | Path | None = None, limit: int | None = None):
        self.path = Path(path or settings.SPOOL_FOLDER)
        self.limit = limit or settings.SPOOL_MAX_BYTES

    def keep(self, entry: Entry, *, share: float = 1.0, turn: str = WRITTEN) -> None:
        """
        Write an entry so that it outlives a power cut; `share` is how much of the limit it may use.

        Its turn is one of the three; what has an earlier one is taken in before it.

        :raises Full: when the limit is reached
        :raises OSError: when the disk does not take it
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = entry.sealed()
        if self.size() + len(written) > self.limit * share:
            raise Full(f"{self.path} holds as much as it may.")
        moment = datetime.fromisoformat(entry.received_at)
        name = f"{turn}-{moment:%Y%m%dT%H%M%S%f}-{entry.id}.spool"
        part = self.path / f".{name}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self.path / name)
        self._sync()

    def names(self) -> list[str]:
        """Return the kept files in the order in which they are to be taken in."""
        with contextlib.suppress(FileNotFoundError):
            return sorted(name for name in os.listdir(self.path) if NAME.fullmatch(name))
        return []

    def size(self) -> int:
        """Return how many bytes are kept."""
        total = 0
        with contextlib.suppress(FileNotFoundError), os.scandir(self.path) as found:
            for each in found:
                # Another process may take one out between the list and the look.
                with contextlib.suppress(FileNotFoundError):
                    total += each.stat().st_size if each.name.endswith(".spool") else 0
        return total

    def read(self, name: str) -> bytes:
        """Return a kept file as it was written."""
        return (self.path / name).read_bytes()

    def remove(self, name: str) -> None:
        """Take out what has been dealt with."""
        (self.path / name).unlink(missing_ok=True)
        self._sync()

    def set_aside(self, name: str) -> None:
        """Put what cannot be read where a technician can look at it, out of the way."""
        aside = self.path / ASIDE
        aside.mkdir(mode=0o700, exist_ok=True)
        (self.path / name).rename(aside / name)
        self._sync()

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether this process is the one that takes out for as long as the block lasts."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.path / ".drained-by", "w") as mark:
            try:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def _sync(self) -> None:
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
