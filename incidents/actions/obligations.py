"""
What was promised by a time: watched to the end, whether the incident is open or closed (I8).

"Officers will return tomorrow" was on a log, and nobody returned for three days (node/4017). Here
it has a clock of its own, which no closing stops.
"""

from datetime import timedelta

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import Desk
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks, wording
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import StepFired
from incidents import access, grading, localtimes
from incidents.actions import late, log
from incidents.enums import Ending, LogKind
from incidents.kinds import (
    OBLIGATION_DUE,
    OBLIGATION_MISSED,
    OBLIGATION_REMINDER,
    OBLIGATION_SOON,
)
from incidents.models import Incident, Obligation

REMINDED = timedelta(minutes=30)
FARTHEST = timedelta(days=366)
LONGEST = 300
ROLE_OF = {
    Desk.CALLS: Role.CALL_HANDLER,
    Desk.DISPATCH: Role.DISPATCHER,
    Desk.SUPERVISION: Role.SUPERVISOR,
    Desk.DUTY_OFFICE: Role.DUTY_OFFICER,
}


@action
def make(*, incident_id: int, what: str, due_at, desk: str, by, at) -> Obligation:
    """
    Promise something about an incident by a time; a desk is to see to it (node/4017).

    :raises Invalid: without words, for no desk, or for a time that is past or over a year away
    :raises NotFound: when there is no such incident for this person
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    incident = access.held(incident_id, by)
    _check_words(what, "Say what was promised: “officers will return”.")
    if desk not in Desk.values:
        raise Invalid("Say which desk is to see to it.")
    if not at < due_at <= at + FARTHEST:
        raise Invalid("Choose a time that is still to come, within a year.")
    made = Obligation.objects.create(
        incident=incident, what=what.strip(), desk=desk, due_at=due_at, made_by=by, made_at=at
    )
    log.write(incident, LogKind.PROMISE, f"Promised: {_words(made)}", by=by, at=at)
    incident.save_changes()
    _watch(made, at=at)
    audit.record("obligation.made", made, by=by, at=at, incident=incident.pk)
    live.tell(incident)
    return made


@action
def end(*, obligation_id: int, ended_as: str, note: str, by, at) -> Obligation:
    """
    Say that what was promised was done, or that it is withdrawn, and why.

    :raises Invalid: without words, or when it is neither
    :raises NotFound: when there is no such obligation for this person
    :raises WrongState: when somebody has said so already
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    known = Obligation.objects.filter(pk=obligation_id).first()
    if known is None:
        raise NotFound("There is no such obligation.")
    incident = access.held(known.incident_id, by)
    made = Obligation.objects.select_related("ended_by").get(pk=obligation_id)
    made.incident = incident
    _check_may_end(made, ended_as, note)
    made.ended_as, made.end_note, made.ended_by, made.ended_at = ended_as, note.strip(), by, at
    made.save(update_fields=["ended_as", "end_note", "ended_by", "ended_at"])
    text = f"{made.get_ended_as_display()}: {_words(made)}. {made.end_note}"
    log.write(incident, LogKind.PROMISE, text, by=by, at=at)
    incident.save_changes()
    _watch_no_longer(made, by=by, at=at)
    audit.record("obligation.ended", made, by=by, at=at, ended_as=ended_as)
    live.tell(incident)
    return made


def hold(pk: int, *, wait: bool) -> Obligation | None:
    """Return an obligation with its incident held; None when that is held by somebody else."""
    made = Obligation.objects.filter(pk=pk).first()
    held = Incident.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    incident = held.filter(pk=made.incident_id).first() if made else None
    if incident is None:
        return None
    made = Obligation.objects.get(pk=pk)
    made.incident = incident
    return made


def note(made: Obligation, *, text: str, by, at) -> None:
    """Write what happened to an obligation on the log of its incident."""
    log.note(made.incident, text=text, by=by, at=at)


def soon(fired: StepFired) -> None:
    """Half an hour is left: its desk hears, on a closed incident as well."""
    _sound(fired, OBLIGATION_SOON, "Promised, half an hour left", level=0)


def missed(fired: StepFired) -> None:
    """It was not kept: its desk hears, and each half hour whoever is above it."""
    made, incident = fired.row, fired.row.incident
    over = {"reason": StopReason.SUPERSEDED, "by": fired.by, "at": fired.at}
    alerts.resolve(subject="incident", subject_id=incident.pk, codes=(OBLIGATION_SOON,), **over)
    times_over = int((fired.at - made.due_at) / REMINDED)
    _sound(fired, OBLIGATION_MISSED, "Promised and not done", level=min(times_over, 2))


def _sound(fired: StepFired, code: str, why: str, *, level: int) -> None:
    made, incident = fired.row, fired.row.incident
    if made.ended_at is not None:
        return
    late.came(incident, f"{why}: {_words(made)}.", by=fired.by, at=fired.at)
    alerts.sound(
        code=code,
        subject="incident",
        row=incident,
        text=f"{why}: {incident.said(_words(made))}",
        audience=ROLE_OF[made.desk],
        level=level,
        by=fired.by,
        at=fired.at,
    )


def _watch(made: Obligation, *, at) -> None:
    severity = grading.severity(made.incident.grade)
    about = {"subject_id": made.pk, "severity": severity, "at": at}
    clocks.start(kind=OBLIGATION_DUE, due_at=made.due_at, **about)
    if (reminded := made.due_at - REMINDED) > at:
        clocks.start(kind=OBLIGATION_REMINDER, due_at=reminded, **about)


def _watch_no_longer(made: Obligation, *, by, at) -> None:
    """Stop its clocks; its alert goes on where another one of the incident is missed, too."""
    kept = made.ended_as == Ending.KEPT
    reason = StopReason.COMPLETED if kept else StopReason.RESOLVED
    who = {"by": by, "at": at}
    kinds = (OBLIGATION_DUE, OBLIGATION_REMINDER)
    clocks.stop(kinds=kinds, subject_id=made.pk, reason=reason, **who)
    others = made.incident.obligations.open()
    still = {
        OBLIGATION_MISSED: others.filter(due_at__lte=at).first(),
        OBLIGATION_SOON: others.filter(due_at__gt=at, due_at__lte=at + REMINDED).first(),
    }
    for code, other in still.items():
        about = {"subject": "incident", "subject_id": made.incident_id, "codes": (code,)}
        if other is None:
            alerts.resolve(**about, reason=reason, **who)
        else:
            other.incident = made.incident
            wording.reword(**about, text=f"Promised: {made.incident.said(_words(other))}", **who)


def _words(made: Obligation) -> str:
    return f"“{made.what}” by {localtimes.shown(made.due_at)} ({made.get_desk_display()})"


def _check_may_end(made: Obligation, ended_as: str, note: str) -> None:
    if made.ended_at is not None:
        raise WrongState(
            f"{made.get_ended_as_display()} by {made.ended_by.short_name} already: {made.end_note}"
        )
    if ended_as not in Ending.values:
        raise Invalid("Say whether it was kept or is withdrawn.")
    _check_words(note, "Say in a few words what was done, or why it is withdrawn.")


def _check_words(text: str, lacking: str) -> None:
    if not text.strip():
        raise Invalid(lacking)
    if len(text.strip()) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters; the rest belongs on the log.")
