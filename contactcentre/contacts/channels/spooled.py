"""What the spool could not take in is shown to a supervisor, as every payload that is broken."""

from contactcentre.contacts.actions import payloads
from contactcentre.core import clock, people

LONGEST_SOURCE = 40


def set_aside(path: str, body: bytes, reason: str, *, from_stranger: bool = False) -> None:
    """Keep for a supervisor what came to a path while the database was away, and was refused."""
    payloads.keep(
        source=f"spool {path}"[:LONGEST_SOURCE],
        body=body,
        reason=reason,
        from_stranger=from_stranger,
        by=people.system(),
        at=clock.now(),
    )
