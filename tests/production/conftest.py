"""A database as production has it: one role owns the tables, another works."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

from runner import postgres, venv
from tests.live.server import database_url, free_port

PASSWORD = "n7Kp2wQz9Lx4-role"


@dataclass(frozen=True)
class WorkingRole:
    """A role of PostgreSQL that has been let work."""

    name: str
    url: str

    def ask(self, sentence: str) -> list[tuple]:
        """Say one sentence as this role."""
        link = psycopg2.connect(self.url)
        try:
            with link, link.cursor() as cursor:
                cursor.execute(sentence)
                return cursor.fetchall() if cursor.description else []
        finally:
            link.close()


def as_role(name: str) -> str:
    """Return the address of the test's database for another role."""
    parts = urlsplit(database_url())
    place = f"{name}:{PASSWORD}@{parts.hostname}:{parts.port}"
    return urlunsplit(parts._replace(netloc=place))


@pytest.fixture
def working_role(transactional_db) -> Iterator[WorkingRole]:
    """Make a second role, as docs/operations.md says, and let it work."""
    name = f"{connection.settings_dict['NAME']}_works"
    role = {"role": sql.Identifier(name), "password": sql.Literal(PASSWORD)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {role} LOGIN PASSWORD {password}").format(**role))
        try:
            call_command("let_work", name, stdout=StringIO())
            yield WorkingRole(name, as_role(name))
        finally:
            cursor.execute(sql.SQL("DROP OWNED BY {role}").format(**role))
            cursor.execute(sql.SQL("DROP ROLE {role}").format(**role))


@pytest.fixture
def cluster() -> Iterator[postgres.Cluster]:
    """A server in a folder of its own, which everybody may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="backups-"))
    folder.chmod(0o755)
    # Not throwaway: that commits without waiting for anybody.
    made = postgres.Cluster(
        folder=folder / "postgres",
        log=folder / "postgres.log",
        packages=venv.packages(),
        preferred_port=free_port(),
    )
    made.start()
    yield made
    made.stop()
    shutil.rmtree(folder)
