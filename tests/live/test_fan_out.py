"""Two hundred screens hear every change; how fast is for the benchmarks to say (L1)."""

import asyncio
import time

import pytest

from tests.live.screens import Screen
from tests.patience import SOON

SCREENS = 200
CHANGES = 40
EVERY_SECONDS = 0.2
LOOK_SECONDS = 0.5


@pytest.mark.slow
@pytest.mark.capability("L1")
async def test_two_hundred_screens_hear_every_change(web, lamps, session):
    key = session("ZA")
    ids = [lamps.light("ZA") for _ in range(20)]
    screens = await asyncio.gather(*(Screen(web, key).__aenter__() for _ in range(SCREENS)))
    await asyncio.gather(*(screen.until(lambda s: s.messages("beat")) for screen in screens))
    newest = {}
    for turn in range(CHANGES):
        pk = ids[turn % len(ids)]
        newest[pk] = lamps.repaint(pk, f"turn {turn}")
        await asyncio.sleep(EVERY_SECONDS)
    missed, end = screens, time.monotonic() + SOON
    while missed and time.monotonic() < end:
        await asyncio.sleep(LOOK_SECONDS)
        missed = [screen for screen in missed if not _has_heard(screen, newest)]
    for screen in screens:
        await screen.__aexit__()
    assert missed == []


def _has_heard(screen, newest: dict[int, int]) -> bool:
    """Test whether a screen was told the newest version of every row."""
    heard = {
        (row["id"], row["version"])
        for _at, message in screen.heard
        if message["type"] == "news"
        for row in message["rows"]
    }
    return heard >= set(newest.items())
