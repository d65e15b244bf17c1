"""The PostgreSQL and Redis of this checkout, unless the environment names others."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runner import account, places, ports, postgres, processes, redis, venv
from runner.words import note, step

SERVERS = ("postgres", "redis")
TESTS, REPLAY = "-test", "-replay"
ADDRESSES = ("DATABASE_URL", "REDIS_URL")


@dataclass
class Private:
    """The servers one command uses: ours, somebody else's, or one of each."""

    cluster: postgres.Cluster | None
    broker: redis.Server | None
    outside: dict[str, str] = field(default_factory=dict)
    started: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start what is not running yet."""
        for name in self.outside:
            step(f"Using {name} from the environment")
        for name, server in self.servers().items():
            if server.running():
                note(name, f"is already running on {_place(server.url)}")
                continue
            step(f"Starting {name}")
            # Noted first: a start that is interrupted is stopped like any other.
            self.started.append(name)
            wanted = server.wanted_port
            server.start()
            note(name, f"ready on {_place(server.url)}{ports.taken(wanted, server.port)}")
            if not server.folder.is_relative_to(places.VAR):
                note(name, f"its data is in {server.folder}: it cannot reach {places.VAR}")

    def stop(self) -> None:
        """Stop what we started, PostgreSQL last."""
        servers = self.servers()
        for name in reversed(SERVERS):
            if name in self.started and servers[name].stop():
                note(name, "stopped")

    def stop_all(self) -> bool:
        """Stop the servers of this checkout, whoever started them; False if there were none."""
        servers = self.servers()
        stopped = [name for name in reversed(SERVERS) if name in servers and servers[name].stop()]
        for name in stopped:
            note(name, "stopped")
        return bool(stopped)

    def marks(self) -> list[processes.Mark]:
        """Note which of these servers run."""
        found = [server.running() for server in self.servers().values()]
        return [mark for mark in found if mark is not None]

    def urls(self) -> dict[str, str]:
        """Read the addresses, as the application wants them in its environment."""
        ours = {"DATABASE_URL": self.cluster, "REDIS_URL": self.broker}
        return {name: server.url for name, server in ours.items() if server} | self.outside

    def servers(self) -> dict[str, postgres.Cluster | redis.Server]:
        """Name the servers that are ours."""
        found = {"postgres": self.cluster, "redis": self.broker}
        return {name: server for name, server in found.items() if server is not None}


def of_checkout(purpose: str = "", environment: Mapping[str, str] = os.environ) -> Private:
    """Describe this checkout's servers; `purpose` names a second, throwaway pair."""
    outside = {name: environment[name] for name in ADDRESSES if name in environment}
    cluster = None if "DATABASE_URL" in outside else _cluster(purpose)
    broker = None if "REDIS_URL" in outside else _broker(purpose)
    return Private(cluster, broker, outside)


def own(purpose: str = "", started: Iterable[str] = ()) -> Private:
    """Describe this checkout's own servers, whatever the environment names."""
    found = of_checkout(purpose, environment={})
    found.started.extend(name for name in SERVERS if name in started)
    return found


def _cluster(purpose: str) -> postgres.Cluster:
    user = account.unprivileged()
    return postgres.Cluster(
        folder=data_folder(user) / f"postgres{purpose}",
        log=places.LOGS / f"postgres{purpose}.log",
        packages=venv.packages(),
        account=user,
        throwaway=bool(purpose),
    )


def _broker(purpose: str) -> redis.Server:
    return redis.Server(
        folder=places.VAR / f"redis{purpose}",
        log=places.LOGS / f"redis{purpose}.log",
        packages=venv.packages(),
    )


def data_folder(user: account.Account | None) -> Path:
    """Find where PostgreSQL's data is or shall be: below `var`, if its user can get there."""
    outside = places.private_folder()
    if any(outside.glob("postgres*/data")):
        return outside
    return places.VAR if account.reaches(user, places.VAR) else outside


def _place(url: str) -> str:
    return url.rpartition("@")[2]
