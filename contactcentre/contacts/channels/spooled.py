"""What the spool could not take in is shown to a supervisor, as every payload that is broken."""

from contactcentre.contacts.actions import payloads
from contactcentre.core import clock, people

LONGEST_SOURCE = 40


def set_aside(path: str, body: bytes, reason: str) -> None:
    """Keep for a supervisor what came to a path while the database was away, and was refused."""
    source = f"spool {path}"[:LONGEST_SOURCE]
    payloads.keep(source=source, body=body, reason=reason, by=people.system(), at=clock.now())
