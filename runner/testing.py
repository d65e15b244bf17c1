"""`make check`, `make test`, `make faults`, `make fuzz` and `make bench`."""

import contextlib
import os
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from runner import (
    assets,
    browser,
    local,
    locks,
    orphans,
    places,
    private,
    processes,
    signals,
    venv,
)
from runner.places import ROOT
from runner.words import Problem, step

BUSY = "Tests of this checkout are running already: wait for them, or end them."
NIGHT = "tests/faults"
# What `make faults` does oftener than the suite: rival orders, and sequences of several at once.
OFTENER = ("one_unit", "pairs", "dispatch", "sequences")
AT_LENGTH = tuple(f"tests/races/test_{name}.py" for name in OFTENER)
# What says how many seconds something takes, with nothing beside it.
ALONE = (NIGHT, "tests/browser/test_the_whole_story.py")
# What takes long and measures no time gives way to everything else, and has what that leaves.
BESIDE = (
    "tests/rules/test_state_machine.py",
    "tests/doors/test_ten_thousand_guesses.py",
)


def check() -> None:
    """Run every check that needs no test: format, lint, contracts, templates, migrations."""
    with _servers() as (_, env):
        _check(env)


def test() -> None:
    """Run the checks and the whole suite, or what PYTEST_ARGS asks of it."""
    with _servers() as (servers, env):
        assets.ensure(for_tests=True)
        env |= {"CHROMIUM": browser.ensure()}
        _check(env)
        # One more than there are cores: many of these tests wait for what must not happen.
        workers = _cores() + 1
        spread = ["-n", str(workers), "--dist=loadfile", "--no-loadscope-reorder"]
        if _arguments():
            _run([*spread, *_arguments()], servers, env)
            return
        beside, its_log = _begin_beside(env)
        step("Running a bad night and the whole story alone: what is late there is late by itself")
        ends = [_ends_well([*ALONE], servers, env, beside.pid)]
        step(f"Running all other tests in {workers} processes")
        others = [f"--ignore={each}" for each in (*ALONE, *BESIDE)]
        ends.append(_ends_well([*spread, *others], servers, env, beside.pid))
        step(f"What ran beside them all: {' '.join(BESIDE)}")
        ends.append(not beside.wait())
        print(its_log.read_text(errors="replace"))
        if not all(ends):
            raise Problem("Tests failed, some of them perhaps further up.")


def faults() -> None:
    """Hurt a whole contact centre under load, at length, and say what was lost of how much."""
    logs = places.LOGS / "faults"
    with _servers() as (servers, env):
        step(f"Killing, stopping and cutting; the numbers are in tests/faults, the logs in {logs}")
        wanted = [NIGHT, *AT_LENGTH, "--capture=no", "--quiet", *_arguments()]
        _run(wanted, servers, {"FAULTS": "long", "FAULTS_LOGS": str(logs), **env})


def fuzz() -> None:
    """Give the API at least 50,000 orders that nobody would think of, in five roles."""
    with _servers() as (servers, env):
        step("Fuzzing the API; FUZZ_SECONDS for each role, FUZZ_SEED for another run")
        long = {"FUZZ_SECONDS": "300", "FUZZ_CASES": "10000"}
        _run(["tests/fuzz", "--capture=no", "--quiet", *_arguments()], servers, long | env)


def bench() -> None:
    """Measure how fast it is beside something bare, a line each; BENCH names some of them."""
    with _servers() as (_, env):
        step("Measuring; leave the machine alone meanwhile")
        names = shlex.split(os.environ.get("BENCH", ""))
        env |= {"LOG_LEVEL": "WARNING"}
        if processes.show([venv.PYTHON, "-m", "benchmarks", *names], env=env, cwd=ROOT):
            raise Problem("Something was slower than it must be; docs/performance.md says why.")


def _run(arguments: list[str], servers: private.Private, env: dict[str, str]) -> None:
    if not _ends_well(arguments, servers, env):
        raise Problem("Tests failed.")


def _begin_beside(env: dict[str, str]) -> tuple[subprocess.Popen, Path]:
    log = places.LOGS / "tests-beside.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    command = ["nice", "-n", "19", venv.PYTHON, "-m", "pytest", *BESIDE]
    env = env | {"TEST_DB_SUFFIX": "beside"}
    return processes.spawn(command, log=log, env=env, cwd=ROOT), log


def _ends_well(
    arguments: list[str], servers: private.Private, env: dict[str, str], *beside: int
) -> bool:
    orphans.adopt()
    own = {*beside, *(mark.pid for mark in servers.marks())}
    ended = processes.show(
        [venv.PYTHON, "-m", "pytest", *arguments],
        env=env,
        cwd=ROOT,
        meanwhile=lambda pytest: orphans.collect(own | {pytest}),
    )
    return not ended


@contextlib.contextmanager
def _servers() -> Iterator[tuple[private.Private, dict[str, str]]]:
    with locks.alone("test", BUSY):
        venv.ensure("requirements.txt", "requirements-dev.txt")
        # Whatever runs in the tests' folders now was left behind by tests that were killed.
        private.own(private.TESTS).stop_all()
        servers = private.of_checkout(private.TESTS)
        try:
            servers.start()
            yield servers, local.environment(servers.urls(), "TEST")
        finally:
            signals.ignore()
            orphans.end_all(spared=servers.marks())
            servers.stop()


def _check(env: dict[str, str]) -> None:
    failed = [title for title, command in _checks() if not _passes(title, command, env)]
    if failed:
        raise Problem(f"These checks failed: {', '.join(failed)}.")


def _passes(title: str, command: list[str | Path], env: dict[str, str]) -> bool:
    step(title)
    return processes.show(command, env=env, cwd=ROOT) == 0


def _checks() -> Iterator[tuple[str, list[str | Path]]]:
    module = [venv.PYTHON, "-m"]
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    yield "Format", [*module, "ruff", "format", "--check", "."]
    yield "Lint", [*module, "ruff", "check", "--output-format=concise", "."]
    yield "Import contracts", [venv.VENV / "bin/lint-imports"]
    if "djlint" in tools:
        yield "Templates", [*module, "djlint", "templates", "--lint", "--quiet"]
    manage = [venv.PYTHON, ROOT / "manage.py"]
    yield "Migrations", [*manage, "makemigrations", "--check", "--dry-run"]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _arguments() -> list[str]:
    return shlex.split(os.environ.get("PYTEST_ARGS", ""))
