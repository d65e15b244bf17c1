"""
What comes after an incident was closed is looked at: it is to be closed again, with an owner, a
clock of its own and an alarm (E6). Nobody watched the closed one of node/7631 for ten hours.
"""

from contactcentre.core import audit, live
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.kinds import StepFired
from incidents import grading
from incidents.actions import log, owners, results
from incidents.enums import Grade, LogKind, Status
from incidents.kinds import CAME_LATE, LATE_WORD
from incidents.models import Incident, IncidentContact

COLUMNS = ("status", "closed_at", "owner", "owner_since")


def came(incident: Incident, what: str, *, by, at) -> bool:
    """Open a held incident again if it is closed, for what came; return whether it was."""
    if incident.status != Status.CLOSED:
        return False
    results.to_be_closed(incident, by=by, at=at)
    incident.closed_at = None
    owners.give_to_desk(incident, why="something came after it was closed", by=by, at=at)
    log.write(incident, LogKind.RESULT, f"Opened again: {what}", by=by, at=at)
    incident.save_changes(*COLUMNS)
    severity = grading.severity(incident.grade)
    key = "I" if incident.grade == Grade.IMMEDIATE else ""
    clocks.start(kind=LATE_WORD, key=key, subject_id=incident.pk, severity=severity, at=at)
    said = f"{what} Read it: close it again with a result, or send a unit."
    _sound(incident, f"After it was closed: {incident.said(said)}", level=0, by=by, at=at)
    audit.record("incident.reopened", incident, by=by, at=at)
    live.tell(incident, alarm=True)
    return True


def rang_again(contact, *, by, at) -> None:
    """
    Open what the last call from a held contact's number became, if that is closed.

    Whoever is answered is the handler's to link; this one rang off, or was cut off.
    """
    before = IncidentContact.objects.filter(contact=contact.previous_id).first()
    incident = Incident.objects.held(before.incident_id) if before else None
    if incident is not None:
        said = f"The same number rang again and was lost: contact {contact.reference}."
        came(incident, said, by=by, at=at)


def not_dealt_with(fired: StepFired) -> None:
    """
    Nobody has said in time what was done about it: those above hear, and go on hearing.

    That somebody has taken the alert on does not do it.
    """
    level = 1 if fired.percent < 200 else 2
    text = f"Came after it was closed, not dealt with yet: {fired.row.place_shown}"
    _sound(fired.row, text, level=level, by=fired.by, at=fired.at)


def _sound(incident: Incident, text: str, *, level: int, by, at) -> None:
    about = {"code": CAME_LATE, "subject": "incident", "row": incident, "text": text}
    alerts.sound(**about, audience=Role.DISPATCHER, level=level, by=by, at=at)
