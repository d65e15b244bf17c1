"""Fifty dispatchers at fifty screens: each with a connection of their own that stays open."""

import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    """What one dispatcher asked for and was told."""

    name: str
    incident: str
    status: int
    detail: str


class Dispatcher:
    """Somebody at a screen; the key acts for them, so that the answers name a person."""

    def __init__(self, name: str, key: str, port: int):
        self.name = name
        self.headers = {"Authorization": f"Bearer {key}", "Act-For": name}
        self.headers |= {"Content-Type": "application/json"}
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.link.connect()
        self.link.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def assign(self, callsign: str, slug: str) -> Answer:
        """Ask for a unit over the open connection."""
        path, body = f"/api/v1/units/{callsign}/assign/", json.dumps({"incident": slug})
        self.link.request("POST", path, body=body, headers=self.headers)
        answer = self.link.getresponse()
        said = json.loads(answer.read())
        return Answer(self.name, slug, answer.status, said.get("detail", ""))


class Floor:
    """All of them, one thread each: nobody asks before everybody is ready to."""

    def __init__(self, people: list[Dispatcher]):
        self.people = people
        self._threads = ThreadPoolExecutor(max_workers=len(people))

    def all_want(self, callsign: str, slugs: list[str]) -> list[Answer]:
        """Let everybody ask for one unit at the same moment, each for an incident of their own."""
        ready = Barrier(len(self.people))

        def ask(person: Dispatcher, slug: str) -> Answer:
            ready.wait(PATIENCE)
            return person.assign(callsign, slug)

        return list(self._threads.map(ask, self.people, slugs))

    def close(self) -> None:
        """Let everybody go home."""
        self._threads.shutdown()
        for person in self.people:
            person.link.close()
