"""Writing on the log of an incident that the caller holds."""

from contactcentre.core import live
from incidents import chain
from incidents.enums import LogKind
from incidents.models import Incident, LogEntry


def write(incident: Incident, kind: str, text: str, *, by, at) -> LogEntry:
    """
    Add a line to a held incident's log, chained to the one before it.

    The caller's `save_changes` keeps where the log stands; the number is unique in the database.
    """
    incident.log_seq += 1
    prev = incident.log_hash or chain.GENESIS
    values = {"seq": incident.log_seq, "at": at, "by": by.short_name, "kind": kind, "text": text}
    values["role"] = ", ".join(by.roles)[:60]
    incident.log_hash = chain.link(prev, **values)
    return LogEntry.objects.create(
        incident=incident, prev_hash=prev, hash=incident.log_hash, **values
    )


def note(
    incident: Incident, *, text: str, by, at, kind: str = LogKind.ALERT, is_alarm: bool = False
) -> None:
    """Write what a clock or an alert did on a held incident's log; fills the countdowns port."""
    write(incident, kind, text, by=by, at=at)
    incident.save_changes()
    live.tell(incident, alarm=is_alarm)
