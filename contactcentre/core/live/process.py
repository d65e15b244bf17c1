"""What runs beside the requests in every web process: the relay and the roll call."""

import asyncio
import logging
from collections.abc import Callable

from contactcentre.core.live.relay import Relay
from contactcentre.core.live.rollcall import RollCall

AGAIN_SECONDS = 1.0
log = logging.getLogger(__name__)


class LiveBoards:
    """Starts and stops the live side of one web process."""

    def __init__(self):
        self._tasks: list[asyncio.Task] = []

    def start(self) -> None:
        """Start; needs a running event loop."""
        self._tasks = [asyncio.create_task(_always(part)) for part in (Relay, RollCall)]

    async def stop(self) -> None:
        """Stop, and wait until everything has stopped."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _always(part: Callable) -> None:
    while True:
        try:
            await part().run()
        except Exception:
            log.exception("live_part_failed", extra={"part": part.__name__})
            await asyncio.sleep(AGAIN_SECONDS)
