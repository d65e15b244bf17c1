"""The sockets of live boards. They listen; orders go by HTTP."""

import asyncio
import logging

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from contactcentre.core.live.audience import SOCKETS, Listener
from contactcentre.core.live.door import DOOR
from contactcentre.core.live.greeting import GREETER

TOO_SLOW = 1013
POLICY = 1008
OLDEST_NEWS_SECONDS = 5.0
SEND_SECONDS = 10.0
WORDS_ALLOWED = 20
log = logging.getLogger(__name__)


class BoardSocket(AsyncWebsocketConsumer):
    """
    One browser on one board: refused at the door, or told everything its view shows.

    It joins its group before the board is read for it, so that nothing falls between the two.
    """

    listener: Listener | None = None
    joined_at = greeted_at = 0.0
    words = 0

    async def __call__(self, scope, receive, send):
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._leave()

    async def connect(self):
        """Admit whoever may see the board: they hear all of it first, then what changes."""
        session_key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        name = self.scope["url_route"]["kwargs"]["name"]
        self.listener = await DOOR.admit(self.channel_name, session_key, name)
        if self.listener is None:
            await self.close()
            return
        await self._join()
        SOCKETS.join(self.listener)
        await self.accept()
        await self._greet()

    async def receive(self, text_data=None, bytes_data=None):
        """Ignore what browsers say; close on one that keeps talking."""
        self.words += 1
        if self.words > WORDS_ALLOWED:
            await self.close(POLICY)

    async def live_text(self, message):
        """Pass on news or a beat; a browser too slow to keep up starts again with a snapshot."""
        now = asyncio.get_running_loop().time()
        if now - max(message["at"], self.greeted_at) > OLDEST_NEWS_SECONDS:
            await self._dismiss(TOO_SLOW)
        await self._say(message["text"])
        if now - self.joined_at > self.channel_layer.group_expiry / 2:
            await self._join()

    async def live_dismiss(self, message):
        """Close a socket whose person may no longer listen."""
        await self._dismiss(message["code"])

    async def _greet(self) -> None:
        text = await GREETER.snapshot(self.listener.view)
        if text is None:
            await self._dismiss(TOO_SLOW)
        await self._say(text)
        self.greeted_at = asyncio.get_running_loop().time()

    async def _say(self, text: str) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.send(text_data=text)
        except TimeoutError:
            raise StopConsumer from None

    async def _dismiss(self, code: int) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.close(code)
        except TimeoutError:
            log.warning("live_socket_stuck")
        raise StopConsumer

    async def _join(self) -> None:
        self.joined_at = asyncio.get_running_loop().time()
        await self.channel_layer.group_add(self.listener.view.group, self.channel_name)

    async def _leave(self) -> None:
        if self.listener is not None:
            SOCKETS.leave(self.channel_name)
            await self.channel_layer.group_discard(self.listener.view.group, self.channel_name)


class NoSuchSocket(AsyncWebsocketConsumer):
    """Refuses a socket at any other address."""

    async def connect(self):
        """Refuse."""
        await self.close()
