"""A process that dies is named and started again; a stop leaves nothing."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from runner import processes, supervise

PATIENT = "import time; print('on duty', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"
WITH_A_CHILD = f"import os; os.fork(); {PATIENT}"
FAILING = "print('no such table: unit', flush=True); raise SystemExit(3)"


@pytest.fixture
def start(tmp_path: Path):
    """Supervise one process made of the given lines."""
    begun: list[supervise.Supervisor] = []

    def _start(lines: str) -> supervise.Supervisor:
        log = tmp_path / "worker.log"
        job = supervise.Job("worker", log, _spawner(lines, log))
        running = supervise.Supervisor([], [job], tmp_path / "run.json")
        begun.append(running)
        running.begin()
        return running

    yield _start
    for running in begun:
        running.end()


def _spawner(lines: str, log: Path) -> Callable:
    return lambda: processes.spawn([sys.executable, "-c", lines], log=log, env=dict(os.environ))


def _look_until(running: supervise.Supervisor, fact: Callable[[], bool]) -> None:
    assert processes.wait_until(lambda: running.look() or fact(), 30)


def test_a_dead_process_is_named_with_its_last_lines_and_started_again(start, capsys):
    running = start(PATIENT)
    job = running.jobs[0]
    first = job.mark
    assert processes.wait_until(lambda: "on duty" in job.log.read_text(), 30)

    os.kill(first.pid, signal.SIGKILL)
    _look_until(running, lambda: job.mark != first)

    said = capsys.readouterr().out
    assert "worker | DIED (signal 9); starts again in 1 s" in said
    assert "on duty" in said
    assert job.mark.alive
    assert processes.read_record(running.record)["worker"] == job.mark


def test_one_that_keeps_dying_is_given_longer_and_longer_pauses(start, capsys, monkeypatch):
    monkeypatch.setattr(supervise, "FIRST_PAUSE", 0.1)
    running = start(FAILING)
    running.jobs[0].pause = 0.1

    _look_until(running, lambda: running.jobs[0].pause > 0.5)

    said = capsys.readouterr().out
    assert said.count("DIED (exit code 3)") == 3
    assert "no such table: unit" in said


@pytest.mark.parametrize("lines", [PATIENT, STUBBORN, WITH_A_CHILD])
def test_a_stop_leaves_nothing(start, lines):
    running = start(lines)
    job = running.jobs[0]
    assert processes.wait_until(lambda: "on duty" in job.log.read_text(), 30)

    processes.stop_together([job.mark], patience=1)

    assert not job.mark.alive
    job.child.wait()
    assert processes.wait_until(lambda: not _group_exists(job.mark.pid), 30)


def _group_exists(number: int) -> bool:
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_took_over_the_number_is_left_alone(start):
    running = start(PATIENT)
    mark = running.jobs[0].mark
    stranger = processes.Mark(mark.pid, "another birth")

    assert not processes.stop(stranger)
    processes.stop_together([stranger])

    assert mark.alive


def test_lines_that_matter_are_shown_and_the_others_are_not(start, capsys):
    running = start(
        "import time; print('ERROR: lost the line', flush=True); print('all is well', flush=True);"
        'print(\'{"level": "warning", "event": "late by 3 s"}\', flush=True); time.sleep(60)'
    )
    log = running.jobs[0].log
    assert processes.wait_until(lambda: "late" in log.read_text(), 30)
    time.sleep(0.1)

    running.look()

    said = capsys.readouterr().out
    assert "worker | ERROR: lost the line" in said
    assert "worker | WARNING late by 3 s" in said
    assert "all is well" not in said
