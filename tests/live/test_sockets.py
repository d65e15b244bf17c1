"""Sockets of a real web process hear what is committed, as far as their person may see it."""

import asyncio
import json

import pytest
import websockets

from contactcentre.core.permissions import Role
from tests.live.screens import Screen, seconds_to_hear

QUIET = 1.3


async def test_the_whole_board_is_heard_first(web, lamps, session):
    mine, _other = lamps.light("ZA", "hall"), lamps.light("ZB")
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.heard)
        first = screen.heard[0][1]
    assert first["type"] == "snapshot"
    assert [row["id"] for row in first["rows"]] == [mine]
    assert first["digests"] == {"lamp:ZA": lamps.digest("ZA")}


async def test_a_change_is_on_the_screen_within_a_fraction_of_a_second(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        pk = lamps.light("ZA", "kitchen")
        row = await screen.row(pk, 1)
        assert await seconds_to_hear(screen, lamps) < 0.5
    assert row == {
        "kind": "lamp",
        "id": pk,
        "version": 1,
        "scope": "ZA",
        "text": "kitchen",
        "figures": ["lit"],
    }


async def test_somebody_elses_area_is_not_heard(web, lamps, session):
    async with Screen(web, session("ZB")) as screen:
        pk = lamps.light("ZA")
        mine = lamps.light("ZB")
        await screen.row(mine, 1)
        await asyncio.sleep(QUIET)
        assert not screen.seen(pk, 1)
        assert {key for beat in screen.messages("beat") for key in beat["digests"]} <= {"lamp:ZB"}
        assert {key for beat in screen.messages("beat") for key in beat["figures"]} <= {"ZB", "ALL"}


async def test_whoever_works_for_the_whole_force_hears_every_area(web, lamps, session):
    async with Screen(web, session()) as screen:
        await screen.row(lamps.light("ZA"), 1)
        await screen.row(lamps.light("ZB"), 1)


async def test_a_row_that_moves_leaves_the_old_area_and_appears_in_the_new(web, lamps, session):
    pk = lamps.light("ZA")
    async with Screen(web, session("ZA")) as old, Screen(web, session("ZB")) as new:
        await old.until(lambda s: s.messages("beat"))
        lamps.move(pk, "ZB", was="ZA")
        assert (await old.gone(pk, "ZA"))["version"] == 2
        assert (await new.row(pk, 2))["scope"] == "ZB"


async def test_a_row_that_is_done_with_leaves_the_board(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        pk = lamps.light("ZA")
        await screen.row(pk, 1)
        lamps.put_out(pk)
        await screen.gone(pk, "ZA")


async def test_nothing_is_said_of_what_was_rolled_back(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        with lamps.never_committed():
            lamps.light("ZA", alarm=True)
        await asyncio.sleep(QUIET)
        assert not screen.messages("news")


async def test_a_beat_comes_every_second_with_the_digest_of_what_was_told(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        for _ in range(5):
            lamps.light("ZA")
        beats = await screen.until(lambda s: s.messages("beat")[3:])
        assert beats[-1]["digests"] == {"lamp:ZA": lamps.digest("ZA")}
        assert beats[-1]["figures"]["ZA"] == {"lit": 5}
        moments = [at for at, message in screen.heard if message["type"] == "beat"]
        gaps = [later - sooner for sooner, later in zip(moments, moments[1:], strict=False)]
        assert sorted(gaps)[len(gaps) // 2] < 1.5


async def test_an_alarm_does_not_wait_for_other_news(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        lamps.light("ZA", "first")
        pk = lamps.light("ZA", "second", alarm=True)
        await screen.row(pk, 1)
        alarms = [m for m in screen.messages("news") if m["alarm"]]
        assert [row["id"] for message in alarms for row in message["rows"]][-1] == pk


async def test_many_changes_at_once_arrive_in_few_messages(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.until(lambda s: s.messages("beat"))
        ids = [lamps.light("ZA") for _ in range(200)]
        for pk in ids:
            await screen.row(pk, 1)
        assert len(screen.messages("news")) < 100


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1.evil.example",
        "http://[",
        "http://127.0.0.1:9",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
async def test_another_sites_page_may_not_listen(web, session, origin):
    with pytest.raises(websockets.InvalidStatus) as refusal:
        async with Screen(web, session("ZA"), origin=origin.format(port=web.port)):
            pass
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("key", ["", "x" * 32, "' OR 1=1", "é" * 5])
async def test_nobody_listens_without_signing_in(web, lamps, key):
    with pytest.raises(websockets.InvalidStatus) as refusal:
        async with Screen(web, key):
            pass
    assert refusal.value.response.status_code == 403


async def test_a_role_without_the_board_may_not_listen(web, person, sign_in):
    with pytest.raises(websockets.InvalidStatus):
        async with Screen(web, sign_in(person("ZA", roles=[Role.CREW]))):
            pass


@pytest.mark.parametrize("board", ["nothing", "LAMPS"])
async def test_there_are_no_other_boards(web, session, board):
    with pytest.raises(websockets.InvalidStatus):
        async with Screen(web, session("ZA"), board=board):
            pass


async def test_a_browser_that_keeps_talking_is_cut_off(web, session):
    async with Screen(web, session("ZA")) as screen:
        for _ in range(30):
            await screen.link.send(json.dumps({"order": "divert"}))
        await screen.until(lambda s: s.closed)
        assert screen.closed[0] == 1008


async def test_a_browser_may_say_a_little_and_nothing_happens(web, lamps, session):
    async with Screen(web, session("ZA")) as screen:
        await screen.link.send("hello")
        await screen.row(lamps.light("ZA"), 1)
