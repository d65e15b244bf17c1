"""
Does a process work? Asked from outside: of a page it serves, or of a file it touches.

python3 -m runner.health page http://127.0.0.1:8000/healthz
python3 -m runner.health pulse /tmp/pulse
"""

import http.client
import os
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from runner import words

ANSWER_SECONDS = 3.0
HUNG_AFTER = 20.0
LOOK_EVERY = 2.0


class Sign(Protocol):
    """Something to look at that shows whether a process works."""

    def is_good(self) -> bool:
        """Look now."""


@dataclass
class Page:
    """A page that is answered with 200 while the process works."""

    url: str

    def is_good(self) -> bool:
        """Ask for the page."""
        request = urllib.request.Request(self.url, headers=_host())  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as page:  # noqa: S310
                return page.status == 200
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            return False


def _host() -> dict[str, str]:
    """Ask by a name the site answers to: in production it is not this machine's."""
    names = [name.lstrip(".") for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name]
    return {"Host": names[0]} if names else {}


@dataclass
class Pulse:
    """A file that is touched while the process works."""

    path: Path
    seen: float = field(default=0.0, repr=False)

    def is_good(self) -> bool:
        """Test whether it was touched since the last look; no clock that may jump is asked."""
        before, self.seen = self.seen, _touched(self.path)
        return self.seen not in (0.0, before)

    def is_young(self) -> bool:
        """Test whether it was touched lately, for who looks only once."""
        return time.time() - _touched(self.path) < hung_after()


def _touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def hung_after() -> float:
    """Say after how many seconds without a sign a process counts as hung; HUNG_AFTER sets it."""
    return float(os.environ.get("HUNG_AFTER", HUNG_AFTER))


def sign(kind: str, place: str) -> Page | Pulse:
    """Name what to look at."""
    kinds = {"page": Page, "pulse": lambda path: Pulse(Path(path))}
    if kind not in kinds:
        raise words.Problem(f"Look at a page or at a pulse, not at {kind}.")
    return kinds[kind](place)


def main(arguments: list[str]) -> int:
    """Look once; 0 when it works, as a health check answers."""
    found = sign(*arguments[:2])
    is_well = found.is_young() if isinstance(found, Pulse) else found.is_good()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
