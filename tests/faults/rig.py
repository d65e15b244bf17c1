"""
The whole contact centre as it runs: PostgreSQL, Redis and six processes, and ways to hurt them.

Everything is this rig's own: its folder, its ports, its data. A process that is killed is started
again, as a supervisor that always restarts would do. Every process is known by its id.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from django.db import connection

from runner import local, places, ports, postgres, processes, program, redis, venv
from tests.faults.keeper import Keeper
from tests.faults.proxy import Proxy

PATIENCE = 90
DOWN_SECONDS = 0.5
WEBS = ("web-1", "web-2")
CLOCKS = ("clocks-1", "clocks-2")
NAMES = (*WEBS, "worker", "beat", *CLOCKS)


class Rig:
    """One contact centre to be hurt; `web-2` reaches PostgreSQL through the proxy."""

    def __init__(self):
        places.prepare()
        self.folder = Path(tempfile.mkdtemp(prefix="faults-"))
        self.folder.chmod(0o755)
        self.logs = Path(os.environ.get("FAULTS_LOGS", self.folder))
        self.logs.mkdir(parents=True, exist_ok=True)
        self.keeper = Keeper(self.folder)
        # Below the ports that clients are given: one that knocks at a closed port among those may
        # be connected to itself.
        first = 20_000 + os.getpid() % 1000 * 8
        wheels = venv.packages()
        # Not `throwaway`: what is acknowledged must be on the disk.
        self.cluster = postgres.Cluster(
            self.folder / "postgres", self.logs / "postgres.log", wheels, preferred_port=first
        )
        self.broker = redis.Server(
            self.folder / "redis", self.logs / "redis.log", wheels, preferred_port=first + 2
        )
        self.ports = {name: ports.choose(first + 4) for name in WEBS}
        self.children: dict[str, subprocess.Popen] = {}
        self.diary: list[tuple[float, str]] = []
        self.away: list[tuple[float, float]] = []
        self.frozen: list[tuple[float, float]] = []
        self.proxy: Proxy | None = None

    def start(self) -> None:
        """Start the servers, bring the database up to date, and start every process."""
        self.start_postgres()
        self.start_redis()
        self.proxy = Proxy("127.0.0.1", self.cluster.port.number)
        answer = processes.finish(
            program.manage("migrate", "--verbosity=0"), env=self._env("migrate"), cwd=places.ROOT
        )
        assert answer.returncode == 0, answer.stderr
        for name in NAMES:
            self.spawn(name)
        self.until_back()

    @property
    def doors(self) -> list[str]:
        """The addresses of the web processes."""
        return [f"127.0.0.1:{port.number}" for port in self.ports.values()]

    @contextlib.contextmanager
    def database(self) -> Iterator[None]:
        """Let Django's own connection be one to this rig's database."""
        used = connection.settings_dict
        before = dict(used)
        connection.close()
        used |= {
            "HOST": "127.0.0.1",
            "PORT": self.cluster.port.number,
            "NAME": postgres.NAME,
            "USER": postgres.NAME,
            "PASSWORD": self.cluster.password,
        }
        try:
            yield
        finally:
            connection.close()
            used |= before

    def start_postgres(self) -> None:
        """Start PostgreSQL, or start it again after a crash, at the same address."""
        self.cluster.start()
        self.keeper.watch(self.cluster.child.pid)

    def start_redis(self) -> None:
        """Start Redis, with nothing in it."""
        self.broker.start()
        self.keeper.watch(self.broker.child.pid)

    def spawn(self, name: str) -> None:
        """Start a process."""
        self._pulse(name).unlink(missing_ok=True)
        self.children[name] = processes.spawn(
            self._command(name), log=self._log(name), env=self._env(name), cwd=places.ROOT
        )
        self.keeper.watch(self.children[name].pid)

    def until_back(self) -> None:
        """Wait until every web process answers and every copy of `run_clocks` works."""
        back = processes.wait_until(lambda: not self._starting(), PATIENCE)
        assert back, f"{self._starting()} did not come back:\n{self.words()}"

    def kill(self, name: str) -> None:
        """End a process with `kill -9`, and start it again a moment later.

        Its twin is there meanwhile: a slow machine takes longer to start one than to kill two.
        """
        self.until_back()
        self._start_again(name)
        child = self.children[name]
        victim = processes.mark(child.pid)
        assert victim.alive, f"{name} had ended by itself:\n{self.words()}"
        processes.tell(victim, signal.SIGKILL)
        child.wait(PATIENCE)
        processes.end_group(victim)
        self.note(f"kill -9 of {name.partition('-')[0]}")
        time.sleep(DOWN_SECONDS)
        self.spawn(name)

    def freeze(self, names: tuple[str, ...], seconds: float) -> None:
        """Stop processes where they stand, their connections open, and let them go on later."""
        self.until_back()
        began = time.time()
        marks = [processes.mark(self.children[name].pid) for name in names]
        for name, one in zip(names, marks, strict=True):
            processes.tell(one, signal.SIGSTOP)
            self.note(f"SIGSTOP of {name.partition('-')[0]}, {seconds:.0f} s")
        try:
            time.sleep(seconds)
        finally:
            for one in marks:
                processes.tell(one, signal.SIGCONT)
        window = self.away if set(names) >= set(CLOCKS) else self.frozen
        window.append((began, time.time()))

    def crash_postgres(self, seconds: float) -> None:
        """Stop PostgreSQL as `pg_ctl -m immediate` does, and start it after some seconds."""
        began = time.time()
        connection.close()  # Ours would be dead as well.
        self._end(self.cluster, signal.SIGQUIT)
        time.sleep(seconds)
        self.start_postgres()
        self.away.append((began, time.time()))
        self.note("PostgreSQL stopped hard")

    def lose_redis(self) -> None:
        """Kill Redis and delete everything in it."""
        self._end(self.broker, signal.SIGKILL)
        for left in [*self.broker.folder.glob("appendonly*"), *self.broker.folder.glob("*.rdb")]:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        self.note("Redis killed and emptied")

    def kept(self) -> list[str]:
        """Name what lies in the spool, waiting for the database."""
        return sorted(path.name for path in (self.folder / "spool").glob("*.spool"))

    def note(self, what: str) -> None:
        """Write down what was done, and when."""
        self.diary.append((time.time(), what))

    def before(self, moment: float) -> str:
        """Return what was done last before a moment."""
        done = [(moment - at, what) for at, what in self.diary if at <= moment]
        return "{:.1f} s after {}".format(*done[-1]) if done else "before anything"

    def hurt(self) -> Counter[str]:
        """Count what was done."""
        return Counter(what for _at, what in self.diary)

    def ended(self) -> list[str]:
        """Name the processes that have ended by themselves."""
        return [name for name, child in self.children.items() if child.poll() is not None]

    def words(self) -> str:
        """Return the last lines of every log."""
        lines = [(name, processes.last_lines(self._log(name), 3)) for name in NAMES]
        return "\n".join(f"{name}: {line}" for name, some in lines for line in some)

    def stop(self) -> None:
        """End everything and delete it."""
        if self.proxy is not None:
            self.proxy.close()
        marks = [processes.mark(child.pid) for child in self.children.values()]
        for one in marks:
            processes.tell(one, signal.SIGCONT)
        processes.stop_together(marks, patience=3)
        for child in self.children.values():
            processes.collect(child)
        self.broker.stop()
        self.cluster.stop()
        for port in self.ports.values():
            ports.release(port)
        self.keeper.leave()

    def _start_again(self, name: str) -> None:
        """
        Start a worker again that ended when Redis went, as its supervisor does; nothing else may.

        Kombu cannot give back what a worker has in its hands where Redis is gone, and Celery then
        ends the worker: seen once in three nights.
        """
        if name == "worker" and self.children[name].poll() is not None:
            self.note("worker that ended without Redis")
            self.spawn(name)
            time.sleep(DOWN_SECONDS)

    def _end(self, server: postgres.Cluster | redis.Server, number: signal.Signals) -> None:
        processes.stop(server.running(), politely=number, patience=PATIENCE)
        processes.collect(server.child)

    def _command(self, name: str) -> list:
        wanted = name.partition("-")[0] if name in WEBS else name
        port = self.ports[name].number if name in WEBS else 0
        return program.commands(ports.LOOPBACK, port, self.folder / "beat-schedule")[wanted]

    def _env(self, name: str) -> dict[str, str]:
        url = self.cluster.url
        if name == "web-2":
            url = url.replace(f":{self.cluster.port.number}/", f":{self.proxy.port}/")
        return local.environment({"DATABASE_URL": url, "REDIS_URL": self.broker.url}, "TEST") | {
            "AUDIT_ANCHOR_FILE": str(self.anchors),
            "SPOOL_FOLDER": str(self.folder / "spool"),
            "LOG_LEVEL": "WARNING",
            "PULSE_FILE": str(self._pulse(name)),
        }

    def _starting(self) -> list[str]:
        webs = [name for name, door in zip(WEBS, self.doors, strict=True) if not _answers(door)]
        return webs + [name for name in CLOCKS if not self._pulse(name).exists()]

    def _pulse(self, name: str) -> Path:
        return self.folder / f"{name}.pulse"

    @property
    def anchors(self) -> Path:
        """The file in which the head of the audit trail is kept."""
        return self.folder / "anchors.jsonl"

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def _answers(door: str) -> bool:
    try:
        with urlopen(f"http://{door}/healthz", timeout=2) as page:  # noqa: S310
            return page.status == 200
    except OSError:
        return False
