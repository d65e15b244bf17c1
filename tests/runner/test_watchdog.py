"""A process that hangs is noticed by its sign of life, named, and replaced within half a minute."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runner import health, places, ports, processes, program, supervise
from runner.places import ROOT
from runner.watchdog import Watchdog
from tests.clocks.test_drivers import own_redis
from tests.live.server import Process, database_url, free_port

PROMISED = 30
BUSY = "import pathlib, time\nwhile True: pathlib.Path({0!r}).touch(); time.sleep(0.1)"
ONE_TOUCH = "import pathlib, time; pathlib.Path({0!r}).touch(); time.sleep(60)"


def test_what_is_promised_is_kept_by_the_time_it_takes_to_notice(monkeypatch):
    monkeypatch.delenv("HUNG_AFTER", raising=False)

    assert health.hung_after() + health.LOOK_EVERY + supervise.FIRST_PAUSE < PROMISED


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Run lines of Python under `runner.keep`, watched by their pulse."""
    started: list[subprocess.Popen] = []
    pulse = str(tmp_path / "pulse")

    def _keep(lines: str, hung_after: str = "1") -> subprocess.Popen:
        command = [sys.executable, "-c", lines.format(pulse)]
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "runner.keep", "pulse", pulse, "--", *command],
                cwd=ROOT,
                env={**os.environ, "HUNG_AFTER": hung_after},
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        assert processes.wait_until(Path(pulse).exists, 30)
        return started[-1]

    yield _keep
    for each in started:
        each.terminate()
        each.communicate()


def test_a_kept_process_that_hangs_is_ended_and_its_keeper_with_it(keep):
    kept = keep(ONE_TOUCH)

    said, _errors = kept.communicate(timeout=30)

    assert kept.returncode == 1
    assert "HUNG: no sign of life" in said


def test_a_kept_process_that_works_is_left_alone_and_ends_when_it_is_told(keep):
    kept = keep(BUSY)
    time.sleep(2)
    assert kept.poll() is None

    kept.terminate()

    assert kept.wait(10) == 128 + signal.SIGTERM


def test_a_kept_process_that_fails_hands_its_code_on(keep):
    kept = keep("import pathlib; pathlib.Path({0!r}).touch(); raise SystemExit(3)")

    assert kept.wait(10) == 3


def test_a_health_check_looks_once(tmp_path, monkeypatch):
    pulse = tmp_path / "pulse"
    assert health.main(["pulse", str(pulse)]) == 1

    pulse.touch()
    assert health.main(["pulse", str(pulse)]) == 0

    long_ago = time.time() - health.hung_after() - 1
    os.utime(pulse, (long_ago, long_ago))
    assert health.main(["pulse", str(pulse)]) == 1


def test_a_page_that_nobody_serves_is_no_sign_of_life():
    assert health.main(["page", f"http://127.0.0.1:{free_port()}/healthz"]) == 1


def test_a_first_start_is_given_more_time_than_a_silence(tmp_path):
    dog = Watchdog(health.Pulse(tmp_path / "pulse"), hung_after=0.01)
    dog.begin()
    time.sleep(0.1)

    assert not dog.is_hung()

    dog.sign.path.touch()
    time.sleep(0.01)
    assert not dog.is_hung()
    time.sleep(0.1)
    assert dog.is_hung()


@pytest.fixture
def running(tmp_path, monkeypatch, transactional_db) -> Iterator[supervise.Supervisor]:
    """Supervise a web process, a worker and a run_clocks as `make run` starts them."""
    # A worker sings every five seconds: two songs missed.
    monkeypatch.setenv("HUNG_AFTER", "12")
    monkeypatch.setattr(places, "LOGS", tmp_path)
    monkeypatch.setattr(places, "RECORDS", tmp_path)
    port = ports.Port(free_port())
    servers = {"DATABASE_URL": database_url(), "REDIS_URL": own_redis()}
    env = {**os.environ, **servers, "TEST": "1", "PYTHONUNBUFFERED": "1"}
    jobs = program.jobs(env, ports.LOOPBACK, port, {})
    chosen = [job for job in jobs if job.name in {"web", "worker", "clocks-1"}]
    made = supervise.Supervisor([], chosen, tmp_path / "run.json")
    made.begin()
    yield made
    made.end()


@pytest.mark.slow
def test_a_web_process_a_worker_and_a_run_clocks_that_hang_are_replaced(running, capsys):
    _look_until(running, lambda: all(job.dog.has_begun for job in running.jobs))
    first = {job.name: job.mark for job in running.jobs}

    for mark in first.values():
        processes.tell(mark, signal.SIGSTOP)
    stopped_at = time.monotonic()
    _look_until(running, lambda: all(_is_replaced(job, first) for job in running.jobs))

    assert time.monotonic() - stopped_at < PROMISED
    said = capsys.readouterr().out
    for name in ("web", "worker", "clocks-1"):
        assert f"{name} | HUNG: no sign of life" in said
    assert not [mark for mark in first.values() if mark.alive]


def _is_replaced(job: supervise.Job, first: dict[str, processes.Mark]) -> bool:
    return job.mark != first[job.name] and job.dog.has_begun


def _look_until(running: supervise.Supervisor, fact: Callable[[], bool]) -> None:
    assert processes.wait_until(lambda: running.look() or fact(), 60)


@pytest.mark.slow
def test_a_worker_without_redis_is_not_taken_for_hung(tmp_path, transactional_db):
    pulse = health.Pulse(tmp_path / "pulse")
    env = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0", "PULSE_FILE": str(pulse.path)}
    command = ("-m", "celery", "-A", "contactcentre.celery", "worker", "--concurrency=1")

    with Process(*command, **env):
        assert processes.wait_until(pulse.is_good, 30)
        assert processes.wait_until(pulse.is_good, 15, pause=1)
