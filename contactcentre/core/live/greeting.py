"""
What a socket hears first: the whole board.

Sockets that see the same and arrive together are greeted together: the board is read once for all
of those who were already waiting when the reading began.
"""

import asyncio
import logging

from django.db import Error

from contactcentre.core.live import boards, snapshot, wording
from contactcentre.core.live.audience import View
from contactcentre.core.live.reading import Reader

log = logging.getLogger(__name__)


class Greeter:
    """Reads boards for sockets that have just joined their group."""

    def __init__(self):
        self._reader = Reader("live-greeting")
        self._waiting: dict[View, list[asyncio.Future]] = {}
        self._serving: asyncio.Task | None = None

    async def snapshot(self, view: View) -> str | None:
        """Return the board as this view shows it, read after now; None if it cannot be read."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(view, []).append(answer)
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        return await answer

    async def _serve(self) -> None:
        while self._waiting:
            view = next(iter(self._waiting))
            waiting = self._waiting.pop(view)
            text = await self._read(view)
            for answer in waiting:
                if not answer.done():
                    answer.set_result(text)

    async def _read(self, view: View) -> str | None:
        try:
            return await self._reader.run(_text, view)
        except Error as error:
            log.warning("live_board_unread", extra={"reason": type(error).__name__})
        except Exception:
            log.exception("live_board_unreadable", extra={"board": view.board})
        return None


def _text(view: View) -> str:
    taken = snapshot.read(boards.board(view.board), sorted(view.scopes))
    return wording.write({"type": "snapshot", **taken})


GREETER = Greeter()
