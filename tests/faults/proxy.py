"""A line between two processes that can be slow, dead without a word, or cut."""

import asyncio
import contextlib
import socket
import struct
import threading
from concurrent.futures import Future

CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)  # Closing now means RST, not FIN.


class Proxy:
    """
    Passes bytes on between whoever connects to `port` and one address, in a thread of its own.

    `delay` holds back each piece for so many seconds; while `is_hole`, nothing passes and nobody is
    told; `cut` resets every line there is.
    """

    def __init__(self, host: str, port: int):
        self.target = host, port
        self.delay = 0.0
        self.is_hole = False
        self.passed = 0
        self._lines: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Reset every open line."""
        self._do(self._cut())

    def close(self) -> None:
        """Cut everything and stop."""
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work):
        done: Future = asyncio.run_coroutine_threadsafe(work, self._loop)
        return done.result(10)

    async def _cut(self) -> None:
        for line in list(self._lines):
            link = line.get_extra_info("socket")
            with contextlib.suppress(OSError):
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            line.transport.abort()

    async def _stop(self) -> None:
        self._server.close()
        self.delay, self.is_hole = 0.0, False
        await self._cut()
        # They end by themselves: their lines are cut.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader, writer) -> None:
        self._lines.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(*self.target)
        except OSError:
            await self._hang_up(writer)
            return
        self._lines.add(far_writer)
        ways = [self._pass(reader, far_writer), self._pass(far_reader, writer)]
        try:
            await asyncio.gather(*ways)
        finally:
            await self._hang_up(writer)
            await self._hang_up(far_writer)

    async def _pass(self, reader, writer) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(CHUNK):
                await asyncio.sleep(self.delay)
                while self.is_hole:
                    await asyncio.sleep(0.05)
                writer.write(piece)
                await writer.drain()
                self.passed += len(piece)
            writer.close()

    async def _hang_up(self, line: asyncio.StreamWriter) -> None:
        self._lines.discard(line)
        line.close()
        with contextlib.suppress(OSError):
            await line.wait_closed()
