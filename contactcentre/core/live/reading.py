"""Reading the database for the sockets, in a thread of its own that keeps its connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection

from contactcentre.core import clock
from contactcentre.core.live import boards
from contactcentre.core.live.boards import Figures

AWAY = (OperationalError, InterfaceError)
ROWS_AT_ONCE = 500


class Reader:
    """One thread with one connection, which is opened again after any failure of the database."""

    def __init__(self, name: str):
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable, *arguments):
        """Do the work in the thread and return what it returns."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _guarded, work, arguments)

    async def close(self) -> None:
        """Close the connection."""
        await self.run(_close)


@dataclass(frozen=True)
class Facts:
    """What every beat says besides digests."""

    at: datetime
    speed: float
    clocks_age: float | None
    figures: Figures


def facts() -> Facts:
    """Read the time, the age of the last sweep of the clocks, and every figure."""
    reading = clock.look()
    age = reading.swept_ago
    return Facts(
        at=reading.moment(),
        speed=reading.speed,
        clocks_age=None if age is None else round(age, 2),
        figures=boards.figures(),
    )


def open_rows(name: str) -> list[tuple[str, int, int]]:
    """Read (scope, id, version) of every row of a kind that is on the board."""
    return list(boards.kinds()[name].open_rows())


def rows(name: str, ids: list[int]) -> list[dict]:
    """Build the rows of these ids that are on the board, a few hundred at a time."""
    build = boards.kinds()[name].rows
    parts = [ids[start : start + ROWS_AT_ONCE] for start in range(0, len(ids), ROWS_AT_ONCE)]
    return [row for part in parts for row in build(part)]


def _close() -> None:
    connection.close()  # This thread's own: looked up here, not in the event loop's thread.


def _guarded(work: Callable, arguments: tuple):
    try:
        return work(*arguments)
    except AWAY:
        if connection.connection is not None and connection.is_usable():
            raise
        connection.close()  # It was cut since it was last used; a new one may do.
        return work(*arguments)
