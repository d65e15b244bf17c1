"""
Warning whoever is, or will be, sent to an incident: weapons, children, orders, dogs (G7, APP).

Every crew has to say that it knows, by number: dispatch pushes them and hears who is silent. In
Essex in 2020 an order was on record and nobody at the door knew of it.
"""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access
from incidents.actions import log
from incidents.enums import LogKind, Status, WarningKind
from incidents.models import CrewWarning, Incident

LONGEST = 300


@action
def give(*, incident_id: int, kind: str, text: str, expires_on=None, by, at) -> CrewWarning:
    """
    Warn every crew of an incident, and whoever is sent later.

    An order names the day on which it expires, where that is known; one that has expired is kept
    and says so, and no crew is told of it.

    :raises Invalid: without words, of no kind, or when what is no order expires
    :raises NotFound: when there is no such incident for this person
    :raises WrongState: when it is closed
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    incident = access.held(incident_id, by)
    _check_may_give(incident, kind, expires_on)
    _check_words(text, "Say what the crew has to know: “he has a knife”.")
    made = _given(incident, kind, text.strip(), expires_on, by=by, at=at)
    live.tell(incident)
    return made


def know(incident: Incident, kind: str, text: str, *, by, at) -> None:
    """Warn the crews of a held incident of what its risk assessment says, unless they are (D9)."""
    if not incident.warnings.live(at).filter(kind=kind).exists():
        _given(incident, kind, text, None, by=by, at=at)


def _given(incident: Incident, kind: str, text: str, expires_on, *, by, at) -> CrewWarning:
    incident.warning_number += 1
    made = CrewWarning.objects.create(
        incident=incident,
        number=incident.warning_number,
        kind=kind,
        text=text,
        expires_on=expires_on,
        given_by=by,
        given_at=at,
    )
    said = f"Warning {made.number} for crews. {made.words(at)}"
    log.write(incident, LogKind.WARNING, said, by=by, at=at)
    incident.save_changes("warning_number")
    audit.record("warning.given", made, by=by, at=at, incident=incident.pk, kind=kind)
    return made


@action
def withdraw(*, warning_id: int, reason: str, by, at) -> CrewWarning:
    """
    Say that a warning no longer holds, and why; it stays on record.

    :raises Invalid: without a reason
    :raises NotFound: when there is no such warning for this person
    :raises WrongState: when somebody has withdrawn it already
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    known = CrewWarning.objects.filter(pk=warning_id).first()
    if known is None:
        raise NotFound("There is no such warning.")
    incident = access.held(known.incident_id, by)
    made = CrewWarning.objects.select_related("withdrawn_by").get(pk=warning_id)
    if made.withdrawn_at is not None:
        raise WrongState(
            f"{made.withdrawn_by.short_name} withdrew it already: {made.withdrawn_why}"
        )
    _check_words(reason, "Say why it no longer holds: who checked?")
    made.withdrawn_why, made.withdrawn_by, made.withdrawn_at = reason.strip(), by, at
    made.save(update_fields=["withdrawn_why", "withdrawn_by", "withdrawn_at"])
    said = f"Warning {made.number} withdrawn: {made.withdrawn_why}"
    log.write(incident, LogKind.WARNING, said, by=by, at=at)
    incident.save_changes()
    audit.record("warning.withdrawn", made, by=by, at=at, incident=incident.pk)
    live.tell(incident)
    return made


def _check_may_give(incident: Incident, kind: str, expires_on) -> None:
    if incident.status == Status.CLOSED:
        raise WrongState("It is closed, and no crew is sent there. Open an incident for what is.")
    if kind not in WarningKind.values:
        raise Invalid(f"Say what it is: {', '.join(WarningKind.values)}.")
    if expires_on and kind != WarningKind.ORDER:
        raise Invalid("Only an order has a day on which it expires. Leave the day empty.")


def _check_words(text: str, lacking: str) -> None:
    if not text.strip():
        raise Invalid(lacking)
    if len(text.strip()) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters; the rest belongs on the log.")
