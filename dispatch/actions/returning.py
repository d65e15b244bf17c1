"""
Offering a unit back to the incident it was diverted from, once it is free again (H11).

Looked after by every sweep, not by the many ways in which a unit becomes free: none can forget it.
"""

from contactcentre.core import audit
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS
from dispatch import queries
from dispatch.models import Divert
from incidents.kinds import RETURN_OFFERED


def look(*, by, at) -> int:
    """Offer what is free again and not offered yet; end what was offered and is so no more."""
    for incident_id in queries.offered_in_vain(RETURN_OFFERED):
        take_back(incident_id=incident_id, by=by, at=at)
    found = queries.free_again(RETURN_OFFERED)
    return sum(offer(divert_id=divert.pk, by=by, at=at) for divert in found)


@action
def offer(*, divert_id: int, by, at) -> bool:
    """
    Tell the dispatcher of an incident that the unit it lost is free again.

    Return whether that was still so; what somebody else holds now is for the next look.
    """
    divert = Divert.objects.select_related("unit").get(pk=divert_id)
    incident = SUBJECTS["incident"].hold(divert.from_incident_id, wait=False)
    still = queries.free_again(RETURN_OFFERED).filter(pk=divert_id)
    if incident is None or not still.exists():
        return False
    went = queries.local_time(divert.at)
    text = (
        f"{divert.unit.callsign} is free again. It was diverted from here at {went}, and no unit "
        "has come: send it back, or another."
    )
    about = {"code": RETURN_OFFERED, "subject": "incident", "row": incident}
    alerts.sound(**about, text=text, audience=Role.DISPATCHER, by=by, at=at)
    audit.record("incident.return_offered", incident, by=by, at=at, divert=divert_id)
    return True


@action
def take_back(*, incident_id: int, by, at) -> None:
    """End the offer of a unit that has gone elsewhere or off duty meanwhile."""
    incident = SUBJECTS["incident"].hold(incident_id, wait=False)
    if incident is not None and incident_id in queries.offered_in_vain(RETURN_OFFERED):
        about = {"subject": "incident", "subject_id": incident_id, "codes": (RETURN_OFFERED,)}
        alerts.resolve(**about, reason=StopReason.RESOLVED, by=by, at=at)
        audit.record("incident.return_withdrawn", incident, by=by, at=at)
