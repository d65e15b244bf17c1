"""The control room of a benchmark: its own database, processes beside it, and who sends to them."""

import json
import subprocess
import sys
from contextlib import contextmanager

from django.db import connection

from benchmarks.bare.table import CREATE
from contactcentre.core import clock
from tests.conftest import empty_the_database
from tests.live.server import WebProcess
from tests.world import HOME, World

THREADS = {"WEB_THREADS": "8"}


class Rig:
    """A database of its own, emptied for each measurement."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute(CREATE)

    def fresh(self) -> World:
        """Empty the database and put a control room into it, now."""
        empty_the_database()
        return World(at=clock.now())

    @contextmanager
    def ours(self):
        """Start our web process."""
        with WebProcess(**THREADS) as web:
            yield web

    @contextmanager
    def bare(self):
        """Start the bare site."""
        with WebProcess("benchmarks.bare.asgi:application", **THREADS) as web:
            yield web


def send(port: int, what: list[dict], *, seconds: float, key: str = "", senders: int = 8) -> list:
    """Let eight send for some seconds; return how long each took."""
    asked = {"port": port, "key": key, "what": what, "seconds": seconds, "senders": senders}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crowd"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def a_call(text: str = "") -> dict:
    """Return a 999 call as it is sent."""
    return {
        "path": "/api/v1/contacts/",
        "body": {"channel": "999", "source_id": "", "from": "07700 900123"},
    }


def an_incident(world: World) -> dict:
    """Return an incident opened from the call before it."""
    return {
        "path": "/api/v1/incidents/",
        "body": {
            "contact": None,
            "opening_code": "DOM",
            "summary": "Somebody is banging on her door",
            "location": {"text": HOME, "place_id": world.place.pk},
        },
    }


def a_row() -> dict:
    """Return a row of the bare site."""
    return {"path": "/rows/", "body": {"number": "+447700900123", "text": "Somebody is banging"}}
