"""
Many screens in a process of their own: `python -m benchmarks.watchers`.

Takes addresses as JSON on its first line. For each line after that, it answers when the last
screen heard a message with that mark, by the clock that all processes of a machine share.
"""

import asyncio
import json
import sys
import time

import websockets

PATIENCE = 20.0


class Watchers:
    """Open sockets, and when each mark was heard by how many."""

    def __init__(self, asked: dict):
        self.asked = asked
        self.heard: dict[str, list[float]] = {}
        self.marks: list[str] = []

    async def run(self) -> None:
        """Open all sockets, say so, and answer for each mark."""
        await asyncio.gather(*(self._open(spec) for spec in self.asked["sockets"]))
        print("open", flush=True)  # noqa: T201
        loop = asyncio.get_running_loop()
        while line := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
            mark, wanted = json.loads(line)
            print(json.dumps(await self._all_heard(mark, wanted)), flush=True)  # noqa: T201

    async def _open(self, spec: dict) -> None:
        link = await websockets.connect(
            spec["url"], origin=spec["origin"], additional_headers=spec["headers"], max_size=None
        )
        self.tasks = [*getattr(self, "tasks", []), asyncio.create_task(self._listen(link))]

    async def _listen(self, link) -> None:
        async for text in link:
            at = time.monotonic()
            start = text.find(self.asked["mark"])
            while start >= 0:
                end = start + self.asked["length"]
                self.heard.setdefault(text[start:end], []).append(at)
                start = text.find(self.asked["mark"], end)

    async def _all_heard(self, mark: str, wanted: int) -> float | None:
        until = time.monotonic() + PATIENCE
        while len(self.heard.get(mark, [])) < wanted:
            if time.monotonic() > until:
                return None
            await asyncio.sleep(0.002)
        return self.heard[mark][wanted - 1]


if __name__ == "__main__":
    asyncio.run(Watchers(json.loads(sys.stdin.readline())).run())
