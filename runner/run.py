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
            stop.RECORD.unlink(missing_ok=True)
            ADDRESS.unlink(missing_ok=True)
            words.say("Everything is stopped.")


def _serve(servers: private.Private, began: float) -> None:
    host = os.environ.get("HOST", ports.LOOPBACK)
    env = local.environment(servers.urls(), "DEMO")
    people = program.prepare(env)
    port = ports.choose(int(os.environ.get("PORT", PREFERRED_PORT)), host)
    address = website.address(host, port.number)
    jobs = program.jobs(env, host, port)
    running = supervise.Supervisor(_server_jobs(servers), jobs, stop.RECORD)
    asked_to_stop = _signals_noted()
    try:
        running.begin()
        ADDRESS.write_text(address)
        step("Waiting for the sign-in page")
        if _wait_for(address, running, asked_to_stop):
            website.announce(address, people, time.monotonic() - began)
        _keep(running, asked_to_stop)
    finally:
        signals.ignore()
        words.say("\nStopping …")
        running.end()


def _keep(running: supervise.Supervisor, asked_to_stop: list) -> None:
    while not asked_to_stop:
        running.look()
        time.sleep(0.25)


def _server_jobs(servers: private.Private) -> list[supervise.Job]:
    ours = {name: server for name, server in servers.servers().items() if name in servers.started}
    return [
        supervise.Job(name, server.log, server.spawn, child=server.child)
        for name, server in ours.items()
    ]


def _wait_for(address: str, running: supervise.Supervisor, asked_to_stop: list) -> bool:
    end = time.monotonic() + website.PATIENCE
    while not asked_to_stop and not website.answers(address):
        if time.monotonic() > end:
            raise Problem(f"The sign-in page does not answer: see the logs in {places.LOGS}.")
        running.look()
        time.sleep(0.1)
    return not asked_to_stop


def _signals_noted() -> list[int]:
    """Note Ctrl-C and its like instead of being thrown out in the middle of something."""
    noted: list[int] = []
    for number in signals.ENDING:
        signals.answer(number, lambda got, _frame: noted.append(got))
    return noted
