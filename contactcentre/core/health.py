"""Can this process do its work? Whether it is alive is answered before Django, by `liveness`."""

from collections.abc import Callable
from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from contactcentre.core import clock, pulse, roles
from contactcentre.core.models import Heartbeat
from contactcentre.core.spool import Folder

DATABASE, SWEEP = "database", "sweep"
OLDEST_SWEEP = 5.0
OLDEST_CANARY = 30.0
LARGEST_SKEW = 1.0
REDIS_SECONDS = 1.0
UNKNOWN = "Not asked: the database does not answer."


@dataclass(frozen=True)
class Check:
    """
    One thing to look at: its name, and how; the answer is a sentence, empty when all is well.

    What is not needed is missed by somebody and stops nobody: without it we are degraded.
    """

    name: str
    look: Callable[[], str]
    is_needed: bool = True
    needs_database: bool = True


@require_safe
def readyz(request):
    """Answer 200 when the work can be done, if need be without Redis or workers; else 503."""
    said = look()
    wrong = [each for each in CHECKS if said[each.name] not in ("", UNKNOWN)]
    faults = [said[each.name] for each in wrong if each.is_needed]
    missed = [said[each.name] for each in wrong if not each.is_needed]
    status = "not ready" if faults else "degraded" if missed else "ready"
    body = {
        "status": status,
        "version": settings.VERSION,
        "checks": {name: sentence or "ok" for name, sentence in said.items()},
        "faults": faults,
        "degraded": missed,
    }
    return JsonResponse(body, status=503 if faults else 200)


def look() -> dict[str, str]:
    """Look at everything, and return by name what is wrong with it, or nothing."""
    said = {DATABASE: _database()}
    for each in CHECKS:
        if each.name != DATABASE:
            is_asked = not (said[DATABASE] and each.needs_database)
            said[each.name] = _guarded(each) if is_asked else UNKNOWN
    return said


def _guarded(check: Check) -> str:
    try:
        return check.look()
    except DatabaseError:
        connection.close()
        return UNKNOWN


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return "The database does not answer."
    return ""


def _sweep() -> str:
    age = Heartbeat.age(SWEEP)
    if age is None or age > OLDEST_SWEEP:
        return "No clock was swept in the last five seconds. Start run_clocks."
    return ""


def _clock() -> str:
    skew = clock.skew()
    if abs(skew) > LARGEST_SKEW:
        return f"This machine's clock is {skew:+.1f} s from the database's."
    return ""


def _redis() -> str:
    link = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
    )
    try:
        link.ping()
    except (redis.RedisError, OSError):
        return "Redis does not answer. Background work waits; everything else goes on."
    finally:
        link.close()
    return ""


def _canary() -> str:
    age = Heartbeat.age(pulse.CANARY)
    if age is None or age > OLDEST_CANARY:
        return "No worker has done a task in the last thirty seconds. Start a worker."
    return ""


def _spool() -> str:
    kept = len(Folder().names())
    if kept:
        return f"{kept} requests wait in the spool to be taken in."
    return ""


CHECKS = (
    Check(DATABASE, _database, needs_database=False),
    Check(SWEEP, _sweep),
    Check("clock", _clock),
    Check("role", roles.fault),
    Check("redis", _redis, is_needed=False, needs_database=False),
    Check("canary", _canary, is_needed=False),
    Check("spool", _spool, is_needed=False, needs_database=False),
)
