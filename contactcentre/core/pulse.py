"""
A sign of life: a process that works touches its file, and whoever watches it looks at the file.

That a process is there proves nothing: it may hang, or a worker may have lost its queue and wait
for ever. So what touches the file is work that was done: a turn of the clocks, a task done.
"""

from pathlib import Path

from django.conf import settings

from contactcentre.core.models import Heartbeat

CANARY = "canary"


def beat() -> None:
    """Say that this process works, if anybody watches it."""
    if settings.PULSE_FILE:
        Path(settings.PULSE_FILE).touch()


def sing() -> None:
    """Say that a task went all the way through Redis and a worker and was done."""
    beat()
    Heartbeat.stamp(CANARY)
