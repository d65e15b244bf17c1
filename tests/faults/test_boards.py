"""Three hundred boards, cut, unheard, killed and without Redis: all whole two seconds later."""

import asyncio
import http.client
import json
import sys

import pytest

from contactcentre.core.permissions import Role
from tests.faults import numbers
from tests.faults.wallboards import Wall
from tests.live.screens import signed_in

CHANGES_FROM = 3  # contacts a second, beside what the dispatchers do
CONNECTED_WITHIN = 60
WHOLE_AFTER = 2.0
SECONDS_A_CUT = 2.4
SHORT = 2.0
LISTENERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE application_name = 'contactcentre live'
"""


@pytest.fixture
def seats(room) -> list[tuple[str, str]]:
    """Whose boards hang there: people of the three roles who watch and are on no shift."""
    roles = {
        "dispatch": Role.DISPATCHER,
        "supervisor": Role.SUPERVISOR,
        "calls": Role.CALL_HANDLER,
    }
    people = {board: room.world.person(f"watching-{board}", role) for board, role in roles.items()}
    return [(board, signed_in(person)) for board, person in people.items()]


@pytest.fixture
def floor(room):
    """The floor, at a pace at which boards change all the time."""
    clients = room.floor()
    yield clients
    clients.close()


class Losses:
    """What boards may lose, each for a few seconds."""

    def __init__(self, rig, wall: Wall):
        self.rig, self.wall = rig, wall

    async def of_connections(self) -> str:
        """Cut every board again and again."""
        before = sum(board.cuts for board in self.wall.boards)
        await self.wall.cut_all(numbers.CUTS, numbers.CUTS * SECONDS_A_CUT)
        return f"{sum(board.cuts for board in self.wall.boards) - before} connections cut"

    async def of_hearing(self) -> str:
        """End every connection that listens to the database."""
        cut = await asyncio.to_thread(self.rig.cluster.ask, LISTENERS, "contactcentre")
        await asyncio.sleep(SHORT)
        assert int(cut) == 2
        return f"{cut} LISTEN connections cut"

    async def of_a_process(self) -> str:
        """Kill a web process, with half of the boards."""
        await asyncio.to_thread(self.rig.kill, "web-1")
        await asyncio.sleep(SHORT)
        return "a web process killed"

    async def of_redis(self) -> str:
        """Lose Redis."""
        await asyncio.to_thread(self.rig.lose_redis)
        await asyncio.sleep(SHORT)
        return "Redis gone"


@pytest.mark.slow
async def test_whatever_is_lost_every_board_is_whole_two_seconds_later(room, seats, floor):
    wall = Wall(room.rig.doors, seats, numbers.SCREENS, numbers.SEED)
    losses = Losses(room.rig, wall)
    try:
        await wall.until_connected(CONNECTED_WITHIN)
        for lose in (
            losses.of_connections,
            losses.of_hearing,
            losses.of_a_process,
            losses.of_redis,
        ):
            floor.begin(CHANGES_FROM)
            said = await lose()
            await asyncio.to_thread(floor.pause)
            wrong = await _differing(wall, seats, room.rig.doors)
            _say(f"{said}: {len(wrong)} of {len(wall.boards)} boards differ two seconds later")
            assert wrong == []
    finally:
        await wall.close()
        await asyncio.to_thread(room.rig.start_redis)
    _check_that_nothing_went_backwards(wall)


@pytest.mark.parametrize(
    ("held", "before", "after", "is_right"),
    [
        (3, 3, 3, True),
        (None, 3, 3, False),  # lost
        (2, 3, 3, False),  # missed a change
        (4, 3, 3, False),  # invented
        (3, None, None, False),  # never taken away
        (4, 3, 5, True),
        (None, None, 1, True),  # new, and on its way
        (3, 3, None, True),  # leaving
    ],
)
def test_a_board_that_shows_another_version_is_seen(held, before, after, is_right):
    assert _is_between(held, before, after) is is_right


def _check_that_nothing_went_backwards(wall: Wall) -> None:
    backwards = [fault for board in wall.boards for fault in board.backwards]
    seen = sum(len(board.newest) for board in wall.boards)
    again = sum(board.restarts for board in wall.boards)
    _say(f"{len(backwards)} of {seen} rows went backwards; {again} boards had to start again")
    assert backwards == []
    assert seen > numbers.SCREENS * 20


async def _differing(wall: Wall, seats: list, doors: list[str]) -> list[str]:
    """Name the boards that do not show, two seconds later, what the database says now."""
    before = await _snapshots(seats, doors[1])
    await asyncio.sleep(WHOLE_AFTER)
    shown = [(board, board.versions()) for board in wall.boards]
    after = await _snapshots(seats, doors[1])
    wrong = [
        (board, _wrong_rows(held, before[board.session], after[board.session]))
        for board, held in shown
    ]
    return [f"{board.words()}: {dict(list(rows.items())[:5])}" for board, rows in wrong if rows]


async def _snapshots(seats: list, door: str) -> dict[str, dict]:
    return {
        session: await asyncio.to_thread(_fresh, door, name, session) for name, session in seats
    }


def _wrong_rows(held: dict, before: dict, after: dict) -> dict:
    """
    Return the rows of a board that are no version between two snapshots: (before, held, after).

    Clocks go on and change rows between them; what left the board meanwhile may show or not.
    """
    return {
        key: (before.get(key), held.get(key), after.get(key))
        for key in held.keys() | before.keys() | after.keys()
        if not _is_between(held.get(key), before.get(key), after.get(key))
    }


def _is_between(held: int | None, before: int | None, after: int | None) -> bool:
    if after is None:
        return held is None or (before is not None and held >= before)
    if held is None:
        return before is None
    return (before or 0) <= held <= after


def _fresh(door: str, name: str, session: str) -> dict:
    link = http.client.HTTPConnection(door, timeout=30)
    try:
        cookie = {"Cookie": f"sessionid={session}"}
        link.request("GET", f"/api/v1/boards/{name}/", headers=cookie)
        rows = json.loads(link.getresponse().read())["rows"]
    finally:
        link.close()
    return {(row["kind"], row["id"]): row["version"] for row in rows}


def _say(*lines: str) -> None:
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
