"""
Whether this web process works, answered by its event loop before any thread is asked.

While PostgreSQL is frozen every thread may wait for it, for seconds each. The process is well all
the same, and ending it would not help. It is not well when requests wait and none has been
answered for longer than any wait for a database lasts.
"""

import json
import time

from django.conf import settings

PATH = "/healthz"
LONGEST_WAIT = 60.0


class Liveness:
    """Answers `/healthz`, and hands everything else on."""

    def __init__(self, application):
        self.application = application
        self.under_way = 0
        self.progress_at = time.monotonic()

    async def __call__(self, scope, receive, send):
        """Answer one request."""
        if scope["path"] == PATH and scope["method"] in {"GET", "HEAD"}:
            await self._answer(scope["method"], send)
            return
        if not self.under_way:
            self.progress_at = time.monotonic()
        self.under_way += 1
        try:
            await self.application(scope, receive, send)
        finally:
            self.under_way -= 1
            self.progress_at = time.monotonic()

    @property
    def is_stuck(self) -> bool:
        """Whether requests wait and none is answered any more."""
        return self.under_way > 0 and time.monotonic() - self.progress_at > LONGEST_WAIT

    async def _answer(self, method: str, send) -> None:
        status = "stuck" if self.is_stuck else "alive"
        body = json.dumps({"status": status, "version": settings.VERSION}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        code = 503 if self.is_stuck else 200
        await send({"type": "http.response.start", "status": code, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
