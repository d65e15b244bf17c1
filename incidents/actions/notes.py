"""What people write on an incident's log."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from incidents import access
from incidents.actions import late, log
from incidents.enums import LogKind
from incidents.models import LogEntry

DISPATCH = {Role.DISPATCHER, Role.SUPERVISOR, Role.DUTY_OFFICER}


@action
def add(*, incident_id: int, text: str, by, at) -> LogEntry:
    """
    Add a person's note to an incident's log; a correction is another note (E2).

    On a closed one nobody reads it: a note of anybody but those who watch incidents opens it again.

    :raises Invalid: when there is nothing to write
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    incident = access.held(incident_id, by)
    if not text.strip():
        raise Invalid("Write what happened; an empty entry helps nobody.")
    if not DISPATCH & set(by.roles):
        late.came(incident, f"{by.short_name} has written on it.", by=by, at=at)
    entry = log.write(incident, LogKind.NOTE, text.strip(), by=by, at=at)
    incident.save_changes()
    audit.record("incident.noted", incident, by=by, at=at, seq=entry.seq)
    live.tell(incident)
    return entry
