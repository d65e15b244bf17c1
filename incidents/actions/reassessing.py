"""
Asking for the risk to be assessed again, once a unit was diverted from an incident (H6).

Whoever assessed it last is asked, at their own desk, for they know the caller; somebody of their
role where they are not there; and a supervisor when nobody has done it in time.
"""

from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns import queries
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from incidents import access, grading
from incidents.kinds import REASSESS, REASSESS_DUE
from incidents.models import Incident

WORDS = "A unit was diverted from this. Ring the caller back and assess the risk again (THRIVE)."


def ask(incident: Incident, *, by, at) -> None:
    """Ask for a new assessment of a held incident that was just left."""
    stop = {"subject_id": incident.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(REASSESS,), **stop)
    severity = grading.severity(incident.grade)
    clocks.start(kind=REASSESS, subject_id=incident.pk, severity=severity, at=at)
    sound(incident, level=0, by=by, at=at)


def sound(incident: Incident, *, level: int, by, at) -> None:
    """Alert whoever is to assess a held incident again, at a level."""
    last = incident.assessments.select_related("by").order_by("-pk").first()
    audience, person = assessor(incident, last.by if last else None)
    about = {"code": REASSESS_DUE, "subject": "incident", "row": incident, "text": WORDS}
    alerts.sound(**about, audience=audience, person=person, level=level, by=by, at=at)


def done(incident: Incident, reason: StopReason, *, by, at) -> None:
    """Ask no more: it was assessed, or somebody is there who sees for themselves."""
    ended = {"subject_id": incident.pk, "reason": reason, "by": by, "at": at}
    clocks.stop(kinds=(REASSESS,), **ended)
    alerts.resolve(subject="incident", codes=(REASSESS_DUE,), **ended)


def assessor(incident: Incident, known: Person | None) -> tuple[Role, Person | None]:
    """Return who is asked: whoever knows it, while they are there and can open it, else others."""
    role = known and queries.role_present(known)
    if role and access.can_see(incident, known):
        return role, known
    return Role.SUPERVISOR if incident.restricted else Role.CALL_HANDLER, None
