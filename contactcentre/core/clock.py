"""
The only module that reads a clock.

Time is the database's: every process asks PostgreSQL what time it is and counts on from there with
its own monotonic clock, so that a machine with a wrong clock cannot make a countdown wrong. What is
no countdown and is asked with every request, such as the age of a session, may be `of_machine`. In
DEMO and TEST the clock can be anchored elsewhere and run faster (core.models.VirtualClock).
"""

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

ASK_AGAIN_AFTER = 5.0
ASK_AGAIN_VIRTUAL = 0.2
READ = """
    SELECT clock_timestamp(), c.virtual_at, c.real_at, c.speed,
           extract(epoch FROM clock_timestamp() - h.at)::float
    FROM (SELECT 1) AS one LEFT JOIN core_virtualclock c ON c.id = 1
    LEFT JOIN core_heartbeat h ON h.name = 'sweep'
"""
_lock = threading.Lock()


@dataclass(frozen=True)
class Reading:
    """
    One look at the database's clock, and how far its time has been moved.

    `swept_ago` is how many real seconds ago the countdowns were last swept, None if never.
    """

    taken: float
    real: datetime
    virtual_at: datetime | None
    real_at: datetime | None
    speed: float
    swept_ago: float | None = None

    def moment(self) -> datetime:
        outside = self.outside()
        if self.virtual_at is None:
            return outside
        return self.virtual_at + (outside - self.real_at) * self.speed

    def outside(self) -> datetime:
        return self.real + timedelta(seconds=time.monotonic() - self.taken)

    def is_fresh(self) -> bool:
        limit = ASK_AGAIN_VIRTUAL if settings.VIRTUAL_CLOCK else ASK_AGAIN_AFTER
        return time.monotonic() - self.taken < limit


_latest: Reading | None = None


def now() -> datetime:
    """Return the moment it is for the contact centre, in UTC."""
    return _reading().moment()


def real() -> datetime:
    """Return the moment it is outside, however far our time has been moved: telephones show it."""
    return _reading().outside()


def without_database() -> datetime:
    """Return the moment by what the database said last, or by this machine if it never did."""
    reading = _latest
    return reading.moment() if reading is not None else datetime.now(UTC)


def of_machine() -> datetime:
    """Return the moment by this machine alone, for what is counted in hours and asked often."""
    return datetime.now(UTC)


def speed() -> float:
    """Return how many seconds of the contact centre pass in one real second."""
    return _reading().speed


def sleep(seconds: float) -> None:
    """Wait for this many of the contact centre's seconds."""
    time.sleep(max(0.0, seconds / speed()))


def skew() -> float:
    """Return how many seconds this machine's own clock is ahead of the database's."""
    reading = read()
    return (datetime.now(UTC) - reading.real).total_seconds()


def forget() -> None:
    """Ask the database again at the next look; for whoever has just moved the clock."""
    global _latest
    with _lock:
        _latest = None


def read() -> Reading:
    """Ask the database what time it is."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        real, virtual_at, real_at, rate, swept_ago = cursor.fetchone()
    if not settings.VIRTUAL_CLOCK or virtual_at is None:
        virtual_at, real_at, rate = None, None, 1.0
    return Reading(time.monotonic(), real, virtual_at, real_at, rate, swept_ago)


def look() -> Reading:
    """Ask the database now, and count on from its answer."""
    global _latest
    reading = read()
    with _lock:
        _latest = reading
    return reading


def _reading() -> Reading:
    reading = _latest
    return reading if reading is not None and reading.is_fresh() else look()
