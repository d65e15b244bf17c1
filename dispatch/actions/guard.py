"""Finding an incident that was left and is not protected, whatever went wrong (rule 2)."""

from contactcentre.core import audit
from contactcentre.core.models import Heartbeat
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from dispatch import queries
from incidents.kinds import FORGOTTEN
from incidents.models import Incident

HEARTBEAT = "check_diverts"


def check_diverts(*, by, at) -> int:
    """Alarm the duty officer with every unprotected incident, and return how many there are."""
    found = queries.unprotected()
    for incident_id in found:
        alarm(incident_id=incident_id, by=by, at=at)
    Heartbeat.stamp(HEARTBEAT)
    return len(found)


@action
def alarm(*, incident_id: int, by, at) -> None:
    """Alarm the duty officer with one incident that nobody protects."""
    incident = Incident.objects.select_related("command_unit").held(incident_id)
    audit.record("incident.found_unprotected", incident, by=by, at=at)
    alerts.sound(
        code=FORGOTTEN,
        subject="incident",
        row=incident,
        text=f"A unit left and nobody was told: {incident.place_shown}. Send one now.",
        audience=Role.DUTY_OFFICER,
        level=2,
        by=by,
        at=at,
    )
