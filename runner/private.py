"""The PostgreSQL and Redis of this checkout, unless the environment names others."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runner import account, places, postgres, processes, redis, venv
from runner.words import note, step

SERVERS = ("postgres", "redis")


@dataclass
class Private:
    """The servers one command uses: ours, somebody else's, or one of each."""

    cluster: postgres.Cluster | None
    broker: redis.Server | None
    outside: dict[str, str] = field(default_factory=dict)
    started: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start what is not running yet."""
        for name, server in self._servers().items():
            wanted = server.preferred_port
            step(f"Starting {name}")
            if not server.start():
                note(name, f"was already running: {_place(server.url)}")
                continue
            self.started.append(name)
            taken = "" if server.port.number == wanted else f" (port {wanted} is taken)"
            note(name, f"ready on {_place(server.url)}{taken}")

    def stop(self) -> None:
        """Stop what we started, PostgreSQL last."""
        servers = self._servers()
        for name in reversed(SERVERS):
            if name in self.started and servers[name].stop():
                note(name, "stopped")

    def stop_all(self) -> bool:
        """Stop the servers of this checkout, whoever started them; False if there were none."""
        servers = self._servers()
        stopped = [name for name in reversed(SERVERS) if name in servers and servers[name].stop()]
        for name in stopped:
            note(name, "stopped")
        return bool(stopped)

    def marks(self) -> dict[str, processes.Mark]:
        """Note the processes we started."""
        servers = self._servers()
        return {name: servers[name].running() for name in self.started}

    def urls(self) -> dict[str, str]:
        """Read the addresses, as the application wants them in its environment."""
        ours = {"DATABASE_URL": self.cluster, "REDIS_URL": self.broker}
        return {name: server.url for name, server in ours.items() if server} | self.outside

    def _servers(self) -> dict:
        found = {"postgres": self.cluster, "redis": self.broker}
        return {name: server for name, server in found.items() if server is not None}


def of_checkout(purpose: str = "", environment: Mapping[str, str] = os.environ) -> Private:
    """Describe this checkout's servers; `purpose` names a second, throwaway pair."""
    outside = {
        name: environment[name] for name in ("DATABASE_URL", "REDIS_URL") if name in environment
    }
    cluster = None if "DATABASE_URL" in outside else _cluster(purpose)
    broker = None if "REDIS_URL" in outside else _broker(purpose)
    return Private(cluster, broker, outside)


def _cluster(purpose: str) -> postgres.Cluster:
    user = account.unprivileged()
    return postgres.Cluster(
        folder=data_folder(user) / f"postgres{purpose}",
        binaries=postgres.reachable_binaries(
            venv.packages(), user, spare=places.private_folder() / "binaries"
        ),
        log=places.LOGS / f"postgres{purpose}.log",
        account=user,
        throwaway=bool(purpose),
    )


def _broker(purpose: str) -> redis.Server:
    return redis.Server(
        folder=places.VAR / f"redis{purpose}",
        binary=redis.find_binary(venv.packages()),
        log=places.LOGS / f"redis{purpose}.log",
    )


def data_folder(user: account.Account | None) -> Path:
    """Find where PostgreSQL's data is or shall be: below `var`, if its user can get there."""
    outside = places.private_folder()
    if any(outside.glob("postgres*/data")):
        return outside
    return places.VAR if account.reaches(user, places.VAR) else outside


def _place(url: str) -> str:
    return url.rpartition("@")[2]
