"""Clients over HTTP that go to another door when one does not answer, with the same key."""

import contextlib
import http.client
import json
import random
import threading
import time

from tests.faults.notes import NO_ANSWER, Notes, Order, Outcome

PATIENCE = 4.0
AVOIDED_SECONDS = 3.0
GIVE_UP_SECONDS = 25.0
PAUSE = 0.25
KEPT = 202
STILL_RUNNING = "still running"
BROKEN = (OSError, http.client.HTTPException)


class Doors:
    """The web processes, and which of them did not answer a moment ago."""

    def __init__(self, addresses: list[str]):
        self._shut_until = dict.fromkeys(addresses, 0.0)
        self._lock = threading.Lock()

    def choose(self, rng: random.Random) -> str:
        """Choose one at random, if possible one that answers."""
        with self._lock:
            now = time.monotonic()
            good = [door for door, until in self._shut_until.items() if until <= now]
        return rng.choice(good or list(self._shut_until))

    def shut(self, door: str) -> None:
        """Note that one did not answer."""
        with self._lock:
            self._shut_until[door] = time.monotonic() + AVOIDED_SECONDS


class Client:
    """Somebody at a screen, or a machine: one thread, one connection to each door."""

    def __init__(self, doors: Doors, key: str, acts_for: str, rng: random.Random):
        self.doors, self.rng = doors, rng
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.headers |= {"Act-For": acts_for} if acts_for else {}
        self._links: dict[str, http.client.HTTPConnection] = {}

    def get(self, path: str) -> dict | None:
        """Read something; None when nobody answers."""
        status, said = self._ask("GET", path, None, {})
        return json.loads(said) if status == 200 else None

    def order(
        self, notes: Notes, order: Order, path: str, body: dict, *, patience: float | None = None
    ) -> dict | None:
        """
        Send an order, with the same key again while nobody answers; None if it was not done.

        Three in ten give up after the first try that nobody answers, and never learn, unless it is
        said how patient they are.
        """
        headers = {"X-Request-ID": order.mark, "Idempotency-Key": order.mark}
        end = time.monotonic() + (self._patience() if patience is None else patience)
        while True:
            order.tries.append(NO_ANSWER)
            status, said = self._ask("POST", f"/api/v1/{path}", json.dumps(body), headers)
            notes.answered(order, status, said)
            if order.outcome is Outcome.ACKNOWLEDGED:
                # What was kept for later has no number yet.
                return None if status == KEPT else json.loads(said)
            is_refused = 400 <= status < 500 and STILL_RUNNING not in said
            if is_refused or time.monotonic() > end:
                return None
            time.sleep(PAUSE)

    def _patience(self) -> float:
        return 0 if self.rng.random() < 0.3 else GIVE_UP_SECONDS

    def close(self) -> None:
        """Hang up."""
        for link in self._links.values():
            link.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict) -> tuple[int, str]:
        door = self.doors.choose(self.rng)
        link = self._links.setdefault(door, http.client.HTTPConnection(door, timeout=PATIENCE))
        try:
            link.request(method, path, body=body, headers=self.headers | headers)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        except BROKEN:
            self.doors.shut(door)
            with contextlib.suppress(OSError):
                link.close()
            return NO_ANSWER, ""
