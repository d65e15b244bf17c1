"""
Eight who send requests at once, in a process of their own: `python -m benchmarks.crowd`.

Takes what to send as JSON on its input; answers how long each took, in seconds, on its output.
"""

import http.client
import json
import sys
import threading
import time
import uuid

WARM_UP = 1.0


class Sender(threading.Thread):
    """One who sends, waits for the answer, and sends again."""

    def __init__(self, port: int, key: str, what: list[dict], until: float):
        super().__init__()
        self.port, self.what, self.until = port, what, until
        self.headers = {"Content-Type": "application/json"}
        if key:
            self.headers |= {
                "Authorization": f"Bearer {key}",
                "X-Act-For": "",
                "Act-For": "handler",
            }
        self.took: list[tuple[float, float]] = []

    def run(self) -> None:
        """Send until the time is over."""
        self.link = http.client.HTTPConnection("127.0.0.1", self.port)
        while (started := time.monotonic()) < self.until:
            answer: dict = {}
            for each in self.what:
                answer = self._send(each["path"], {**each["body"], **_filled(each, answer)})
            self.took.append((started, time.monotonic() - started))
        self.link.close()

    def _send(self, path: str, body: dict) -> dict:
        self.link.request("POST", path, json.dumps(body), self.headers)
        answer = self.link.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
        return json.loads(text)


def _filled(each: dict, before: dict) -> dict:
    if "source_id" in each["body"]:
        return {"source_id": uuid.uuid4().hex}
    return {"contact": before["id"]} if "contact" in each["body"] else {}


def main() -> None:
    """Send what is asked for as long as asked, and print how long each took."""
    asked = json.load(sys.stdin)
    start = time.monotonic() + WARM_UP
    until = start + asked["seconds"]
    senders = [
        Sender(asked["port"], asked.get("key", ""), asked["what"], until)
        for _each in range(asked["senders"])
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    took = [took for sender in senders for began, took in sender.took if began >= start]
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    main()
