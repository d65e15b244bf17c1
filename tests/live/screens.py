"""Browsers as far as a test needs them: a session, and a socket that hears a board."""

import asyncio
import contextlib
import json
import time

import websockets
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from contactcentre.core.sessions import SessionStore
from tests.patience import SOON

PASSWORDS = "django.contrib.auth.backends.ModelBackend"


def signed_in(person) -> str:
    """Sign a person in without asking for a password; answer the session's key."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = PASSWORDS
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


async def seconds_to_hear(screen, lamps, tries: int = 5, **lit) -> float:
    """Return how long the quickest of some changes took: a machine may be late, not every time."""
    return min([await _seconds_for_one(screen, lamps, lit) for _ in range(tries)])


async def _seconds_for_one(screen, lamps, lit: dict) -> float:
    started = time.monotonic()
    await screen.row(lamps.light("ZA", **lit), 1)
    return time.monotonic() - started


class Screen:
    """One open socket, and what it has heard, each message with the moment it came."""

    def __init__(self, web, session_key: str, board: str = "lamps", origin: str | None = None):
        self.address = web.socket_url(f"/ws/boards/{board}/")
        self.origin = origin or web.url
        self.session_key = session_key
        self.heard: list[tuple[float, dict]] = []
        self.closed: tuple[int, float] | None = None

    async def __aenter__(self):
        headers = {"Cookie": f"sessionid={self.session_key}"}
        self.link = await websockets.connect(
            self.address, origin=self.origin, additional_headers=headers, max_size=None
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_error):
        await self.link.close()
        await self._listening

    async def _listen(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosedError):
            async for text in self.link:
                self.heard.append((time.monotonic(), json.loads(text)))
        self.closed = self.link.close_code, time.monotonic()

    def messages(self, kind: str) -> list[dict]:
        """Return what was heard of one type."""
        return [message for _at, message in self.heard if message["type"] == kind]

    async def until(self, found, within: float = SOON):
        """Wait until found(screen) answers something true; answer it."""
        end = time.monotonic() + within
        while not (result := found(self)):
            if time.monotonic() > end:
                raise AssertionError(f"Not heard within {within} s; closed: {self.closed}")
            await asyncio.sleep(0.005)
        return result

    async def row(self, pk: int, version: int, within: float = SOON) -> dict:
        """Wait for a row in at least this version."""
        return await self.until(lambda screen: screen.seen(pk, version), within)

    def seen(self, pk: int, version: int) -> dict | None:
        """Return the row in at least this version, if it was heard."""
        for message in self.messages("news"):
            for row in message["rows"]:
                if row["id"] == pk and row["version"] >= version:
                    return row
        return None

    async def gone(self, pk: int, scope: str, within: float = SOON) -> dict:
        """Wait for a row to leave a scope."""
        return await self.until(lambda screen: screen.left(pk, scope), within)

    def left(self, pk: int, scope: str) -> dict | None:
        """Return the word that a row left a scope, if it was heard."""
        for message in self.messages("news"):
            for place in message["gone"]:
                if place["id"] == pk and place["scope"] == scope:
                    return place
        return None
