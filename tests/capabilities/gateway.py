"""A radio gateway at our door, for tests: it signs what radios say and posts it."""

import itertools
import json
from datetime import datetime, timedelta

from django.test import Client

from contactcentre.contacts import signing
from contactcentre.core import clock
from contactcentre.core.spool import SPOOLED_AT
from dispatch.models import Unit

SECRET = "what-the-radio-gateway-of-the-tests-signs-with"
HOOK = "/hooks/airwave/"


class Gateway:
    """Signs and posts; a moment is said in seconds from when the world stands."""

    def __init__(self, world, settings):
        settings.AIRWAVE_SECRET = SECRET
        # The hook has the real time; the world begins ten minutes before it.
        world.at = clock.now() - timedelta(minutes=10)
        self.world, self.count = world, itertools.count(1)

    def issue(self, unit: Unit, issi: int = 4_200_012) -> Unit:
        """Give a unit a radio that everybody agrees on."""
        Unit.objects.filter(pk=unit.pk).update(issi=issi)
        unit.issi = issi
        return unit

    def when(self, seconds: float = 0) -> datetime:
        """Return a moment, in seconds from now in the world."""
        return self.world.at + timedelta(seconds=seconds)

    def said(self, unit: Unit, seconds: float = 0, **what) -> dict:
        """Return a message of a unit's radio."""
        return {
            "message_id": f"m-{next(self.count)}",
            "issi": unit.issi,
            "at": self.when(seconds).isoformat(),
            **what,
        }

    def press(self, unit: Unit, status: int, seconds: float = 0, **changes):
        """Let a crew press a status, which comes in now; return the answer."""
        return self.send(self.said(unit, seconds, type="status", status=status, **changes))

    def report(self, unit: Unit, lat: float, lon: float, seconds: float = 0):
        """Let a radio say where it is."""
        return self.send(self.said(unit, seconds, type="position", lat=lat, lon=lon))

    def send(self, message, *, secret: str = SECRET, at=None, kept_at=None, **headers):
        """Post a message, signed just now unless told otherwise, or have the spool bring it."""
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        signed = signing.headers(body, secret=secret, at=at or clock.now())
        sent = {"content_type": "application/json", "headers": signed | headers}
        if kept_at:
            sent[SPOOLED_AT] = kept_at.isoformat()
        return Client().post(HOOK, body, **sent)


def state_of(unit) -> tuple:
    """Return what a unit and its assignment are now."""
    unit.refresh_from_db()
    current = unit.assignments.filter(ended_at=None).first()
    return unit.state, current and current.state, current and current.incident_id
