"""Counting the statements of a request, and leaving out what is not its own work."""

from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext

# What belongs to no one request: who asks, the transaction around it, and what time it is.
LEFT_OUT = {
    "who is asking": (
        'FROM "core_apikey"',
        "core_person_command_units",
        '"core_person"."username" = ',
    ),
    "the transaction": ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK"),
    "the time": ("SELECT clock_timestamp(), c.virtual_at",),
}


@dataclass
class Spent:
    """The statements of some requests: those that count, and those left out with why."""

    counted: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def take(self, statement: str) -> None:
        """Add one statement."""
        why = _why_left_out(statement)
        if why:
            self.left_out.append(f"({why}) {statement[:140]}")
        else:
            self.counted.append(" ".join(statement.split())[:200])

    def __str__(self) -> str:
        lines = [f"{n}. {sql}" for n, sql in enumerate(self.counted, start=1)]
        return "\n".join([f"{len(lines)} statements:", *lines, "left out:", *self.left_out])


class Meter:
    """Counts what runs on this connection while it is open."""

    def __init__(self):
        self.spent = Spent()
        self._capture = CaptureQueriesContext(connection)

    def __enter__(self) -> Spent:
        self._capture.__enter__()
        return self.spent

    def __exit__(self, *error) -> None:
        self._capture.__exit__(*error)
        for query in self._capture.captured_queries:
            self.spent.take(query["sql"])


def _why_left_out(statement: str) -> str:
    for why, words in LEFT_OUT.items():
        found = (
            statement.startswith(words)
            if why == "the transaction"
            else any(word in statement for word in words)
        )
        if found:
            return why
    return ""
