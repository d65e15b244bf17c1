"""
A place inside somebody's transaction at which it waits, so that a server can be stopped there.

A trigger of the test takes an advisory lock that the test holds; at COMMIT a deferred one does. A
transaction that PostgreSQL has written down and not answered yet waits for a standby that is none.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from django.db import connection

from runner import processes

HERE = 20180601
PATIENCE = 30
# Whoever waits here waits for the test, and not for somebody who should be quicker.
PAUSE = f"""
CREATE FUNCTION pause_here() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
BEGIN PERFORM pg_advisory_xact_lock({HERE}); RETURN NULL; END $$"""
AND_THEN_BE_SILENT = """
CREATE FUNCTION pause_here() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM set_config('synchronous_commit', 'on', true); RETURN NULL; END $$"""
# Nobody but whoever is paused waits for the standby.
NO_STANDBY = (
    "ALTER SYSTEM SET synchronous_commit = 'local'",
    "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
)
NO_MORE = (
    "ALTER SYSTEM RESET synchronous_commit",
    "ALTER SYSTEM RESET synchronous_standby_names",
)
READ_AGAIN, GONE = "SELECT pg_reload_conf()", "DROP FUNCTION pause_here() CASCADE"
PAUSED = """
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = %s
    UNION ALL SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"""


@contextmanager
def paused(place: str, address: str) -> Iterator[None]:
    """Let whoever comes to this place of a transaction wait there until the server is stopped."""
    with (
        _with(PAUSE, f"CREATE {place} EXECUTE FUNCTION pause_here()", until=(GONE,)),
        closing(psycopg2.connect(address)) as holder,
        holder.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_advisory_lock(%s)", [HERE])
        yield


@contextmanager
def silent(place: str, _address: str) -> Iterator[None]:
    """Let whoever comes to this place be written down, and not be answered."""
    begun = (AND_THEN_BE_SILENT, f"CREATE {place} EXECUTE FUNCTION pause_here()", *NO_STANDBY)
    with _with(*begun, READ_AGAIN, until=(*NO_MORE, READ_AGAIN, GONE)):
        yield


@contextmanager
def _with(*sentences: str, until: tuple[str, ...]) -> Iterator[None]:
    _run(*sentences)
    try:
        yield
    finally:
        _run(*until)


def wait_until_somebody_is_there() -> None:
    """Wait until a transaction waits at the place."""
    assert processes.wait_until(_is_somebody_there, PATIENCE, 0.01), "Nobody came there."


def _is_somebody_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(PAUSED, [HERE])
        return cursor.fetchone() is not None


def _run(*sentences: str) -> None:
    with connection.cursor() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
