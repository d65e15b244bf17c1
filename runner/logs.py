"""What the processes write, watched for lines a person should see."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from runner import words

# Celery's banner says "@%WARNING" where it names its log level.
INTERESTING = re.compile(r"(?<!%)\b(WARNING|ERROR|CRITICAL|FATAL|PANIC)\b|^\w*(Error|Exception)\b")
LEVELS = {"warning", "error", "critical"}
MOST_LINES = 10
FULL = 20_000_000


@dataclass
class Watch:
    """One log, read from where it stood."""

    name: str
    log: Path
    read: int = 0

    def __post_init__(self) -> None:
        """Begin at the end: what an earlier run wrote is old news."""
        self.skip()

    def _size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def skip(self) -> None:
        """Pass over what was written meanwhile; it has been shown another way."""
        self.read = self._size()

    def look(self) -> None:
        """Show the new lines that matter, and start a fresh log when this one is full."""
        lines = [line for line in map(interesting, self._new_lines()) if line]
        for line in lines[:MOST_LINES]:
            words.note(self.name, line)
        if len(lines) > MOST_LINES:
            words.note(self.name, f"… {len(lines) - MOST_LINES} more such lines in {self.log}")
        if self.read > FULL:
            self._turn_over()

    def _new_lines(self) -> list[str]:
        if self._size() <= self.read:
            return []
        with self.log.open("rb") as source:
            source.seek(self.read)
            fresh = source.read()
        whole, _, _ = fresh.rpartition(b"\n")
        self.read += len(whole) + 1 if whole else 0
        return whole.decode(errors="replace").splitlines()

    def _turn_over(self) -> None:
        # Emptied, not renamed: the process goes on writing to the file it has open.
        shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
        with self.log.open("r+b") as full:
            full.truncate()
        self.read = 0


def interesting(line: str) -> str | None:
    """Turn a line of a log into what the screen shows, or None when it need not be seen."""
    if not line.startswith("{"):
        return line if INTERESTING.search(line) else None
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    level = str(entry.get("level", "")).lower()
    return f"{level.upper()} {entry.get('event', line)}" if level in LEVELS else None
