"""
Callers whom somebody has to ring because no text has told them (H9).

A task of the call handlers with a clock: they hear at half its time, the supervisor when it is
over, and both go on hearing. The caller of each action holds the row that it is about.
"""

from datetime import datetime, timedelta

from contactcentre.contacts.enums import (
    ENDS_RING_BACK,
    MUST_BE_TOLD,
    NoText,
    RingBackOutcome,
    RingBackState,
)
from contactcentre.contacts.kinds import AGAIN, ALERT_RING_BACK, CONTACT, RING_THE_CALLER
from contactcentre.contacts.models import RingBack
from contactcentre.contacts.states import check_ring_back_move
from contactcentre.contacts.texting import clock_time
from contactcentre.core import audit
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS, StepFired

# From so many times without an answer on, a supervisor decides what else is tried.
SUPERVISORS = 3
OVER = 100


@action
def ask(
    *, subject: str, row, news: str, because: str, number: str, by, at, message=None, key: str = ""
) -> RingBack:
    """
    Ask for a caller to be rung, by a time; one ring-back at a time tells all that is new.

    One that waits keeps its number, and its time unless this would be sooner: worse news does not
    put it off. `key` names another target.
    """
    found = _waiting(subject, row)
    if found is not None:
        found.about = row
        _sooner(found, key, by=by, at=at)
        found.news = news if news in MUST_BE_TOLD else found.news
        found.because = because
        found.save_changes("news", "because")
        audit.record("ring_back.renewed", found, by=by, at=at, news=news, because=because)
        return found
    due_at = _due(at, key)
    asked = RingBack.objects.create(
        subject=subject,
        subject_id=row.pk,
        news=news,
        because=because,
        number=number,
        message=message,
        asked_at=at,
        due_at=due_at,
    )
    severity = SUBJECTS[subject].severity(row)
    clocks.start(kind=RING_THE_CALLER, key=key, subject_id=asked.pk, severity=severity, at=at)
    text = f"The caller is to be rung back by {clock_time(due_at)}: {NoText(because).label}"
    _note(asked, row, text, by=by, at=at)
    audit.record("ring_back.asked", asked, by=by, at=at, news=news, because=because)
    return asked


@action
def report(*, ring_back: RingBack, outcome: str, note: str, by, at) -> RingBack:
    """
    Keep what came of ringing a held caller back: told, no answer, or not needed for a reason.

    Without an answer it is rung again, and from the third time on the supervisor hears at once.

    :raises Invalid: without an outcome that there is, or a reason where one is needed
    :raises WrongState: when somebody has seen to it
    """
    check_ring_back_move(ring_back.state, RingBackState.DONE)
    if outcome not in RingBackOutcome.values:
        raise Invalid("Choose what came of it: told, no answer, or not needed any more.")
    if outcome == RingBackOutcome.NOT_NEEDED and not note.strip():
        raise Invalid("Say why the caller need not be told; it is kept with the incident.")
    if outcome in ENDS_RING_BACK:
        _end(ring_back, outcome, note, by=by, at=at)
    else:
        _ring_again(ring_back, note, by=by, at=at)
    audit.record("ring_back.reported", ring_back, by=by, at=at, outcome=outcome)
    return ring_back


@action
def no_longer_needed(*, subject: str, row, why: str, by, at) -> bool:
    """End the ring-back about a held row, if one waits, for a reason that it has by itself."""
    found = _waiting(subject, row)
    if found is None:
        return False
    found.about = row
    report(ring_back=found, outcome=RingBackOutcome.NOT_NEEDED, note=why, by=by, at=at)
    return True


def waits_elsewhere(*, subject: str, row, number: str) -> bool:
    """Test whether the ring-back that waits about a held row would miss who has this number."""
    found = _waiting(subject, row)
    return found is not None and bool(number) and found.number != number


def hold(ring_back_id: int, *, wait: bool) -> RingBack | None:
    """Return a ring-back held after what it is about, `ring_back.about`; None without both."""
    known = RingBack.objects.filter(pk=ring_back_id).first()
    if known is None:
        return None
    about = SUBJECTS[known.subject].hold(known.subject_id, wait=wait)
    if about is None:
        return None
    rows = RingBack.objects
    found = rows.held_if_there(ring_back_id) if wait else rows.held_if_free(ring_back_id)
    if found is not None:
        found.about = about
    return found


def remind(fired: StepFired) -> None:
    """Let the call handlers hear at half the time, and the supervisor when it is over."""
    ring_back = fired.row
    if ring_back.state != RingBackState.WAITING:
        return
    when = clock_time(ring_back.due_at)
    is_over = fired.percent >= OVER
    text = (
        f"Nobody has rung the caller back, which was to be by {when}. Ring now."
        if is_over
        else f"Ring the caller back by {when}: no text has told them."
    )
    _sound(ring_back, text, level=1 if is_over else 0, by=fired.by, at=fired.at)


def _waiting(subject: str, row) -> RingBack | None:
    waiting = RingBack.objects.waiting().filter(subject=subject, subject_id=row.pk)
    return waiting.select_for_update(no_key=True).first()


def _sooner(ring_back: RingBack, key: str, *, by, at) -> None:
    """Bring a ring-back forward where its new reason cannot wait as long; its alert stays."""
    due_at = _due(at, key)
    if due_at >= ring_back.due_at:
        return
    ring_back.due_at = due_at
    ring_back.save_changes("due_at")
    about = {"subject_id": ring_back.pk, "at": at}
    clocks.stop(kinds=(RING_THE_CALLER,), reason=StopReason.SUPERSEDED, by=by, **about)
    severity = SUBJECTS[ring_back.subject].severity(ring_back.about)
    clocks.start(kind=RING_THE_CALLER, key=key, severity=severity, **about)
    _note(ring_back, ring_back.about, f"Ring back by {clock_time(due_at)}", by=by, at=at)


def _due(at, key: str = "") -> datetime:
    return at + timedelta(seconds=queries.policy(RING_THE_CALLER, key, at).seconds)


def _end(ring_back: RingBack, outcome: str, note: str, *, by, at) -> None:
    ring_back.state, ring_back.outcome = RingBackState.DONE, outcome
    ring_back.note = note.strip()[:500]
    ring_back.done_at, ring_back.done_by = at, by
    ring_back.save_changes("state", "outcome", "note", "done_at", "done_by")
    _quieten(ring_back, StopReason.COMPLETED, by=by, at=at)
    told = outcome == RingBackOutcome.TOLD
    text = "The caller was rung back and told" if told else "The caller need not be rung back"
    _note(ring_back, ring_back.about, _with(text, note), by=by, at=at)


def _ring_again(ring_back: RingBack, note: str, *, by, at) -> None:
    ring_back.unanswered += 1
    ring_back.due_at = _due(at, AGAIN)
    ring_back.save_changes("unanswered", "due_at")
    _quieten(ring_back, StopReason.SUPERSEDED, by=by, at=at)
    severity = SUBJECTS[ring_back.subject].severity(ring_back.about)
    again = {"subject_id": ring_back.pk, "severity": severity, "at": at}
    clocks.start(kind=RING_THE_CALLER, key=AGAIN, **again)
    when = clock_time(ring_back.due_at)
    text = f"The caller did not answer (time {ring_back.unanswered}); ring again by {when}"
    _note(ring_back, ring_back.about, _with(text, note), by=by, at=at)
    if ring_back.unanswered >= SUPERVISORS:
        times = f"The caller has not answered {ring_back.unanswered} times."
        text = f"{times} Decide what else is tried: another number, or a unit to the door."
        _sound(ring_back, text, level=1, by=by, at=at)


def _quieten(ring_back: RingBack, reason: StopReason, *, by, at) -> None:
    """Stop the clock of a ring-back and end its alert: somebody has rung, or need not."""
    ended = {"reason": reason, "by": by, "at": at}
    clocks.stop(kinds=(RING_THE_CALLER,), subject_id=ring_back.pk, **ended)
    about = {"subject": ring_back.subject, "subject_id": ring_back.subject_id}
    alerts.resolve(**about, codes=(ALERT_RING_BACK,), **ended)


def _sound(ring_back: RingBack, text: str, *, level: int, by, at) -> None:
    # A board names the incident of an alert, and no call.
    named = f"{ring_back.about}: {text}" if ring_back.subject == CONTACT else text
    alerts.sound(
        code=ALERT_RING_BACK,
        subject=ring_back.subject,
        row=ring_back.about,
        text=named,
        audience=_audience(ring_back),
        level=level,
        by=by,
        at=at,
    )


def _audience(ring_back: RingBack) -> Role:
    """Return who rings: not the call handlers where they may not see what it is about."""
    is_hidden = ring_back.because == NoText.RESTRICTED
    return Role.SUPERVISOR if is_hidden else Role.CALL_HANDLER


def _note(ring_back: RingBack, row, text: str, *, by, at) -> None:
    SUBJECTS[ring_back.subject].said(row, text=text, by=by, at=at)


def _with(text: str, note: str) -> str:
    return f"{text}: {note.strip()}" if note.strip() else text
