"""Is this process alive, and can it do its work?"""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from contactcentre.core import clock
from contactcentre.core.models import Heartbeat

SWEEP = "sweep"
OLDEST_SWEEP = 5.0
LARGEST_SKEW = 1.0


@require_safe
def healthz(request):
    """Answer that this process is alive, and which version it is; asks nothing else."""
    return JsonResponse({"status": "alive", "version": settings.VERSION})


@require_safe
def readyz(request):
    """Answer 200 when the database answers, clocks are swept and time is right; else 503."""
    try:
        faults = _faults()
    except DatabaseError:
        connection.close()
        faults = ["The database does not answer."]
    status = 503 if faults else 200
    return JsonResponse(
        {"status": "ready" if not faults else "not ready", "faults": faults}, status=status
    )


def _faults() -> list[str]:
    faults = []
    age = Heartbeat.age(SWEEP)
    if age is None or age > OLDEST_SWEEP:
        faults.append("No clock was swept in the last five seconds. Start run_clocks.")
    skew = clock.skew()
    if abs(skew) > LARGEST_SKEW:
        faults.append(f"This machine's clock is {skew:+.1f} s from the database's.")
    return faults
