"""
A database with every table and what migrations load, to be copied: copying takes a tenth of making.

It is made once of each state of our code, by whoever needs it first, and stays beside the test
databases; a few are kept, for whoever works on more than one state.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("contactcentre", "incidents", "dispatch", "victims")
PREFIX, BEING_MADE = "test_tables_", "test_tables_being_made"
# What migrations load, for good; all others belong to the tests.
LOADED = {
    "django_migrations",
    "auth_permission",
    "django_content_type",
    "countdowns_policy",
    "core_procedure",
    "incidents_code",
    "incidents_questionset",
    "dispatch_airwavecode",
}
KEPT = 6
# Any number that nobody else waits for.
TURN = 2018_05_31


def name() -> str:
    """Return the name of the database to copy, which is there from now on."""
    wanted = PREFIX + _state_of_our_code()
    with connection._nodb_cursor() as cursor:
        while not _is_our_turn(cursor):
            time.sleep(0.1)
        known = _known(cursor)
        if wanted not in known:
            _forget(cursor, known)
            _make(cursor)
            cursor.execute(f'ALTER DATABASE {BEING_MADE} RENAME TO "{wanted}"')
    return wanted


def of_tests() -> list[str]:
    """Return the tables that hold nothing but what tests write."""
    return sorted(set(connection.introspection.table_names()) - LOADED)


def _is_our_turn(cursor) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [TURN])
    return cursor.fetchone()[0]


def _state_of_our_code() -> str:
    """Return a digest of all that migrations may read: our files, and what is installed."""
    seen = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                seen.update(str(path.relative_to(ROOT)).encode())
                seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _known(cursor) -> list[str]:
    """Return the names of those that there are, the newest first."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{PREFIX}%"]
    )
    return [found for [found] in cursor.fetchall()]


def _forget(cursor, known: list[str]) -> None:
    """Drop what is old, and what somebody began and never finished."""
    for old in {BEING_MADE} & set(known) | set(known[KEPT - 1 :]):
        cursor.execute(f'DROP DATABASE "{old}"')


def _make(cursor) -> None:
    cursor.execute(f"CREATE DATABASE {BEING_MADE}")
    with _connected_to(BEING_MADE):
        call_command("migrate", verbosity=0)


@contextmanager
def _connected_to(database: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
