"""Two hundred screens hear every change within a second of its commit (L1)."""

import asyncio
import time

import pytest

from tests.live.screens import Screen

SCREENS = 200
CHANGES = 40
EVERY_SECONDS = 0.2
WITHIN_SECONDS = 1.0


@pytest.mark.slow
@pytest.mark.capability("L1")
async def test_two_hundred_screens_hear_every_change_within_a_second(web, lamps, session):
    key = session("ZA")
    ids = [lamps.light("ZA") for _ in range(20)]
    screens = await asyncio.gather(*(Screen(web, key).__aenter__() for _ in range(SCREENS)))
    await asyncio.gather(*(screen.until(lambda s: s.messages("beat"), 10) for screen in screens))
    committed = {}
    for turn in range(CHANGES):
        version = lamps.repaint(ids[turn % len(ids)], f"turn {turn}")
        committed[ids[turn % len(ids)], version] = time.monotonic()
        await asyncio.sleep(EVERY_SECONDS)
    await asyncio.sleep(WITHIN_SECONDS)
    delays = sorted(delay for screen in screens for delay in _delays(screen, committed))
    for screen in screens:
        await screen.__aexit__()
    assert len(delays) == SCREENS * CHANGES
    assert delays[int(len(delays) * 0.99)] < WITHIN_SECONDS


def _delays(screen, committed) -> list[float]:
    """Return how long after its commit each change, or one that overtook it, was heard."""
    heard = [
        (at, row["id"], row["version"])
        for at, message in screen.heard
        if message["type"] == "news"
        for row in message["rows"]
    ]
    return [
        min(at for at, seen, newer in heard if seen == pk and newer >= version) - moment
        for (pk, version), moment in committed.items()
    ]
