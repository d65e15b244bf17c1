"""`make run`: the whole contact centre on this machine until Ctrl-C."""

import os
import shlex
import time

from runner import (
    assets,
    local,
    locks,
    places,
    ports,
    private,
    program,
    signals,
    stop,
    supervise,
    venv,
    website,
    words,
)
from runner.words import Problem, step

ADDRESS = places.RECORDS / "address"
# Before anything of that night; `manage.py replay_2018` moves the clock on when it begins.
OF_THAT_NIGHT = {
    "CLOCK_ANCHOR": "2018-05-31T23:30:00+01:00",
    "CLOCK_SPEED": "1",
    "SIMULATE": "no",
}
PREFERRED_PORT = 8000


def replay() -> None:
    """Play the night of 31 May 2018 on servers of its own, which begin empty each time."""
    os.environ.update(OF_THAT_NIGHT)
    played = program.manage("replay_2018", *shlex.split(os.environ.get("REPLAY", "")))
    _start(private.own(private.REPLAY), {"replay": played})


def start() -> None:
    """Start everything, say where it is, and keep it running."""
    _start(private.of_checkout(), {})


def _start(servers: private.Private, beside: dict[str, list]) -> None:
    known = ADDRESS.read_text() if ADDRESS.exists() else "another screen"
    refusal = f"This contact centre is running already on {known}: use it, or `make stop` first."
    with locks.alone("run", refusal):
        began = time.monotonic()
        stop.leftovers()
        _forget_the_last(servers)
        venv.ensure("requirements.txt")
        assets.ensure(for_tests=False)
        try:
            servers.start()
            _serve(servers, beside, began)
        finally:
            signals.ignore()
            servers.stop()
            places.RUN_RECORD.unlink(missing_ok=True)
            ADDRESS.unlink(missing_ok=True)
            words.say("Everything is stopped.")


def _forget_the_last(servers: private.Private) -> None:
    """Let servers that keep nothing begin empty."""
    if servers.cluster and servers.cluster.throwaway and servers.cluster.folder.exists():
        servers.stop_all()
        servers.cluster.remove()


def _serve(servers: private.Private, beside: dict[str, list], began: float) -> None:
    host = os.environ.get("HOST", ports.LOOPBACK)
    env = local.environment(servers.urls(), "DEMO")
    people = program.prepare(env)
    wanted = int(os.environ.get("PORT", PREFERRED_PORT))
    port = ports.choose(wanted, host)
    jobs = program.jobs(env, host, port, beside)
    running = supervise.Supervisor(_server_jobs(servers), jobs, places.RUN_RECORD)
    signals.note()
    try:
        running.begin()
        step(f"Waiting for the sign-in page on port {port.number}{ports.taken(wanted, port)}")
        _open(website.address(host, port.number), people, running, began)
        _keep(running)
    finally:
        signals.ignore()
        words.say("\nStopping …")
        running.end()


def _open(address: str, people: str, running: supervise.Supervisor, began: float) -> None:
    ADDRESS.write_text(address)
    if _wait_for(address, running):
        website.announce(address, people, time.monotonic() - began)


def _keep(running: supervise.Supervisor) -> None:
    told = 0
    while not signals.asked_to_stop:
        running.look()
        told = _tell_on(told)
        time.sleep(0.25)


def _tell_on(told: int) -> int:
    """Say what has been played since; return how much of it was said."""
    log = program.REPLAY_LOG
    text = log.read_text() if log.exists() else ""
    for line in text[told:].splitlines():
        words.say(f"  {line}")
    return len(text)


def _server_jobs(servers: private.Private) -> list[supervise.Job]:
    ours = {name: server for name, server in servers.servers().items() if name in servers.started}
    return [
        supervise.Job(name, server.log, server.spawn, child=server.child)
        for name, server in ours.items()
    ]


def _wait_for(address: str, running: supervise.Supervisor) -> bool:
    end = time.monotonic() + website.PATIENCE
    while not signals.asked_to_stop and not website.answers(address):
        if time.monotonic() > end:
            raise Problem(f"The sign-in page does not answer: see the logs in {places.LOGS}.")
        running.look()
        time.sleep(0.1)
    return not signals.asked_to_stop
