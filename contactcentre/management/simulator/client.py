"""The way in: HTTP with a key, acting for people; lines and radios with a signature."""

import hashlib
import hmac
import http.client
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlsplit

PATIENCE = 10
# Real seconds for which what was refused is not asked for again.
NOT_AGAIN_FOR = 4.0
# A web server may let an idle connection go after five seconds.
KEPT_OPEN_FOR = 3.0
API, HOOK, RADIOS = "/api/v1/", "/hooks/telephony/", "/hooks/airwave/"
WITHOUT_ANSWER = (http.client.HTTPException, OSError)
TRY_LATER = {401, 429, 503}


class Away(Exception):
    """The contact centre does not answer, or asks for patience."""


@dataclass(frozen=True)
class Order:
    """One thing that somebody of the cast does; `by` is whom the key acts for."""

    path: str
    body: dict = field(default_factory=dict)
    by: str = ""


class Client:
    """One connection, one request at a time. Counts what it was answered."""

    def __init__(self, address: str, key: str, secret: str, radio_secret: str = ""):
        self.where = urlsplit(address)
        self.key, self.secret, self.radio_secret = key, secret, radio_secret
        self.answers: Counter[int] = Counter()
        self.refused: dict[tuple[str, str], float] = {}
        self.used_at = 0.0
        self.link: http.client.HTTPConnection | None = None

    def read(self, path: str, by: str = "", **query: str) -> dict | None:
        """Return what is there, or None when it was refused."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        return self._ask("GET", f"{API}{path}" + (f"?{asked}" if asked else ""), by=by)

    def do(self, order: Order) -> dict | None:
        """Give an order, and return its answer; None when it is refused, or was a moment ago."""
        said = (order.path, order.by)
        if self._was_refused(said):
            return None
        answer = self._ask("POST", f"{API}{order.path}", order.body, by=order.by)
        if answer is None:
            self._remember(said)
        return answer

    def telephone(self, event: dict, *, at: datetime) -> dict | None:
        """Report an event of a call as a telephone system does, signed afresh."""
        return self._signed(HOOK, self.secret, event, at)

    def radio(self, message: dict, *, at: datetime) -> dict | None:
        """Bring what a radio says as its gateway does; None when nobody wants it again so soon."""
        said = (RADIOS, f"{message['issi']} {message.get('status')}")
        if self._was_refused(said):
            return None
        answer = self._signed(RADIOS, self.radio_secret, message, at)
        if answer is None or "taken" not in answer:
            self._remember(said)
        return answer

    def close(self) -> None:
        """Let the connection go."""
        if self.link is not None:
            self.link.close()
            self.link = None

    def _was_refused(self, said: tuple[str, str]) -> bool:
        return time.monotonic() - self.refused.get(said, -NOT_AGAIN_FOR) < NOT_AGAIN_FOR

    def _signed(self, path: str, secret: str, said: dict, at: datetime) -> dict | None:
        body, timestamp = json.dumps(said).encode(), str(int(at.timestamp()))
        signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
        headers = {"X-Timestamp": timestamp, "X-Signature": f"sha256={signed.hexdigest()}"}
        return self._answer("POST", path, body, headers)

    def _remember(self, said: tuple[str, str]) -> None:
        now = time.monotonic()
        fresh = {each: at for each, at in self.refused.items() if now - at < NOT_AGAIN_FOR}
        self.refused = fresh | {said: now}

    def _ask(self, method: str, path: str, body: dict | None = None, *, by: str) -> dict | None:
        headers = {"Authorization": f"Bearer {self.key}"}
        if by:
            headers["Act-For"] = by
        return self._answer(method, path, None if body is None else json.dumps(body), headers)

    def _answer(self, method: str, path: str, body, headers: dict) -> dict | None:
        try:
            status, text = self._sent(method, path, body, headers)
        except WITHOUT_ANSWER as error:
            self.close()
            raise Away(f"{type(error).__name__} at {path}") from error
        self.answers[status] += 1
        if status in TRY_LATER:
            raise Away(f"{status} at {path}")
        return json.loads(text) if status < 300 else None

    def _sent(self, method: str, path: str, body, headers: dict) -> tuple[int, bytes]:
        now = time.monotonic()
        if now - self.used_at > KEPT_OPEN_FOR:
            self.close()
        self.used_at = now
        if self.link is None:
            self.link = http.client.HTTPConnection(
                self.where.hostname, self.where.port, timeout=PATIENCE
            )
        headers = {"Content-Type": "application/json", **headers}
        self.link.request(method, path, body=body, headers=headers)
        answer = self.link.getresponse()
        return answer.status, answer.read()
