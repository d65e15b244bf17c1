"""
The roll call of one web process: every open socket is asked for again, every few seconds.

Whoever has signed out, been deactivated or lost the role is shown out; whoever is still here is
marked as seen on duty, which is how ownership knows that somebody is at their desk; behind a locked
screen nobody is.
"""

import asyncio
import logging

from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from django.db import Error

from contactcentre.core.live import admission
from contactcentre.core.live.audience import SOCKETS, Audience, Listener
from contactcentre.core.live.reading import Reader
from contactcentre.core.models import Duty

CALL_SECONDS = 4.0
SEEN_SECONDS = 15.0
SIGNED_OUT = 4401  # The browser stops.
SCOPES_CHANGED = 4410  # The browser connects again, and is given what it may see now.
log = logging.getLogger(__name__)


class RollCall:
    """Keeps the door of this process while sockets are open."""

    def __init__(self, audience: Audience = SOCKETS):
        self._audience = audience
        self._reader = Reader("live-roll")
        self._seen_at = 0.0

    async def run(self) -> None:
        """Call the roll until cancelled."""
        try:
            while True:
                await asyncio.sleep(CALL_SECONDS)
                try:
                    await self._call()
                except Error as error:
                    # Nothing is told while the database is away, so nobody sees what they may not.
                    log.warning("live_roll_not_called", extra={"reason": type(error).__name__})
        finally:
            await self._reader.close()

    async def _call(self) -> None:
        listeners = list(self._audience)
        if not listeners:
            return
        decisions = await self._reader.run(admission.admissions, [_who(one) for one in listeners])
        for listener, decision in zip(listeners, decisions, strict=True):
            if decision is None:
                await self._show_out(listener, SIGNED_OUT)
            elif decision.view != listener.view:
                await self._show_out(listener, SCOPES_CHANGED)
        await self._mark_seen({one.person_id for one in decisions if one and one.is_at_desk})

    async def _show_out(self, listener: Listener, code: int) -> None:
        layer = get_channel_layer()
        await layer.group_discard(listener.view.group, listener.channel)
        try:
            await layer.send(listener.channel, {"type": "live.dismiss", "code": code})
        except ChannelFull:
            log.warning("live_socket_full")  # It is too slow, and closes for that reason.

    async def _mark_seen(self, people: set[int]) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._seen_at >= SEEN_SECONDS - CALL_SECONDS / 2:
            self._seen_at = now
            await self._reader.run(_saw, people)


def _who(listener: Listener) -> tuple[str, str, str]:
    return listener.channel, listener.session_key, listener.view.board


def _saw(people: set[int]) -> int:
    return Duty.objects.saw(people)
