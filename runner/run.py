"""`make run`: the whole contact centre on this machine until Ctrl-C."""

import os
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
PREFERRED_PORT = 8000


def start() -> None:
    """Start everything, say where it is, and keep it running."""
    known = ADDRESS.read_text() if ADDRESS.exists() else "another screen"
    refusal = f"This contact centre is running already on {known}: use it, or `make stop` first."
    with locks.alone("run", refusal):
        began = time.monotonic()
        stop.leftovers()
        venv.ensure("requirements.txt")
        assets.ensure(for_tests=False)
        servers = private.of_checkout()
        try:
            servers.start()
            _serve(servers, began)
        finally:
            signals.ignore()
            servers.stop()
            places.RUN_RECORD.unlink(missing_ok=True)
            ADDRESS.unlink(missing_ok=True)
            words.say("Everything is stopped.")


def _serve(servers: private.Private, began: float) -> None:
    host = os.environ.get("HOST", ports.LOOPBACK)
    env = local.environment(servers.urls(), "DEMO")
    people = program.prepare(env)
    wanted = int(os.environ.get("PORT", PREFERRED_PORT))
    port = ports.choose(wanted, host)
    jobs = program.jobs(env, host, port)
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
    while not signals.asked_to_stop:
        running.look()
        time.sleep(0.25)


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
