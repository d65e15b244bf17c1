"""The door: sockets that arrive together are decided together, in three statements."""

import asyncio
import logging

from django.db import Error

from contactcentre.core.live.admission import admissions
from contactcentre.core.live.audience import Listener
from contactcentre.core.live.reading import Reader

log = logging.getLogger(__name__)


class Door:
    """Decides who may listen; those who come while a decision is being made wait for the next."""

    def __init__(self):
        self._reader = Reader("live-door")
        self._waiting: list[tuple[tuple[str, str, str], asyncio.Future]] = []
        self._serving: asyncio.Task | None = None

    async def admit(self, channel: str, session_key: str, board: str) -> Listener | None:
        """Return the socket as a listener of the board, or None if it may not listen now."""
        decision = asyncio.get_running_loop().create_future()
        self._waiting.append(((channel, session_key, board), decision))
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        return await decision

    async def _serve(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            decisions = await self._decide([socket for socket, _decision in batch])
            for (_socket, decision), listener in zip(batch, decisions, strict=True):
                if not decision.done():
                    decision.set_result(listener)

    async def _decide(self, sockets: list[tuple[str, str, str]]) -> list[Listener | None]:
        try:
            return await self._reader.run(admissions, sockets)
        except Error as error:
            log.warning("live_door_shut", extra={"reason": type(error).__name__})
        except Exception:
            log.exception("live_door_broken")
        return [None] * len(sockets)


DOOR = Door()
