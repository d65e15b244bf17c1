"""The addresses of sockets."""

from django.urls import path, re_path

from contactcentre.core.live.consumers import BoardSocket, NoSuchSocket

websocket_urlpatterns = [
    path("ws/boards/<slug:name>/", BoardSocket.as_asgi(), name="live-board"),
    re_path("", NoSuchSocket.as_asgi()),
]
