"""
The one entry of a web process: sockets go to Channels, requests to Django on a pool of threads.

Requests run as WSGI on threads that live as long as the process, so that psycopg2 keeps its
connections (docs/decisions/0003).
"""

import asyncio
import gc
import os
from urllib.parse import urlsplit

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcentre.settings")
_requests = get_wsgi_application()

# Django is set up from here on.
from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator, OriginValidator  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from contactcentre.core.live.process import LiveBoards  # noqa: E402
from contactcentre.core.liveness import Liveness  # noqa: E402
from contactcentre.core.spool.draining import Drainer  # noqa: E402
from contactcentre.routing import websocket_urlpatterns  # noqa: E402

BODY_SECONDS = 20.0


class TooSlow(Exception):
    """The body of a request did not arrive in time, or not at all."""


class WholeBody:
    """
    Hands on a request once its whole body is here, so that a slow sender holds no thread.

    A body cut off half-way is not handed on at all. One over the limit is handed on as far as it
    was read, with a length that Django refuses.
    """

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        """Answer one request."""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(receive)
        except (TooSlow, TimeoutError):
            await send({"type": "http.response.start", "status": 408, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        message = {"type": "http.request", "body": body, "more_body": False}

        async def replay():
            return message

        await self.application(_with_length(scope, len(body)), replay, send)


async def _read(receive) -> bytes:
    body, more = bytearray(), True
    while more and len(body) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise TooSlow
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def _with_length(scope, length: int):
    headers = [(name, value) for name, value in scope["headers"] if name != b"transfer-encoding"]
    if length and all(name != b"content-length" for name, _value in headers):
        headers.append((b"content-length", str(length).encode()))
    return {**scope, "headers": headers}


class OwnOrigin:
    """
    Turns away a socket that no page of this very address opened: scheme, host and port.

    Addresses in CSRF_TRUSTED_ORIGINS are taken for this one, as forms take them.
    """

    def __init__(self, application):
        self.application = application
        trusted = [each.replace("*.", ".") for each in settings.CSRF_TRUSTED_ORIGINS]
        self.trusted = OriginValidator(application, trusted)

    async def __call__(self, scope, receive, send):
        """Hand on a socket of one of our own pages."""
        headers = {name: value.decode("latin-1").lower() for name, value in scope["headers"]}
        if not self._is_own(scope, headers.get(b"origin", ""), headers.get(b"host", "")):
            await send({"type": "websocket.close", "code": 4403})
            return
        await self.application(scope, receive, send)

    def _is_own(self, scope, origin: str, host: str) -> bool:
        is_safe = settings.BEHIND_TLS or scope.get("scheme") == "wss"
        if origin == f"{'https' if is_safe else 'http'}://{host}":
            return True
        try:
            return self.trusted.valid_origin(urlsplit(origin))
        except ValueError:
            return False


async def lifespan(scope, receive, send):
    """Start the live boards and the drain of the spool with the process; stop them with it."""
    live = LiveBoards()
    drainer = Drainer(_requests, refuse=import_string(settings.SPOOL_REFUSED))
    await receive()
    live.start()
    drainer.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await asyncio.to_thread(drainer.stop)
    await live.stop()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter(
    {
        "http": Liveness(WholeBody(WSGIMiddleware(_requests, workers=settings.WEB_THREADS))),
        "websocket": OwnOrigin(
            AllowedHostsOriginValidator(CookieMiddleware(URLRouter(websocket_urlpatterns)))
        ),
        "lifespan": lifespan,
    }
)

# What is loaded by now is never garbage; looking through it would halt every board for a moment.
gc.collect()
gc.freeze()
