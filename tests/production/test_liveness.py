"""A web process is alive while it answers, and not while everybody waits and nobody is answered."""

import asyncio
import json

import pytest

from contactcentre.core import liveness
from contactcentre.core.liveness import Liveness


class Site:
    """An application whose requests wait until they are let go."""

    def __init__(self):
        self.asked, self.go = 0, asyncio.Event()

    async def __call__(self, scope, receive, send):
        self.asked += 1
        await self.go.wait()


async def ask(application, path: str = "/healthz", method: str = "GET") -> tuple[int, bytes]:
    """Ask for a page; return status and body."""
    said = []

    async def _send(message):
        said.append(message)

    await application({"type": "http", "path": path, "method": method}, None, _send)
    return (said[0]["status"], said[1]["body"]) if said else (0, b"")


async def test_it_says_alive_and_the_version_and_asks_nobody(settings):
    site = Site()

    status, body = await ask(Liveness(site))

    assert (status, site.asked) == (200, 0)
    assert json.loads(body) == {"status": "alive", "version": settings.VERSION}
    assert await ask(Liveness(site), method="HEAD") == (200, b"")


@pytest.fixture
def impatient(monkeypatch):
    """Count a tenth of a second without an answer as for ever."""
    monkeypatch.setattr(liveness, "LONGEST_WAIT", 0.1)


async def test_waiting_requests_of_which_none_is_answered_make_it_stuck(impatient):
    site = Site()
    application = Liveness(site)
    waiting = [asyncio.create_task(ask(application, "/")) for _each in range(8)]
    await asyncio.sleep(0.02)
    assert (await ask(application))[0] == 200

    await asyncio.sleep(0.15)
    assert (await ask(application))[0] == 503

    site.go.set()
    await asyncio.gather(*waiting)
    assert (await ask(application))[0] == 200


async def test_a_process_that_nobody_asks_is_not_stuck(impatient):
    application = Liveness(Site())
    await asyncio.sleep(0.15)

    assert (await ask(application))[0] == 200


async def test_anything_else_is_handed_on():
    site = Site()
    site.go.set()

    await ask(Liveness(site), method="POST")
    await ask(Liveness(site), path="/healthz/more")

    assert site.asked == 2
