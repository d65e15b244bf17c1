"""
Asking for the risk to be assessed again: a unit was diverted (H6), or nobody came in time (I2).

Whoever assessed it last is asked, at their own desk, for they know the caller; somebody of their
role where they are not there; and a supervisor when nobody has done it in time.
"""

from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns import queries
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert
from incidents import access, grading
from incidents.kinds import ASSESSMENT_DUE, REASSESS, REASSESS_DUE
from incidents.models import Incident

WORDS = "A unit was diverted from this. Ring the caller back and assess the risk again (THRIVE)."
NOBODY_CAME = (
    "Nobody is there, and its time is used up. Ring the caller back and assess the risk again "
    "(THRIVE)."
)


def ask_of_breach(incident: Incident, *, since, by, at) -> None:
    """
    Ask for a new assessment of a held incident where nobody is in time, unless it is made or asked.

    Who waits past the target may be in more danger than when she rang (node/4017, I2).
    """
    about = {"subject": "incident", "subject_id": incident.pk}
    asked = Alert.objects.live().filter(code__in=(ASSESSMENT_DUE, REASSESS_DUE), **about)
    if not asked.exists() and not incident.assessments.filter(at__gte=since).exists():
        ask(incident, words=NOBODY_CAME, by=by, at=at)


def ask(incident: Incident, *, by, at, words: str = WORDS) -> None:
    """Ask for a new assessment of a held incident that was just left, or where nobody came."""
    stop = {"subject_id": incident.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(REASSESS,), **stop)
    severity = grading.severity(incident.grade)
    clocks.start(kind=REASSESS, subject_id=incident.pk, severity=severity, at=at)
    sound(incident, level=0, words=words, by=by, at=at)


def sound_again(incident: Incident, *, by, at) -> None:
    """Alert the supervisor as well: what was asked, for the same reason, was not done in time."""
    about = {"code": REASSESS_DUE, "subject": "incident", "subject_id": incident.pk}
    asked = Alert.objects.live().filter(**about).first()
    sound(incident, level=1, words=asked.text if asked else WORDS, by=by, at=at)


def sound(incident: Incident, *, level: int, words: str, by, at) -> None:
    """Alert whoever is to assess a held incident again, at a level."""
    last = incident.assessments.select_related("by").order_by("-pk").first()
    audience, person = assessor(incident, last.by if last else None)
    about = {"code": REASSESS_DUE, "subject": "incident", "row": incident, "text": words}
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
