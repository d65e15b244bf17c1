"""
The relay of one web process: hears what changed, reads it once, and tells the sockets.

The first change is told at once; those that follow are gathered for as long as it takes to tell all
sockets, a tenth of a second at most; an alarm does not wait. Every second the whole board is
compared with the image, so that a change nobody heard of is told as well, and then every socket
gets a beat with the digests of what it was told.
A kind of row that cannot be read gets no beat: its boards say STALE instead of something unproven.
"""

import asyncio
import logging

from channels.layers import get_channel_layer

from contactcentre.core.live import boards, reading, wording
from contactcentre.core.live.audience import SOCKETS, Audience
from contactcentre.core.live.image import Image, News, Told
from contactcentre.core.live.listening import Listener
from contactcentre.core.live.reading import Reader

GATHER_SECONDS = (0.02, 0.1)
# What telling one socket takes of the loop, roughly: news must not come faster than it goes.
TELLING_ONE_SECONDS = 0.00025
LOOK_SECONDS = 1.0
TRY_AGAIN_SECONDS = 0.2
log = logging.getLogger(__name__)


class Relay:
    """Keeps the image of this process and the sockets in step with the database."""

    def __init__(self, audience: Audience = SOCKETS):
        self._audience = audience
        self._image = Image()
        self._reader = Reader("live-rows")
        self._told: dict[str, dict[int, Told]] = {}
        self._has_alarm = False
        self._woken = asyncio.Event()
        self._flushed_at = self._look_at = 0.0
        self._unread: set[str] = set()
        self._is_away = False

    async def run(self) -> None:
        """Work until cancelled."""
        listener = asyncio.create_task(Listener(self.hear, self.look_soon).run())
        try:
            while True:
                await self._wait()
                await self._turn()
        finally:
            listener.cancel()
            await self._reader.close()

    def hear(self, changes: list[dict]) -> None:
        """Note changes to be told; of kinds that this process knows."""
        known = boards.kinds()
        for change in changes:
            if change["k"] in known:
                told = self._told.setdefault(change["k"], {}).setdefault(change["i"], Told())
                told.add(change)
                self._has_alarm = self._has_alarm or told.alarm
        self._woken.set()

    def look_soon(self) -> None:
        """Compare everything now: changes may have been missed."""
        self._look_at = 0.0
        self._woken.set()

    async def _wait(self) -> None:
        while (pause := self._due_at() - _now()) > 0:
            self._woken.clear()
            try:
                async with asyncio.timeout(pause):
                    await self._woken.wait()
            except TimeoutError:
                return

    def _due_at(self) -> float:
        if self._has_alarm:
            return 0.0
        if self._told:
            return min(self._look_at, self._flushed_at + self._gathering())
        return self._look_at

    def _gathering(self) -> float:
        least, most = GATHER_SECONDS
        return min(most, max(least, len(self._audience) * TELLING_ONE_SECONDS))

    async def _turn(self) -> None:
        try:
            if self._told:
                await self._flush()
            if self._look_at <= _now():
                await self._look()
            self._note_away(is_away=False)
        except reading.AWAY:
            # What could not be told now differs from the image, and is told after the next look.
            self._note_away(is_away=True)
            self.look_soon()
            await asyncio.sleep(TRY_AGAIN_SECONDS)

    def _note_away(self, *, is_away: bool) -> None:
        if is_away != self._is_away:
            log.warning("live_database_away" if is_away else "live_database_back")
        self._is_away = is_away

    async def _flush(self) -> None:
        told, self._told, self._has_alarm = self._told, {}, False
        self._flushed_at = _now()
        if not self._audience:
            return
        news = News()
        try:
            for kind, asked in told.items():
                news.extend(await self._learn(kind, asked))
        finally:
            await self._tell(news)

    async def _look(self) -> None:
        self._look_at = _now() + LOOK_SECONDS
        for kind in boards.kinds():
            await self._tell(await self._compare(kind))
        await self._beat(await self._reader.run(reading.facts))

    async def _compare(self, kind: str) -> News:
        self._unread.discard(kind)
        try:
            found = await self._reader.run(reading.open_rows, kind)
        except reading.AWAY:
            raise
        except Exception:
            return self._gave_up(kind)
        if not self._audience:
            self._image.replace(kind, found)
            return News()
        differing = self._image.differing(kind, found)
        return await self._learn(kind, {pk: Told() for pk in differing}) if differing else News()

    async def _learn(self, kind: str, asked: dict[int, Told]) -> News:
        try:
            found = await self._reader.run(reading.rows, kind, list(asked))
        except reading.AWAY:
            raise
        except Exception:
            return self._gave_up(kind)
        return self._image.learn(kind, found, asked)

    def _gave_up(self, kind: str) -> News:
        log.exception("live_rows_unreadable", extra={"kind": kind})
        self._unread.add(kind)
        return News()

    async def _tell(self, news: News) -> None:
        if news:
            writer = wording.NewsWriter(news)
            for view in self._audience.views():
                if text := writer.text_for(view):
                    await _send(view.group, text)

    async def _beat(self, facts: reading.Facts) -> None:
        every = self._image.digests()
        for view in self._audience.views():
            if not view.kinds & self._unread:
                await _send(view.group, wording.beat(view, every, facts))


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _send(group: str, text: str) -> None:
    await get_channel_layer().group_send(group, {"type": "live.text", "text": text, "at": _now()})
