"""The radios of the demonstration: a client of the HTTP API like any gateway; imports no app."""

import json
import random
import urllib.error
import urllib.request

STEP_DEGREES = 0.0015
TIMEOUT = 5


class Radio:
    """Reports where every unit on duty is, a short way from where it was."""

    def __init__(self, address: str, key: str, seed: str = "radio"):
        self.address, self.key = address, key
        self.chance = random.Random(seed)  # noqa: S311

    def report(self) -> int:
        """Report a position for each unit on duty, and return how many were taken."""
        return sum(self._moved(unit) for unit in self._units() if unit["state"] != "OFF_DUTY")

    def _units(self):
        page = f"{self.address}/api/v1/units/?page_size=200"
        while page:
            answer = self._ask(page)
            yield from answer["results"]
            page = answer["next"]

    def _moved(self, unit: dict) -> bool:
        if unit["lat"] is None:
            return False
        position = {
            axis: round(unit[axis] + self.chance.uniform(-STEP_DEGREES, STEP_DEGREES), 5)
            for axis in ("lat", "lon")
        }
        self._ask(f"{self.address}/api/v1/units/{unit['callsign']}/position/", position)
        return True

    def _ask(self, url: str, body: dict | None = None) -> dict:
        request = urllib.request.Request(  # noqa: S310 - our own address, from the environment
            url,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return json.load(answer)


AWAY = (urllib.error.URLError, TimeoutError, ConnectionError)
