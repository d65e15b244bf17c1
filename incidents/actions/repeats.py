"""
Several contacts about the same domestic abuse in one night: the supervisor hears at the second.

Raneem Oudeh rang four times in the night in which she was killed; each call was looked at alone
(F3). The floor of I is a rule of risk; this is the alarm, in the transaction of the contact.
"""

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from incidents import known
from incidents.kinds import AGAIN_TONIGHT
from incidents.models import Incident


def look(incident: Incident, *, by, at) -> None:
    """Alert the supervisor to a held, domestic incident that is not the first contact tonight."""
    if not incident.is_domestic:
        return
    count = known.contacts_tonight(incident, at=at)
    if count > 1:
        sound(incident, f"contact {count} in 12 hours", by=by, at=at)


def no_longer(incident: Incident, *, by, at) -> None:
    """End the alert about a held incident that counts as domestic no longer."""
    ended = {"reason": StopReason.SUPERSEDED, "by": by, "at": at}
    codes = (AGAIN_TONIGHT,)
    alerts.resolve(subject="incident", subject_id=incident.pk, codes=codes, **ended)


def sound(incident: Incident, what: str, *, by, at) -> None:
    """Alert the supervisor to what makes a held incident domestic again tonight."""
    about = {"code": AGAIN_TONIGHT, "subject": "incident", "row": incident}
    text = f"DOMESTIC AGAIN TONIGHT, {what}: {incident.place_shown}. Immediate is suggested."
    alerts.sound(**about, text=text, audience=Role.SUPERVISOR, level=1, by=by, at=at)
