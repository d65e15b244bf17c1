"""A socket lives as long as its person may listen, and shows that they are at their desk."""

import asyncio

import pytest
import websockets

from contactcentre.core.middleware.lock import LOCKED
from contactcentre.core.sessions import SessionStore
from tests.live.screens import Screen

WITHIN = 15.0
SIGNED_OUT = 4401
ENDINGS = {
    "signed out": "DELETE FROM core_session WHERE session_key = %(key)s",
    "session over": "UPDATE core_session SET expire_date = now() WHERE session_key = %(key)s",
    "sessions ended by an administrator": "DELETE FROM core_session WHERE person_id = %(person)s",
    "deactivated": "UPDATE core_person SET is_active = false WHERE id = %(person)s",
    "role taken": "UPDATE core_person SET roles = '{CREW}' WHERE id = %(person)s",
    "password changed": "UPDATE core_person SET password = 'another' WHERE id = %(person)s",
    "password reset": "UPDATE core_person SET must_change_password = true WHERE id = %(person)s",
}


async def test_whoever_may_no_longer_listen_is_shown_out_within_fifteen_seconds(
    web, lamps, person, sign_in
):
    people = {why: person("ZA") for why in [*ENDINGS, "still here"]}
    keys = {why: sign_in(somebody) for why, somebody in people.items()}
    screens = {why: await Screen(web, key).__aenter__() for why, key in keys.items()}
    for why, sql in ENDINGS.items():
        lamps.sql(sql, {"key": keys[why], "person": people[why].pk})
    await asyncio.gather(*(screens[why].until(lambda s: s.closed, WITHIN) for why in ENDINGS))
    assert {screens[why].closed[0] for why in ENDINGS} == {SIGNED_OUT}
    assert screens["still here"].closed is None
    for screen in screens.values():
        await screen.__aexit__()
    for why in ENDINGS:
        with pytest.raises(websockets.InvalidStatus):
            await Screen(web, keys[why]).__aenter__()


async def test_whoever_is_moved_to_another_area_is_connected_again_there(
    web, lamps, person, sign_in
):
    somebody = person("ZA")
    key = sign_in(somebody)
    async with Screen(web, key) as screen:
        lamps.sql(
            "UPDATE core_person_command_units SET commandunit_id = 'ZB' WHERE person_id = %s",
            [somebody.pk],
        )
        await screen.until(lambda s: s.closed, WITHIN)
        assert screen.closed[0] == 4410
    async with Screen(web, key) as screen:
        await screen.row(lamps.light("ZB"), 1)


@pytest.mark.slow
async def test_a_person_with_an_open_board_counts_as_seen_unless_it_is_locked(
    web, lamps, person, sign_in, office
):
    here, away, locked = person("ZA"), person("ZA"), person("ZA")
    for somebody in (here, away, locked):
        lamps.sql(
            "INSERT INTO core_duty (person_id, desk, started_at, last_seen_at, called_in) "
            "VALUES (%s, 'DISPATCH', now() - interval '1 hour', now() - interval '1 hour', false)",
            [somebody.pk],
        )
    key = sign_in(locked)
    office(_lock, key)
    async with Screen(web, sign_in(here)), Screen(web, key):
        for _ in range(40):
            await asyncio.sleep(0.5)
            if _unseen_for(lamps, here) < 60:
                break
    assert _unseen_for(lamps, here) < 60
    assert _unseen_for(lamps, away) > 3000
    assert _unseen_for(lamps, locked) > 3000


def _lock(key: str) -> None:
    session = SessionStore(key)
    session[LOCKED] = True
    session.save()


def _unseen_for(lamps, somebody) -> float:
    return lamps.sql(
        "SELECT extract(epoch FROM clock_timestamp() - last_seen_at)::float FROM core_duty "
        "WHERE person_id = %s",
        [somebody.pk],
    )[0][0]
