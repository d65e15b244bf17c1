"""The bare site, served as ours is: requests on eight fixed threads, sockets on the loop."""

import os
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.bare.settings"

from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402

GROUP, THREADS = "everybody", 8


class Everybody(AsyncWebsocketConsumer):
    """Says to everybody what anybody says, with the moment at which it was said."""

    async def connect(self):
        """Join."""
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        """Leave."""
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        """Say it to everybody."""
        text = text_data.replace("<now>", str(time.monotonic()))
        await self.channel_layer.group_send(GROUP, {"type": "said", "text": text})

    async def said(self, event):
        """Pass it on."""
        await self.send(text_data=event["text"])


async def lifespan(scope, receive, send):
    """Nothing to start or stop."""
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(get_wsgi_application(), workers=THREADS),
        "websocket": URLRouter([path("ws/", Everybody.as_asgi())]),
        "lifespan": lifespan,
    }
)
