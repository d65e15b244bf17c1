"""Sockets that stand still, on either side: a quiet wallboard, a browser that stops reading."""

import asyncio
import base64
import socket
import time

import pytest

from contactcentre.core.live.consumers import SEND_SECONDS
from tests.live.conftest import LAMP_SETTINGS
from tests.live.screens import Screen, seconds_to_hear
from tests.live.server import WebProcess

QUIET_SECONDS = 60
EXPIRY_SECONDS = 3


@pytest.mark.slow
async def test_a_socket_idle_for_a_minute_hears_the_next_change(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat")[2:])
        before = screen.messages("news")
        await asyncio.sleep(QUIET_SECONDS)
        assert screen.closed is None
        assert len(screen.messages("beat")) >= 0.8 * QUIET_SECONDS
        assert screen.messages("news") == before
        assert await seconds_to_hear(screen, lamps) < 0.5


async def test_a_socket_older_than_the_expiry_of_groups_still_hears(lamps, session):
    environment = {"DJANGO_SETTINGS_MODULE": LAMP_SETTINGS, "GROUP_EXPIRY": str(EXPIRY_SECONDS)}
    with WebProcess(**environment) as web:
        async with Screen(web, session("ZA")) as screen:
            await asyncio.sleep(EXPIRY_SECONDS * 2.5)
            assert await seconds_to_hear(screen, lamps) < 0.5
            assert len(screen.messages("beat")) >= EXPIRY_SECONDS


@pytest.mark.slow
async def test_a_browser_that_stops_reading_holds_nobody_up_and_is_dropped(web, lamps, session):
    key = session("ZA")
    with _deaf_browser(web, key) as deaf:
        async with Screen(web, key) as screen:
            ids = [lamps.light("ZA") for _ in range(100)]
            end = time.monotonic() + 16
            while time.monotonic() < end:
                for pk in ids:
                    lamps.repaint(pk, "x" * 200)
                await screen.row(pk, lamps.version(pk), within=SEND_SECONDS / 2)
            assert screen.closed is None
        assert await asyncio.to_thread(_is_cut, deaf)


def _deaf_browser(web, key: str) -> socket.socket:
    link = socket.socket()
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    link.connect(("127.0.0.1", web.port))
    nonce = base64.b64encode(b"0" * 16).decode()
    link.sendall(
        f"GET /ws/boards/lamps/ HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {nonce}\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: {web.url}\r\nCookie: sessionid={key}\r\n\r\n".encode()
    )
    assert b"101" in link.recv(12)
    return link


def _is_cut(link: socket.socket) -> bool:
    link.settimeout(10)
    while link.recv(1 << 20):
        pass
    return True
