"""
How long a process waits for PostgreSQL: no longer than PostgreSQL itself would work.

A server that is gone is noticed by the network. One that is frozen is not: its machine goes on
acknowledging, and psycopg2 would wait for ever, with every thread of a web process in line. Here
each wait has an end. psycopg2 closes the connection of a wait that ends so, and the caller sees the
OperationalError that a lost connection gives (docs/decisions/0017).
"""

import select
import time

from psycopg2 import OperationalError, extensions

# What an answer may need on top of the longest statement.
GRACE_SECONDS = 1.0
EVENTS = {
    extensions.POLL_READ: select.POLLIN,
    extensions.POLL_WRITE: select.POLLOUT,
}


def end_after(statement_timeout_ms: int) -> None:
    """Let no wait of this process be longer than a statement may take; 0 lets it wait for ever."""
    if not statement_timeout_ms:
        extensions.set_wait_callback(None)
        return
    limit = statement_timeout_ms / 1000 + GRACE_SECONDS
    extensions.set_wait_callback(lambda link: _wait(link, time.monotonic() + limit))


def _wait(link, end: float) -> None:
    while (state := link.poll()) != extensions.POLL_OK:
        waiting = select.poll()
        waiting.register(link.fileno(), EVENTS[state])
        if not waiting.poll(max(0.0, end - time.monotonic()) * 1000):
            raise OperationalError("The database did not answer in time.")
