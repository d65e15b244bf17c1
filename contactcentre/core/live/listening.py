"""One LISTEN connection, watched by the event loop, opened again whenever it is cut."""

import asyncio
import json
import logging
import random
from collections.abc import Callable

import psycopg2
from django.db import connection
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from contactcentre.core.live.telling import CHANNEL

APPLICATION_NAME = "contactcentre live"
FIRST_WAIT = 0.1
LONGEST_WAIT = 2.0
# A peer that vanished without a word is noticed within about ten seconds.
KEEPALIVES = {
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
NEEDED = {"k", "i", "v", "s"}
log = logging.getLogger(__name__)


class Listener:
    """Hears every change that a transaction tells, as long as it runs."""

    def __init__(self, heard: Callable[[list[dict]], None], connected: Callable[[], None]):
        self._heard = heard
        self._connected = connected
        self.was_connected = False

    async def run(self) -> None:
        """Listen until cancelled; what is missed while the connection is away is not heard."""
        failures = 0
        while True:
            try:
                await self._listen()
            except psycopg2.Error as error:
                log.warning("live_listener_lost", extra={"reason": type(error).__name__})
            failures = 0 if self.was_connected else failures + 1
            await asyncio.sleep(_wait(failures))

    async def _listen(self) -> None:
        self.was_connected = False
        cut = asyncio.get_running_loop().create_future()
        link = await asyncio.to_thread(_connect)
        self.was_connected = True
        loop, watched = asyncio.get_running_loop(), link.fileno()
        try:
            loop.add_reader(watched, self._hear, link, cut)
            self._connected()
            await cut
        finally:
            loop.remove_reader(watched)
            link.close()

    def _hear(self, link, cut: asyncio.Future) -> None:
        try:
            link.poll()
        except psycopg2.Error as error:
            if not cut.done():
                cut.set_exception(error)
        changes = [change for notice in link.notifies for change in _changes(notice.payload)]
        link.notifies.clear()
        if changes:
            self._heard(changes)


def _connect():
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    parameters |= {"application_name": APPLICATION_NAME, **KEEPALIVES}
    link = psycopg2.connect(**parameters)
    link.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    with link.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    return link


def _changes(payload: str) -> list[dict]:
    try:
        return [change for change in json.loads(payload) if change.keys() >= NEEDED]
    except (ValueError, TypeError, AttributeError):
        log.warning("live_payload_unreadable")
        return []


def _wait(failures: int) -> float:
    ceiling = min(LONGEST_WAIT, FIRST_WAIT * 2**failures)
    return random.uniform(ceiling / 2, ceiling)  # noqa: S311 - jitter, not a secret
