"""Every service of ours is started by its own command, and its own health check finds it well."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.clocks.test_drivers import own_redis
from tests.live.server import ROOT, database_url, free_port
from tests.production import compose
from tests.production.environments import PRODUCTION

pytestmark = pytest.mark.slow
PATIENCE = 45
GIVEN = {
    **{name: PRODUCTION[name] for name in ("SECRET_KEY", "TELEPHONY_SECRET", "AUDIT_ANCHOR_KEY")},
    "SITE_HOST": "calls.example.org",
}


def seen(service: str, folder, role) -> dict[str, str]:
    """Return what a service sees here: its own variables, with our servers and our folder."""
    said = compose.environment(service, GIVEN)
    there = {"/tmp/": f"{folder}/{service}-", "/spool": f"{folder}/spool"}  # noqa: S108
    there["/anchors"] = str(folder)
    for name in ("PULSE_FILE", "SPOOL_FOLDER", "AUDIT_ANCHOR_FILE"):
        for place, instead in there.items():
            said[name] = said[name].replace(place, instead)
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return own | said | {"DATABASE_URL": role.url, "REDIS_URL": own_redis()}


@pytest.fixture
def started(working_role, tmp_path) -> Iterator[tuple[int, dict[str, subprocess.Popen]]]:
    """Start all of them together, as the role that works."""
    port = free_port()
    with ExitStack() as stack:
        stack.callback(lambda: [_end(each) for each in running.values()])
        running = {
            service: subprocess.Popen(
                compose.here(compose.SERVICES[service]["command"], service, port, tmp_path),
                cwd=ROOT,
                env=seen(service, tmp_path, working_role),
                stdout=stack.enter_context((tmp_path / f"{service}.log").open("w")),
                stderr=subprocess.STDOUT,
            )
            for service in compose.LONG_LIVED
        }
        yield port, running


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_every_process_becomes_healthy_and_together_they_are_ready(started, working_role, tmp_path):
    port, running = started
    until, ill = time.monotonic() + PATIENCE, set(running)
    while ill and time.monotonic() < until:
        ill = {each for each in ill if not is_well(each, port, tmp_path, working_role)}
        time.sleep(0.2)

    logs = {each: (tmp_path / f"{each}.log").read_text()[-2000:] for each in ill}
    assert not ill, logs
    assert [name for name, each in running.items() if each.poll() is not None] == []
    assert readiness(port) == (200, "ready")


def test_the_owner_brings_the_tables_up_to_date_and_lets_the_role_work(working_role, tmp_path):
    shell, dash, line = compose.SERVICES["migrate"]["command"]
    line = line.replace("python ", f"{sys.executable} ")
    line = line.replace("let_work contactcentre", f"let_work {working_role.name}")
    env = seen("migrate", tmp_path, working_role) | {"DATABASE_URL": database_url()}

    answer = subprocess.run(
        [shell, dash, line], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr
    assert f"{working_role.name} may do the work" in answer.stdout


def is_well(service: str, port: int, folder, role) -> bool:
    """Run a service's own health check."""
    _cmd, *check = compose.SERVICES[service]["healthcheck"]["test"]
    return not subprocess.run(
        compose.here(check, service, port, folder),
        cwd=ROOT,
        env=seen(service, folder, role),
        check=False,
    ).returncode


def readiness(port: int) -> tuple[int, str]:
    """Ask for /readyz as nginx would, until the worker's first canary has sung."""
    until = time.monotonic() + PATIENCE
    while True:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        link.request("GET", "/readyz", headers={"Host": GIVEN["SITE_HOST"]})
        answer = link.getresponse()
        status, said = answer.status, json.loads(answer.read())
        link.close()
        if said["status"] == "ready" or time.monotonic() > until:
            return status, said["status"] if said["status"] == "ready" else str(said)
        time.sleep(0.5)
