"""Real web processes for tests: uvicorn on a free port against this test's own database."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection

# The one on the PATH, else the one that `make test` takes from PyPI.
NODE = shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
STOP_SECONDS = 10
UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"


def database_url() -> str:
    """Return the address of the database this test uses."""
    given = connection.settings_dict
    user, password = quote(given["USER"]), quote(given["PASSWORD"])
    return f"postgres://{user}:{password}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A process of ours, started for a test and stopped after it; its output is kept."""

    def __init__(self, *command: str, **environment: str):
        # What a test may do beside an event loop of its own, no process of ours may.
        own = {name: value for name, value in os.environ.items() if name != UNSAFE}
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        self.child = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**own, "DATABASE_URL": database_url(), "TEST": "1", **environment},
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def output(self) -> str:
        """Return everything the process has printed."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def stop(self) -> None:
        """End the process, kindly first."""
        self.child.send_signal(signal.SIGCONT)
        self.child.terminate()
        try:
            self.child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.stop()


class WebProcess(Process):
    """One web process, answering when the constructor returns."""

    def __init__(
        self,
        application: str = "contactcentre.asgi:application",
        port: int | None = None,
        **environment: str,
    ):
        self.port = port or free_port()
        super().__init__(
            *("-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(self.port)),
            *("--ws-per-message-deflate", "false", "--ws-max-size", "4096"),
            *("--log-level", "warning", "--timeout-graceful-shutdown", "3"),
            *("--timeout-keep-alive", "75"),
            **environment,
        )
        self._wait()

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}"

    def socket_url(self, path: str) -> str:
        """Return the address of a socket."""
        return f"ws://127.0.0.1:{self.port}{path}"

    def request(self, method: str, path: str, body=None, cookie: str = "", **headers: str):
        """Send one request; answer status and body."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if cookie:
            headers["Cookie"] = f"sessionid={cookie}"
        link.request(method, path, body=body, headers=headers)
        answer = link.getresponse()
        text = answer.read().decode()
        link.close()
        return answer.status, text

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.child.poll() is not None:
                raise RuntimeError(f"The web process ended:\n{self.output()}")
            with socket.socket() as probe:
                probe.settimeout(0.2)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"The web process did not start:\n{self.output()}")
