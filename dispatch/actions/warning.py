"""
Sending crews the warnings of their incident, until each says that it knows them (G7, APP).

In Essex in 2020 an order was on record and whoever went to the door did not know of it. A crew is
sent what holds as soon as it is sent itself, and has a minute to say that it knows; then its
dispatcher hears, and those above.
"""

from datetime import timedelta

import structlog
from django.db import InterfaceError, OperationalError

from contactcentre.core import audit, live
from contactcentre.core.errors import WrongState
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS, StepFired
from contactcentre.countdowns.models import Alert, Clock
from dispatch import queries
from dispatch.actions.holding import Held, hold_if_free, units_of
from dispatch.models import Unit
from incidents import grading
from incidents.actions import resourcing
from incidents.models import CrewWarning, Incident

WARN = "crew_warning"
NOT_KNOWN = "WARNINGS_NOT_KNOWN"
# What fits beside the rest of an alert's sentence.
ROOM = 200
SOONEST = timedelta(seconds=5)
log = structlog.get_logger(__name__)


def look(*, by, at) -> int:
    """
    Send every crew the warnings that it has not been sent, and ask none for what holds no more.

    One that cannot be sent any keeps no other from it; the next look tries it again.
    """
    return sum(_look_after(pk, by=by, at=at) for pk in queries.to_be_warned(at))


@action
def send(*, assignment_id: int, by, at) -> bool:
    """
    Send a crew the warnings of its incident, and give it a minute to say that it knows them.

    Where none is left that holds, it is asked no more. Return whether it was sent any; what
    somebody else holds now is for the next look.
    """
    held = hold_if_free(assignment_id)
    if held is None or held.incident.warning_number <= held.current.warnings_known:
        return False
    to_know = held.current.warnings_to_know(at)
    if not to_know:
        _settled(held, StopReason.RESOLVED, by=by, at=at)
        held.unit.save_changes()
        audit.record("unit.warnings_settled", held.unit, by=by, at=at)
        live.tell(held.unit)
        return False
    if to_know[-1].number <= held.current.warnings_told:
        return False
    _ask(held, to_know, by=by, at=at)
    audit.record("unit.warned", held.unit, by=by, at=at, number=to_know[-1].number)
    live.tell(held.unit)
    return True


def is_heard(held: Held, *, at) -> bool:
    """
    Test whether a press of the crew can be its answer to what it was sent.

    Radios repeat a press within seconds, and bring an order's own acknowledgement late.
    """
    since = heard_from(held)
    is_its_own = held.current.acknowledged_at is not None
    return is_its_own and (since is None or at >= since)


def heard_from(held: Held):
    """Return from when on a press of a held crew answers what it was last sent; None if nothing."""
    asked = Clock.objects.open().filter(kind=WARN, subject_id=held.current.pk).first()
    return asked and asked.started_at + SOONEST


def check_told(held: Held, number: int, *, at) -> None:
    """
    Refuse what a crew knows when it is not every warning that holds now.

    :raises WrongState: when another was given after the crew was told, or there is none so far on
    """
    if held.current is None:
        return
    if number > held.incident.warning_number:
        raise WrongState(f"There is no warning {number}. Look again at those of {held.unit}.")
    if held.incident.warnings.live(at).filter(number__gt=number).exists():
        raise WrongState(
            f"Another warning was given meanwhile. Tell {held.unit.callsign} of every one."
        )


def knows(held: Held, number: int, *, by, at) -> None:
    """Record that the crew of a held unit knows the warnings of its incident up to a number."""
    held.current.warnings_known = number
    held.current.save(update_fields=["warnings_known"])
    held.unit.save_changes()
    text = f"{held.unit.callsign} knows the warnings up to number {number}"
    resourcing.changed(held.incident, units_of(held.incident), text, by=by, at=at)
    end(held, StopReason.ACKNOWLEDGED, by=by, at=at)
    audit.record("unit.warnings_acknowledged", held.unit, by=by, at=at, number=number)
    live.tell(held.unit)


def end(held: Held, reason: StopReason, *, by, at) -> None:
    """Ask the crew of a held unit no more: it knows, or it has left."""
    who = {"reason": reason, "by": by, "at": at}
    clocks.stop(kinds=(WARN,), subject_id=held.current.pk, **who)
    alerts.resolve(subject="unit", subject_id=held.unit.pk, codes=(NOT_KNOWN,), **who)


def not_known(fired: StepFired) -> None:
    """Nobody has said that the crew knows: its dispatcher hears, and it climbs from there (G7)."""
    assignment = fired.row
    to_know = assignment.warnings_to_know(fired.at) if assignment.ended_at is None else []
    if not to_know:
        return
    unit = SUBJECTS["unit"].hold(assignment.unit_id, wait=True)
    text = _words(unit.callsign, assignment.incident, to_know)
    if not _sounding(unit).filter(text=text).exists():
        _sound(unit, text, by=fired.by, at=fired.at)


def _look_after(pk: int, *, by, at) -> bool:
    try:
        return send(assignment_id=pk, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("crew.warning_failed", assignment=pk)
        return False


def _ask(held: Held, to_know: list[CrewWarning], *, by, at) -> None:
    current, incident = held.current, held.incident
    again = {"subject_id": current.pk, "by": by, "at": at}
    clocks.stop(kinds=(WARN,), reason=StopReason.SUPERSEDED, **again)
    severity = grading.severity(incident.grade)
    clocks.start(kind=WARN, subject_id=current.pk, severity=severity, at=at)
    current.warnings_told = incident.warning_number
    current.save(update_fields=["warnings_told"])
    held.unit.save_changes()
    if _sounding(held.unit).exists():
        # Whoever reads the alert out reads what its button will say: all of it, from now on.
        _sound(held.unit, _words(held.unit.callsign, incident, to_know), by=by, at=at)
    numbers = ", ".join(str(each.number) for each in to_know)
    text = f"{held.unit.callsign} is sent the warnings: number {numbers}"
    resourcing.changed(incident, units_of(incident), text, by=by, at=at)


def _settled(held: Held, reason: StopReason, *, by, at) -> None:
    held.current.warnings_known = held.incident.warning_number
    held.current.save(update_fields=["warnings_known"])
    end(held, reason, by=by, at=at)


def _sounding(unit: Unit):
    return Alert.objects.live().filter(code=NOT_KNOWN, subject="unit", subject_id=unit.pk)


def _sound(unit: Unit, text: str, *, by, at) -> None:
    who = {"audience": Role.DISPATCHER, "by": by, "at": at}
    alerts.sound(code=NOT_KNOWN, subject="unit", row=unit, text=text, **who)


def _words(callsign: str, incident: Incident, to_know: list[CrewWarning]) -> str:
    """
    Say which warnings are to be told, and never in what words.

    The alert of a unit is read in its own area, which may not be the incident's.
    """
    if incident.restricted:
        numbers = ", ".join(str(each.number) for each in to_know)
        return _told(callsign, f"the warnings on the log of its incident ({numbers})")
    what = ", ".join(f"{each.number} ({each.get_kind_display().lower()})" for each in to_know)
    return _told(callsign, f"the warnings of {incident.named}: {what}"[:ROOM])


def _told(callsign: str, what: str) -> str:
    return (
        f"{callsign} has not said that it knows: {what}. Tell the crew; then record that it knows."
    )
