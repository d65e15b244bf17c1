"""`make run` and `make stop`, in a copy of this checkout."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from runner import local, private, processes
from runner.places import ROOT, VENV

NOT_COPIED = (".venv", ".git", "var", "node_modules", "test-results", "__pycache__", ".*_cache")
NOT_INHERITED = {*private.ADDRESSES, *local.SECRETS, "DEMO", "TEST", "TEST_DB_SUFFIX", "CI"}
OPEN = re.compile(r"is open: +(http://\S+)")
SERVERS = {"supervisor", "postgres", "redis"}
PROGRAM = {"web", "worker", "beat", "clocks-1", "clocks-2", "simulator"}
FIRST_START, REPAIR = 150, 30

pytestmark = pytest.mark.slow


@dataclass
class Checkout:
    """A copy of the project, with the commands a person would type."""

    folder: Path
    runs: list[subprocess.Popen] = field(default_factory=list)

    def begin(self) -> subprocess.Popen:
        """Type `make run`."""
        with self.screen.open("ab") as screen:
            run = subprocess.Popen(
                [sys.executable, "-m", "runner", "run"],
                cwd=self.folder,
                env=_environment(),
                stdout=screen,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.runs.append(run)
        return run

    def say(self, command: str) -> subprocess.CompletedProcess:
        """Type another command and wait for its end."""
        words = [sys.executable, "-m", "runner", command]
        return processes.finish(words, env=_environment(), cwd=self.folder)

    @property
    def screen(self) -> Path:
        """What was written on the screen."""
        return self.folder / "screen.txt"

    @property
    def marks(self) -> dict[str, processes.Mark]:
        """The processes that run."""
        return processes.read_record(self.folder / "var/run/run.json")

    def wait_for(self, pattern: str | re.Pattern, patience: float) -> re.Match:
        """Wait until something stands on the screen."""

        def _seen() -> re.Match | None:
            return re.search(pattern, self.screen.read_text())

        assert processes.wait_until(lambda: _seen() is not None, patience), self.screen.read_text()
        return _seen()


def _environment() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if name not in NOT_INHERITED}


@pytest.fixture
def checkout(folder: Path) -> Iterator[Checkout]:
    """Copy the project; whatever is left running at the end is stopped."""
    copied = folder / "contactcentre"
    shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(*NOT_COPIED))
    copied.joinpath(".venv").symlink_to(VENV)
    made = Checkout(copied)
    yield made
    made.say("stop")
    for run in made.runs:
        run.wait()


def test_it_opens_mends_itself_outlives_its_supervisor_and_stops_leaving_nothing(checkout):
    first = checkout.begin()
    address = checkout.wait_for(OPEN, FIRST_START)[1]
    _serves_a_page(address)
    _refuses_a_second_run(checkout, address)
    _mends_a_killed_worker(checkout)
    left = checkout.marks
    assert set(left) == SERVERS | PROGRAM

    first.kill()
    checkout.screen.write_text("")
    checkout.begin()
    checkout.wait_for(OPEN, FIRST_START)
    assert "an earlier run left behind: postgres, redis, web" in checkout.screen.read_text()
    assert not [name for name, mark in left.items() if mark.alive]

    running = checkout.marks
    assert checkout.say("stop").returncode == 0
    assert "Everything is stopped." in checkout.screen.read_text()
    assert not [name for name, mark in running.items() if mark.alive]


def _serves_a_page(address: str) -> None:
    with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310
        assert page.status == 200


def _refuses_a_second_run(checkout: Checkout, address: str) -> None:
    refusal = checkout.say("run")

    assert refusal.returncode == 1
    assert f"running already on {address}" in refusal.stdout


def _mends_a_killed_worker(checkout: Checkout) -> None:
    os.kill(checkout.marks["worker"].pid, signal.SIGKILL)

    checkout.wait_for(r"worker \| DIED \(signal 9\)", REPAIR)
    checkout.wait_for(r"worker \| started again", REPAIR)
