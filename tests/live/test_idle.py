"""A wallboard that has hung there quietly for long hears the next change."""

import asyncio

import pytest

from tests.live.conftest import LAMP_SETTINGS
from tests.live.screens import Screen
from tests.live.server import WebProcess

QUIET_SECONDS = 60
EXPIRY_SECONDS = 3


@pytest.mark.slow
async def test_a_socket_idle_for_a_minute_hears_the_next_change(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat")[2:], 5)
        before = screen.messages("news")
        await asyncio.sleep(QUIET_SECONDS)
        assert screen.closed is None
        assert len(screen.messages("beat")) >= QUIET_SECONDS - 3
        assert screen.messages("news") == before
        await screen.row(lamps.light("ZA"), 1, within=0.5)


async def test_a_socket_older_than_the_expiry_of_groups_still_hears(lamps, session):
    environment = {"DJANGO_SETTINGS_MODULE": LAMP_SETTINGS, "GROUP_EXPIRY": str(EXPIRY_SECONDS)}
    with WebProcess(**environment) as web:
        async with Screen(web, session("ZA")) as screen:
            await asyncio.sleep(EXPIRY_SECONDS * 2.5)
            await screen.row(lamps.light("ZA"), 1, within=0.5)
            assert len(screen.messages("beat")) >= EXPIRY_SECONDS * 2
