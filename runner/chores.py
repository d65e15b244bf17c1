"""The small commands: help, shell, capabilities, clean."""

import contextlib
import shutil
from collections.abc import Iterator

from runner import local, locks, private, processes, program, venv
from runner.places import ROOT, VENV
from runner.words import Problem, say, step

MADE = (
    "node_modules",
    "static/vendor",
    "test-results",
    ".pytest_cache",
    ".ruff_cache",
    ".mypy_cache",
    ".hypothesis",
    ".import_linter_cache",
)


def shell() -> None:
    """Open Django's shell on this checkout's database."""
    with _environment() as env:
        processes.show(program.manage("shell"), env=env, cwd=ROOT)


def capabilities() -> None:
    """Write down which capabilities work and which test proves each."""
    with _environment() as env:
        if processes.show([venv.PYTHON, "-m", "tools.capabilities"], env=env, cwd=ROOT):
            raise Problem("The list of capabilities could not be written.")


def clean() -> None:
    """Delete what can be built again; the data stays."""
    with locks.alone("run", "The contact centre is running: `make stop` first."):
        for folder in [VENV, *(ROOT / name for name in MADE)]:
            if folder.is_symlink():
                folder.unlink()  # What it leads to belongs to somebody else.
            elif folder.exists():
                step(f"Deleting {folder.relative_to(ROOT)}")
                shutil.rmtree(folder)
    say("Clean. The data is still there; `make reset` deletes it.")


@contextlib.contextmanager
def _environment() -> Iterator[dict[str, str]]:
    venv.ensure("requirements.txt", "requirements-dev.txt")
    servers = private.of_checkout()
    try:
        servers.start()
        yield local.environment(servers.urls(), "DEMO")
    finally:
        servers.stop()
