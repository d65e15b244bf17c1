"""Whatever is lost on the way mends itself: nothing on a board depends on a message arriving."""

import asyncio

import pytest
from django.db import connection

from contactcentre.core.live.listening import APPLICATION_NAME
from tests.live.screens import Screen, seconds_to_hear

CUT = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name {which}
"""
LISTENERS = CUT.format(which=f"= '{APPLICATION_NAME}'")
EVERYTHING = CUT.format(which="LIKE 'contactcentre%%' AND pid <> ALL (%s)")


@pytest.fixture
def own_connections(committed, office) -> list[int]:
    """The connections of the test itself."""
    return [work() for work in (_backend, lambda: office(_backend))]


@pytest.mark.capability("L2")
async def test_a_change_nobody_told_is_on_the_screen_within_a_second(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        pk = lamps.light("ZA", told=False)
        await screen.row(pk, 1)
        lamps.repaint(pk, "red", told=False)
        await screen.row(pk, 2)
        assert await seconds_to_hear(screen, lamps, told=False) < 1.3


async def test_leaving_and_moving_are_noticed_untold(web, lamps, session):
    async with Screen(web, session("ZA")) as old, Screen(web, session("ZB")) as new:
        leaving, moving = lamps.light("ZA"), lamps.light("ZA")
        await old.row(moving, 1)
        lamps.put_out(leaving, told=False)
        lamps.move(moving, "ZB", was="ZA", told=False)
        await old.gone(leaving, "ZA")
        await old.gone(moving, "ZA")
        await new.row(moving, 2)


@pytest.mark.capability("L2")
async def test_the_listening_connection_is_cut_and_comes_back(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        assert lamps.sql(LISTENERS)[0][0] >= 1
        pk = lamps.light("ZA")
        await screen.row(pk, 1)
        await asyncio.sleep(1)
        assert await seconds_to_hear(screen, lamps) < 0.5
        assert screen.closed is None


async def test_every_connection_to_the_database_is_cut_and_the_board_goes_on(
    web, lamps, session, own_connections
):
    key = session("ZA")
    async with Screen(web, key) as screen:
        await screen.until(lambda s: s.messages("beat"))
        for _ in range(3):
            assert lamps.sql(EVERYTHING, [own_connections])[0][0] >= 2
            pk = lamps.light("ZA")
            await screen.row(pk, 1)
            await asyncio.sleep(1)
        assert await seconds_to_hear(screen, lamps) < 0.5
        async with Screen(web, key) as another:
            await another.until(lambda s: s.messages("beat"))


async def test_a_notice_that_makes_no_sense_disturbs_nothing(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        for nonsense in ("", "{", "17", "[1]", '[{"k":"lamp"}]', '[{"k":"ghost","i":1}]'):
            lamps.sql("SELECT pg_notify('live', %s)", [nonsense])
        assert await seconds_to_hear(screen, lamps) < 0.5


@pytest.mark.parametrize("changes", [400])
async def test_after_a_storm_the_screen_holds_the_newest_of_every_row(web, lamps, session, changes):
    async with Screen(web, session("ZA")) as screen:
        ids = [lamps.light("ZA") for _ in range(20)]
        for turn in range(changes):
            lamps.repaint(ids[turn % 20], str(turn), told=turn % 3 != 0)
        wanted = {pk: lamps.version(pk) for pk in ids}
        for pk, version in wanted.items():
            await screen.row(pk, version)
        beats = len(screen.messages("beat"))
        await screen.until(lambda s: len(s.messages("beat")) > beats + 1)
        assert screen.messages("beat")[-1]["digests"] == {"lamp:ZA": lamps.digest("ZA")}


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]
