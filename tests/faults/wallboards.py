"""Three hundred browsers, as far as their boards go, whose connections somebody keeps cutting."""

import asyncio
import json
import random
import time

import websockets

from contactcentre.core.live.digests import digests

HANDSHAKE_SECONDS = 10
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0
DOUBTS_ALLOWED = 2
Key = tuple[str, int]


class Wallboard:
    """
    One board, kept as static/live keeps it: a snapshot, then news; connected again when it is cut.

    `backwards` are the rows that were ever shown older than they had been.
    """

    def __init__(self, doors: list[str], name: str, session: str, rng: random.Random):
        self.doors, self.name, self.session, self.rng = doors, name, session, rng
        self.rows: dict[Key, dict] = {}
        self.newest: dict[Key, int] = {}
        self.backwards: list[str] = []
        self.cuts = self.connections = self.doubts = self.restarts = 0
        self.link = self.last_code = self.shut = None
        self.heard_at = time.monotonic()
        self._failures = 0
        self._task = asyncio.create_task(self._live())

    async def cut(self) -> None:
        """Tear the connection, whatever is being said."""
        if self.link is not None:
            self.cuts += 1
            self.link.transport.abort()

    async def close(self) -> None:
        """Switch the board off."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def versions(self) -> dict[Key, int]:
        """Return what is shown."""
        return {key: row["version"] for key, row in self.rows.items()}

    def words(self) -> str:
        """Return how it is."""
        silent = time.monotonic() - self.heard_at
        is_open = "connected" if self.link is not None else f"closed with {self.last_code}"
        return f"{self.name}, {is_open}, silent for {silent:.1f} s"

    async def _live(self) -> None:
        while True:
            # What stands before the web processes passes by the one that did not answer.
            door = self.rng.choice([each for each in self.doors if each != self.shut])
            try:
                await self._listen(door)
            except (OSError, TimeoutError, websockets.WebSocketException):
                self._failures += 1
                self.shut = door
            finally:
                self.link = None
            ceiling = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (self._failures + 1))
            await asyncio.sleep(self.rng.uniform(FIRST_WAIT, ceiling))

    async def _listen(self, door: str) -> None:
        async with websockets.connect(
            f"ws://{door}/ws/boards/{self.name}/",
            origin=f"http://{door}",
            additional_headers={"Cookie": f"sessionid={self.session}"},
            max_size=None,
            open_timeout=HANDSHAKE_SECONDS,
            close_timeout=1,
            compression=None,
            proxy=None,
        ) as self.link:
            self._failures = self.doubts = 0
            self.shut = None
            self.connections += 1
            async for text in self.link:
                self._hear(json.loads(text))
                if self.doubts >= DOUBTS_ALLOWED:
                    self.restarts += 1
                    return
            self.last_code = self.link.close_code

    def _hear(self, message: dict) -> None:
        self.heard_at = time.monotonic()
        if message["type"] == "snapshot":
            self.rows = {}
            for row in message["rows"]:
                self._show(row)
        elif message["type"] == "news":
            self._learn(message)
        else:
            self._prove(message["digests"])

    def _learn(self, news: dict) -> None:
        for row in news["rows"]:
            held = self.rows.get((row["kind"], row["id"]))
            if held is None or held["version"] < row["version"]:
                self._show(row)
        for left in news["gone"]:
            key = left["kind"], left["id"]
            held = self.rows.get(key)
            if held and held["scope"] == left["scope"] and held["version"] <= left["version"]:
                del self.rows[key]

    def _show(self, row: dict) -> None:
        key, version = (row["kind"], row["id"]), row["version"]
        if version < self.newest.get(key, 0):
            self.backwards.append(f"{key}: {self.newest[key]}, then {version}")
        self.newest[key] = max(version, self.newest.get(key, 0))
        self.rows[key] = row

    def _prove(self, theirs: dict) -> None:
        rows = self.rows.values()
        ours = digests((row["kind"], row["scope"], row["id"], row["version"]) for row in rows)
        self.doubts = 0 if ours == theirs else self.doubts + 1


class Wall:
    """All of the boards."""

    def __init__(self, doors: list[str], seats: list[tuple[str, str]], count: int, seed: int):
        self.rng = random.Random(seed)
        self.boards = [
            Wallboard(doors, *seats[number % len(seats)], random.Random(f"{seed} board {number}"))
            for number in range(count)
        ]

    async def cut_all(self, times: int, seconds: float) -> None:
        """Cut each of them so many times, each at moments of its own."""
        await asyncio.gather(*(self._cut(board, times, seconds) for board in self.boards))

    async def until_connected(self, patience: float) -> None:
        """Wait until every board is connected and has its snapshot."""
        end = time.monotonic() + patience
        while not all(board.link is not None and board.newest for board in self.boards):
            assert time.monotonic() < end, f"{self.connected()} of {len(self.boards)} connected"
            await asyncio.sleep(0.05)

    def connected(self) -> int:
        """Count the boards that are connected."""
        return sum(board.link is not None for board in self.boards)

    async def close(self) -> None:
        """Switch them all off."""
        await asyncio.gather(*(board.close() for board in self.boards))

    async def _cut(self, board: Wallboard, times: int, seconds: float) -> None:
        end = time.monotonic() + 4 * seconds
        wanted = board.cuts + times
        while board.cuts < wanted and time.monotonic() < end:
            await asyncio.sleep(self.rng.uniform(0.2, 2 * seconds / times - 0.2))
            await board.cut()
