"""A process that is there and does nothing: noticed by its sign of life, and ended."""

import time
from dataclasses import dataclass, field

from runner import health

# A first start may build caches on a busy machine; only then is anybody so patient.
FIRST_PATIENCE = 90.0


@dataclass
class Watchdog:
    """Looks at one process every few seconds, and knows since when it has shown no sign."""

    sign: health.Sign
    hung_after: float = field(default_factory=health.hung_after)
    every: float = health.LOOK_EVERY
    good_at: float = 0.0
    looked_at: float = 0.0
    has_begun: bool = False

    def begin(self) -> None:
        """Watch a process that was started just now."""
        self.good_at, self.looked_at, self.has_begun = time.monotonic(), 0.0, False

    def is_hung(self) -> bool:
        """Look, if it is time to, and test whether it has been silent for too long."""
        now = time.monotonic()
        if now - self.looked_at < min(self.every, self.hung_after / 4):
            return False
        if self.sign.is_good():
            self.good_at, self.has_begun = time.monotonic(), True
        self.looked_at = time.monotonic()
        patience = self.hung_after if self.has_begun else max(FIRST_PATIENCE, self.hung_after)
        return self.silent_for > patience

    @property
    def silent_for(self) -> float:
        """How many seconds ago it last showed a sign."""
        return time.monotonic() - self.good_at
