"""Real servers in folders of their own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner import postgres, redis, venv


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that every user of the machine may pass through; pytest's own lets none."""
    made = Path(tempfile.mkdtemp(prefix="runner-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def cluster(folder: Path) -> Iterator[postgres.Cluster]:
    """Describe a PostgreSQL that is stopped, whatever the test did to it."""
    found = postgres.Cluster(
        folder=folder / "postgres",
        log=folder / "postgres.log",
        packages=venv.packages(),
        throwaway=True,
        preferred_port=24_000 + os.getpid() % 1000 * 4,
    )
    yield found
    found.stop()


@pytest.fixture
def broker(folder: Path) -> Iterator[redis.Server]:
    """Describe a Redis that is stopped, whatever the test did to it."""
    found = redis.Server(
        folder=folder / "redis",
        log=folder / "redis.log",
        packages=venv.packages(),
        preferred_port=28_000 + os.getpid() % 1000 * 4,
    )
    yield found
    found.stop()
