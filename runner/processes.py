"""Start, recognise and stop processes; every one by its own id, never by a name."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from runner import signals

PROC = Path("/proc")
GONE = "gone"
TIME_TO_TIDY = 20.0


class Owner(Protocol):
    """Whoever a process is to run as."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Mark:
    """A process as we started it; a recycled id has another birth and is never touched."""

    pid: int
    born: str

    @property
    def alive(self) -> bool:
        """Whether that very process is still there."""
        return self.born != GONE and born(self.pid) == self.born


def born(pid: int) -> str | None:
    """Read when a living process was started; None when it is gone or waits to be collected."""
    if not PROC.joinpath("self").exists():
        return _born_without_proc(pid)
    try:
        text = PROC.joinpath(str(pid), "stat").read_text(errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    # The first thread of a dying process is gone before the others let go of its port.
    ended = fields[0] in "ZX" and int(fields[17]) <= 1
    return None if ended else fields[19]


def _born_without_proc(pid: int) -> str | None:
    answer = finish(["ps", "-o", "stat=,lstart=", "-p", str(pid)])
    state, _, started = answer.stdout.strip().partition(" ")
    return None if answer.returncode or state.startswith("Z") else started.strip()


def command_of(pid: int) -> str:
    """Read the command line of a process; empty when it is gone."""
    if not PROC.joinpath("self").exists():
        return finish(["ps", "-o", "command=", "-p", str(pid)]).stdout.strip()
    try:
        return PROC.joinpath(str(pid), "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def finish(
    command: Sequence[str | Path],
    *,
    account: Owner | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | str = "/",
) -> subprocess.CompletedProcess:
    """Run a command to its end and hand back what it wrote."""
    return subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=None if env is None else dict(env),
        cwd=cwd,
        **_as(account),
    )


def show(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | str,
    meanwhile: Callable[[int], None] = lambda _pid: None,
) -> int:
    """Run a command on this screen to its end and hand back its exit code."""
    child = subprocess.Popen(
        [str(word) for word in command], env=None if env is None else dict(env), cwd=cwd
    )
    try:
        while child.poll() is None:
            meanwhile(child.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=1)
        return child.returncode
    except KeyboardInterrupt as stop:
        _let_end(child, told=not isinstance(stop, signals.Ended))
        raise


def _let_end(child: subprocess.Popen, *, told: bool) -> None:
    # Tests that are interrupted still close their browsers and servers: give them the time.
    if not told:
        child.terminate()
    if not wait_until(lambda: child.poll() is not None, TIME_TO_TIDY):
        child.kill()
    collect(child)


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    account: Owner | None = None,
    cwd: Path | str = "/",
) -> subprocess.Popen:
    """Start a process in a session of its own, writing straight to its log.

    Its own session, so that Ctrl-C reaches us alone and we stop things in order; straight to a
    file, so that it never blocks on us or dies of our death.
    """
    with log.open("ab") as sink:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd,
            start_new_session=True,
            **_as(account),
        )


def _as(account: Owner | None) -> dict:
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def mark(pid: int) -> Mark:
    """Note which process this is, so that it can be recognised later."""
    return Mark(pid, born(pid) or GONE)


def living(pid: int) -> Mark | None:
    """Note which process this is; None when it is gone."""
    found = mark(pid)
    return found if found.alive else None


def myself() -> Mark:
    """Note which process we are."""
    return mark(os.getpid())


def tell(target: Mark, number: signal.Signals) -> None:
    """Send a signal to that very process, if it is still there."""
    if target.alive:
        with contextlib.suppress(ProcessLookupError):
            os.kill(target.pid, number)


def stop(
    target: Mark, *, politely: signal.Signals = signal.SIGTERM, patience: float = 10.0
) -> bool:
    """Ask a process to end, wait, and end its whole group if it will not; True if it was there."""
    if not target.alive:
        return False
    tell(target, politely)
    wait_until(lambda: not target.alive, patience)
    end_group(target)
    return True


def stop_together(targets: Sequence[Mark], *, patience: float = 8.0) -> None:
    """Ask several processes to end, wait for all, and end what is left of each."""
    there = [one for one in targets if one.alive]
    for one in there:
        tell(one, signal.SIGTERM)
    wait_until(lambda: not any(one.alive for one in there), patience)
    for one in there:
        end_group(one)


def end_group(target: Mark) -> None:
    """End what is left of a process we started as the head of its own session, and its children.

    Only for a process seen alive a moment ago: the number of one long gone may be another's.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(target.pid, signal.SIGKILL)
    wait_until(lambda: not target.alive, 5.0)


def wait_until(fact: Callable[[], bool], patience: float, pause: float = 0.05) -> bool:
    """Wait until something is so; False when patience ran out."""
    end = time.monotonic() + patience
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def collect(child: subprocess.Popen | None) -> None:
    """Take note of a child's end, so that the system can forget it."""
    if child is not None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=5)


def last_lines(log: Path, count: int = 12) -> list[str]:
    """Read the end of a log."""
    try:
        with log.open("rb") as source:
            source.seek(max(0, log.stat().st_size - 16_384))
            lines = source.read().decode(errors="replace").splitlines()
            return [line for line in lines if line.strip(" ^~")][-count:]
    except FileNotFoundError:
        return []


def write_record(path: Path, marks: Mapping[str, Mark]) -> None:
    """Keep on disk which processes are ours."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({name: asdict(one) for name, one in marks.items()}, indent=1))
    fresh.replace(path)


def read_record(path: Path) -> dict[str, Mark]:
    """Read which processes were ours; empty when there is no record."""
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return {name: Mark(**one) for name, one in kept.items()}
