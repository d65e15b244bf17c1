"""
Asking for the risk to be assessed again: a unit was diverted (H6) or cannot come, nobody came in
time (I2), another contact came, a call was cut off, or three hours and a half have gone (D5).

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
from incidents.enums import Status
from incidents.kinds import (
    ASSESSMENT_DUE,
    GRADE_DUE,
    NOT_GRADED,
    REASSESS,
    REASSESS_DUE,
    UNATTENDED,
)
from incidents.models import Incident

WORDS = "A unit was diverted from this. Ring the caller back and assess the risk again (THRIVE)."
AGAIN = "Ring the caller back and assess the risk again (THRIVE)."
ANOTHER_CONTACT = "Another contact came about this. Read it and assess the risk again (THRIVE)."
GRADE_AGAIN = "Grade it again, or assess it (THRIVE) and say why not."
CUT_OFF = f"The call about this was cut off. {AGAIN}"
HOURS = f"Three and a half hours without an assessment, and nobody is there. {AGAIN}"
UNABLE = f"A unit cannot come to this. {AGAIN}"
NOBODY_CAME = (
    "Nobody is there, and its time is used up. Ring the caller back and assess the risk again "
    "(THRIVE)."
)


# Where it still waits for somebody who sees for themselves.
WAITS = {Status.AWAITING_UNIT, Status.ASSIGNED, Status.REFERRED}


def ask_unless_known(incident: Incident, *, words: str, since, by, at) -> None:
    """
    Ask for a new assessment of a held incident, unless it was made since then, or is asked for.

    Who waits past the target may be in more danger than when she rang (node/4017, I2). Nobody is
    asked about what was never assessed, which has a clock of its own, nor where a unit is.
    """
    about = {"subject": "incident", "subject_id": incident.pk}
    asked = Alert.objects.live().filter(code__in=(ASSESSMENT_DUE, REASSESS_DUE), **about)
    if not _waits(incident) or asked.exists():
        return
    if not incident.assessments.filter(at__gte=since).exists():
        ask(incident, words=words, by=by, at=at)


def _waits(incident: Incident) -> bool:
    if incident.status == Status.OPEN:
        return incident.assessments.exists()
    return incident.status in WAITS


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


def watch(incident: Incident, *, at) -> None:
    """Ask again after three hours and a half in which nobody came to a held incident (D5)."""
    running = queries.open_clocks("incident", incident.pk).filter(kind=UNATTENDED)
    if not running.exists():
        severity = grading.severity(incident.grade)
        clocks.start(kind=UNATTENDED, subject_id=incident.pk, severity=severity, at=at)


def made(incident: Incident, *, by, at) -> None:
    """Ask no more: a held incident was assessed; where nobody is there, the hours run anew."""
    ended = {"subject_id": incident.pk, "reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(REASSESS,), **ended)
    alerts.resolve(subject="incident", codes=(REASSESS_DUE,), **ended)
    if clocks.stop(kinds=(UNATTENDED,), **ended | {"reason": StopReason.SUPERSEDED}):
        watch(incident, at=at)


def over(incident: Incident, reason: StopReason, *, by, at) -> None:
    """Ask no more, and watch no more: somebody is there who sees for themselves, or need not be."""
    ended = {"subject_id": incident.pk, "reason": reason, "by": by, "at": at}
    clocks.stop(kinds=(REASSESS, UNATTENDED, GRADE_DUE), **ended)
    alerts.resolve(subject="incident", codes=(REASSESS_DUE, NOT_GRADED), **ended)


def assessor(incident: Incident, known: Person | None) -> tuple[Role, Person | None]:
    """Return who is asked: whoever knows it, while they are there and can open it, else others."""
    role = known and queries.role_present(known)
    if role and access.can_see(incident, known):
        return role, known
    return Role.SUPERVISOR if incident.restricted else Role.CALL_HANDLER, None
