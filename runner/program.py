"""The processes of the contact centre itself."""

import functools
import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from runner import health, places, ports, processes, supervise, venv, website
from runner.places import ROOT
from runner.watchdog import Watchdog
from runner.words import Problem, step

COMMANDS = ROOT / "contactcentre/management/commands"
REPLAY_LOG = places.LOGS / "replay.log"
BEAT_SCHEDULE = places.VAR / "beat/schedule"


def manage(*arguments: str) -> list[str | Path]:
    """Compose a management command."""
    return [venv.PYTHON, ROOT / "manage.py", *arguments]


def prepare(env: Mapping[str, str]) -> str:
    """Bring the database up to date and, in a demonstration, fill it; hand back who may sign in."""
    step("Bringing the database up to date")
    _finish(manage("migrate", "--verbosity=0"), env)
    if not _is_demo(env):
        return ""
    step("Seeding the demonstration")
    return _finish(manage("seed_demo"), env)


def _is_demo(env: Mapping[str, str]) -> bool:
    return env.get("DEMO", "0").lower() not in {"0", "", "false", "off", "no"}


def _finish(command: list, env: Mapping[str, str]) -> str:
    answer = processes.finish(command, env=env, cwd=ROOT)
    log = places.LOGS / f"{command[2]}.log"
    log.write_text(answer.stdout + answer.stderr)
    if answer.returncode:
        last = "\n".join(processes.last_lines(log, 6))
        raise Problem(f"`manage.py {command[2]}` failed:\n{last}\nAll of it: {log}")
    return answer.stdout.strip()


def jobs(
    env: Mapping[str, str], host: str, port: ports.Port, beside: Mapping[str, list]
) -> list[supervise.Job]:
    """Describe every process of the contact centre, and what else is to run beside them."""
    BEAT_SCHEDULE.parent.mkdir(exist_ok=True)
    env = {**env, "OWN_ADDRESS": website.address(host, port.number).rstrip("/")}
    wanted = {**commands(host, port.number, BEAT_SCHEDULE), **beside}
    london = os.environ.get("SIMULATE", "")
    if _is_demo(env) and london != "no":
        wanted["simulator"] = manage("simulate", *shlex.split(london))
    REPLAY_LOG.unlink(missing_ok=True)
    unwatched = dict.fromkeys(("simulator", *beside))
    watched = {"web": health.Page(f"{env['OWN_ADDRESS']}/healthz"), **unwatched}
    return [
        _job(name, command, env, watched.get(name, health.Pulse(places.RECORDS / f"{name}.pulse")))
        for name, command in wanted.items()
    ]


def commands(host: str, port: int, schedule: Path) -> dict[str, list]:
    """Compose the command of every process; `schedule` is where beat keeps what it has asked."""
    python = str(venv.PYTHON)
    celery = [python, "-m", "celery", "-A", "contactcentre.celery"]
    return {
        "web": [python, "-m", "uvicorn", *_web_options(host, port)],
        "worker": [*celery, "worker", *_worker_options()],
        "beat": [*celery, "beat", "--pidfile=", f"--schedule={schedule}"],
        "clocks-1": manage("run_clocks"),
        "clocks-2": manage("run_clocks"),
    }


def _web_options(host: str, port: int) -> list[str]:
    return [
        "contactcentre.asgi:application",
        f"--host={host}",
        f"--port={port}",
        f"--workers={os.environ.get('WEB', '1')}",
        "--no-access-log",
        # Open sockets would otherwise hold a stop up for ever.
        "--timeout-graceful-shutdown=2",
        # A line that is ended as an order is sent on it loses the order: the other side ends it.
        "--timeout-keep-alive=75",
        # Compression costs half a megabyte for every open socket.
        "--ws-per-message-deflate=false",
        # Sockets listen; nothing long is ever said to us there.
        "--ws-max-size=4096",
        # There is no proxy in front, so nobody may say he is somebody else's address.
        "--no-proxy-headers",
        "--no-server-header",
    ]


def _worker_options() -> list[str]:
    return ["--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=INFO"]


def _job(
    name: str, command: list, env: Mapping[str, str], sign: health.Sign | None
) -> supervise.Job:
    log = places.LOGS / f"{name}.log"
    if isinstance(sign, health.Pulse):
        sign.path.unlink(missing_ok=True)
        env = {**env, "PULSE_FILE": str(sign.path)}
    start = functools.partial(processes.spawn, command, log=log, env=env, cwd=ROOT)
    return supervise.Job(name, log, start, dog=Watchdog(sign) if sign else None)
