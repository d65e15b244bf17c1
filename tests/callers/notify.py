"""A small GOV.UK Notify: a real server that speaks as its documentation says."""

import base64
import hashlib
import hmac
import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SERVICE, SECRET = str(uuid.uuid4()), str(uuid.uuid4())
KEY = f"control_room-{SERVICE}-{SECRET}"
TEMPLATE = str(uuid.uuid4())


class Notify:
    """What was sent to it, and what it is to answer next: a status, or None to take it."""

    def __init__(self):
        self.sent: list[dict] = []
        self.statuses: dict[str, str] = {}
        self.refusals: list[int] = []
        self.loses_answers = False
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"notify": self}))
        self.server, self.address = server, f"http://127.0.0.1:{server.server_port}"
        self.thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    def close(self) -> None:
        """Go away; a second time changes nothing."""
        if not self.thread.is_alive():
            return
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Door(BaseHTTPRequestHandler):
    notify: Notify

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._is_signed():
            return self._answer(403, _error(403, "AuthError", "Invalid token"))
        if self.notify.refusals:
            status = self.notify.refusals.pop(0)
            return self._answer(status, _error(status, "Refused", "not now"))
        taken = {"id": str(uuid.uuid4()), **body}
        self.notify.sent.append(taken)
        if self.notify.loses_answers:
            self.notify.loses_answers = False
            return self.close_unanswered()
        content = {"body": body["personalisation"]["text"], "from_number": "POLICE"}
        return self._answer(
            201,
            {
                "id": taken["id"],
                "reference": body["reference"],
                "content": content,
                "uri": f"{self.notify.address}/v2/notifications/{taken['id']}",
                "template": {"id": body["template_id"], "version": 1, "uri": ""},
            },
        )

    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
        found = [
            {"id": each["id"], "reference": asked, "type": "sms", "status": self._status(each)}
            for each in self.notify.sent
            if each["reference"] == asked
        ]
        return self._answer(200, {"notifications": found, "links": {"current": self.path}})

    def _status(self, sent: dict) -> str:
        return self.notify.statuses.get(sent["id"], "sending")

    def close_unanswered(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _is_signed(self) -> bool:
        """Test whether the bearer is a JWT of our service, signed HS256 with its secret."""
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        head, claims, signature = token.split(".")
        wanted = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        issuer = json.loads(_decoded(claims))["iss"]
        return hmac.compare_digest(_decoded(signature), wanted) and issuer == SERVICE

    def _answer(self, status: int, body: dict) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args) -> None:
        """Say nothing."""


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _error(status: int, name: str, words: str) -> dict:
    return {"status_code": status, "errors": [{"error": name, "message": words}]}
