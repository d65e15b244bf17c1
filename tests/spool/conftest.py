"""A web process whose database can be taken away from it, and whoever brings it contacts."""

import json
import time
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection

from contactcentre.contacts import signing
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.spool import Folder
from tests.api.keys import key_of
from tests.live.server import WebProcess, database_url
from tests.patience import SOON
from tests.spool.gate import Gate


class Site:
    """The web process, the door to its database, its spool, and two who bring contacts."""

    def __init__(self, world, folder, **environment: str):
        self.world, self.gate, self.folder = world, Gate(), Folder(folder)
        self.key = key_of(world, Role.CALL_HANDLER, scopes=[Permission.CONTACT_RECEIVE])
        self.environment = {
            "SPOOL_FOLDER": str(folder),
            "DATABASE_URL": self._database_through_the_gate(),
            **environment,
        }
        self.first = self.web = self.another()

    def another(self, **environment: str) -> WebProcess:
        """Start a web process on this spool."""
        return WebProcess(**(self.environment | environment))

    def ring(self, call_id: str, secret: str = "", **facts) -> tuple[int, dict]:
        """Report a 999 call as the telephone system does."""
        now = datetime.now(UTC)
        event = {
            "type": "ringing",
            "call_id": call_id,
            "event_id": f"{call_id}-ringing",
            "at": now.isoformat(),
            "from": "07700 900123",
            "channel": "999",
            **facts,
        }
        body = json.dumps(event).encode()
        signed = signing.headers(body, secret=secret or settings.TELEPHONY_SECRET, at=now)
        return self._post("/hooks/telephony/", body, signed)

    def bring(
        self, text: str, key: str | None = None, channel: str = "SMS", **headers: str
    ) -> tuple[int, dict]:
        """Bring an SMS, or what else is said, over the API."""
        body = json.dumps({"channel": channel, "from": "07700 900456", "text": text}).encode()
        key = self.key if key is None else key
        allowed = {"Authorization": f"Bearer {key}"} if key else {}
        return self._post("/api/v1/contacts/", body, allowed | headers)

    def wait_until_drained(self) -> None:
        """Wait until nothing is kept any more."""
        until = time.monotonic() + SOON
        while self.folder.names():
            assert time.monotonic() < until, self.web.output()
            time.sleep(0.05)

    def close(self) -> None:
        """End the process and shut the door."""
        self.first.stop()
        self.gate.shut()

    def _post(self, path: str, body: bytes, headers: dict) -> tuple[int, dict]:
        headers = {"Content-Type": "application/json", **headers}
        status, answer = self.web.request("POST", path, body, **headers)
        return status, json.loads(answer)

    def _database_through_the_gate(self) -> str:
        given = connection.settings_dict
        return database_url().replace(
            f"@{given['HOST']}:{given['PORT']}/", f"@127.0.0.1:{self.gate.port}/"
        )


@pytest.fixture
def site(committed_world, tmp_path):
    """The site, with its database there."""
    site = Site(committed_world, tmp_path / "spool")
    yield site
    site.close()
