"""
Reviewing diverts: by somebody who did not make them, within twelve hours (H10).

The list of what waits is a question to the database (dispatch.divert_list); nobody keeps it.
"""

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import StepFired
from dispatch import queries
from dispatch.actions.holding import hold_divert
from dispatch.divert_list import REVIEW, SUBJECT
from dispatch.enums import ReviewOutcome, ReviewState
from dispatch.models import Divert, DivertReview
from incidents import access
from incidents.actions import log
from incidents.enums import LogKind

URGENT = "URGENT"
ASKED, OVERDUE = "URGENT_REVIEW", "REVIEW_OVERDUE"


def begin(divert: Divert, *, at) -> None:
    """Start the time in which a divert that was just made is to be reviewed."""
    clocks.start(kind=REVIEW, subject_id=divert.pk, at=at)


@action
def ask_urgently(*, divert_id: int, note: str, by, at) -> DivertReview:
    """
    Ask a supervisor to review a divert now, not within twelve hours.

    :raises Invalid: without a reason
    :raises NotFound: when there is no such divert for this person
    :raises WrongState: when it was asked for, or done
    """
    permissions.check(by, Permission.DIVERT_VIEW)
    divert = _held(divert_id, by)
    _check_not_yet(divert, ReviewState.REVIEWED, ReviewState.URGENT)
    if not note.strip():
        raise Invalid("Say why this cannot wait; whoever reviews it reads that first.")
    asked = _keep(divert, ReviewState.URGENT, note, by=by, at=at)
    ended = {"subject_id": divert.pk, "by": by, "at": at}
    clocks.stop(kinds=(REVIEW,), reason=StopReason.SUPERSEDED, **ended)
    clocks.start(kind=REVIEW, key=URGENT, subject_id=divert.pk, at=at)
    _sound(divert, ASKED, f"{_named(divert)}: an urgent review is asked for.", by=by, at=at)
    audit.record("divert.urgent_review_asked", divert, by=by, at=at)
    return asked


@action
def review(*, divert_id: int, outcome: str, note: str, by, at) -> DivertReview:
    """
    Record what a review of a divert found.

    :raises Invalid: without an outcome that there is, or without words
    :raises NotAllowed: for whoever made the divert
    :raises NotFound: when there is no such divert for this person
    :raises WrongState: when it was reviewed
    """
    permissions.check(by, Permission.DIVERT_REVIEW)
    divert = _held(divert_id, by)
    _check_not_yet(divert, ReviewState.REVIEWED)
    if divert.by_id == by.pk:
        raise NotAllowed("You made this divert. Somebody else reviews it.")
    if outcome not in ReviewOutcome.values:
        raise Invalid("Choose what the review found.")
    if not note.strip():
        raise Invalid("Say in a few words what you looked at and what you found.")
    done = _keep(divert, ReviewState.REVIEWED, note, outcome=outcome, by=by, at=at)
    ended = {"subject_id": divert.pk, "reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(REVIEW,), **ended)
    alerts.resolve(subject=SUBJECT, codes=(ASKED, OVERDUE), **ended)
    audit.record("divert.reviewed", divert, by=by, at=at, outcome=outcome)
    return done


def overdue(fired: StepFired) -> None:
    """Nobody has reviewed a divert in time: the supervisor hears, and goes on hearing."""
    text = f"{_named(fired.row)}: nobody has reviewed it in time."
    _sound(fired.row, OVERDUE, text, by=fired.by, at=fired.at)


def note(divert: Divert, *, text: str, by, at) -> None:
    """Write what an alert about a divert did on the log of the incident that was left."""
    log.note(divert.from_incident, text=text, by=by, at=at)


def _held(divert_id: int, by) -> Divert:
    divert = hold_divert(divert_id, wait=True)
    if divert is None or not access.can_see(divert.from_incident, by):
        raise NotFound("There is no such divert in your area.")
    return divert


def _check_not_yet(divert: Divert, *states: ReviewState) -> None:
    done = divert.reviews.select_related("by").filter(state__in=states).last()
    if done is not None:
        when = queries.local_time(done.at)
        words = done.get_state_display()
        raise WrongState(f"{words} by {done.by.short_name} at {when}: {done.note}")


def _keep(
    divert: Divert, state: ReviewState, words: str, *, by, at, outcome: str = ""
) -> DivertReview:
    kept = DivertReview.objects.create(
        divert=divert, state=state, outcome=outcome, note=words.strip()[:500], by=by, at=at
    )
    found = kept.get_outcome_display() or kept.get_state_display()
    text = f"Divert of {divert.unit.callsign} at {queries.local_time(divert.at)}: {found}. "
    log.note(divert.from_incident, text=text + kept.note, kind=LogKind.DIVERT, by=by, at=at)
    return kept


def _sound(divert: Divert, code: str, text: str, *, by, at) -> None:
    about = {"code": code, "subject": SUBJECT, "row": divert, "text": text}
    alerts.sound(**about, audience=Role.SUPERVISOR, level=1, by=by, at=at)


def _named(divert: Divert) -> str:
    when = queries.local_time(divert.at)
    return f"{divert.unit.callsign} was diverted from {divert.from_incident.named} at {when}"
