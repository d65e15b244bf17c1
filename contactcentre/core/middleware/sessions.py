"""Sessions know where they are used from, so that a person can tell their own apart."""

import re

from django.contrib.sessions.middleware import SessionMiddleware

from contactcentre.core import addresses

# In this order: each browser also names those it descends from, and each telephone its system's.
BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
FIRST_WORD = re.compile(r"[A-Za-z0-9._-]{1,40}")


class Sessions(SessionMiddleware):
    """Django's own, which also tells each session where its request comes from."""

    def process_request(self, request) -> None:
        """Give the request its session; it is read when somebody asks for it."""
        super().process_request(request)
        agent = in_short(request.headers.get("User-Agent", ""))
        request.session.seen_from(address=addresses.of(request), agent=agent)


def in_short(agent: str) -> str:
    """Return a browser's long name in a few words: Firefox on Linux."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((system for system in SYSTEMS if system in agent), "")
    if browser and system:
        return f"{browser} on {system}"
    first = FIRST_WORD.match(agent)
    return first[0] if first else ""
