"""Writing on the log of an incident that the caller holds."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access, chain
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


@action
def add(*, incident_id: int, text: str, by, at) -> LogEntry:
    """
    Add a person's note to an incident's log; a correction is another note (E2).

    :raises Invalid: when there is nothing to write
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    incident = access.held(incident_id, by)
    if not text.strip():
        raise Invalid("Write what happened; an empty entry helps nobody.")
    entry = write(incident, LogKind.NOTE, text.strip(), by=by, at=at)
    incident.save_changes()
    audit.record("incident.noted", incident, by=by, at=at, seq=entry.seq)
    live.tell(incident)
    return entry


def note(
    incident: Incident, *, text: str, by, at, kind: str = LogKind.ALERT, is_alarm: bool = False
) -> None:
    """Write what a clock or an alert did on a held incident's log; fills the countdowns port."""
    write(incident, kind, text, by=by, at=at)
    incident.save_changes()
    live.tell(incident, alarm=is_alarm)
