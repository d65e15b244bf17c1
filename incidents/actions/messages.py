"""
Messages about an incident between whoever has the caller and whoever sends the units (E7).

Two desks that write past each other is how a message waits ten hours (IX/2919/20, node/7631). One
that is not acknowledged in its time is an alert, which climbs as every alert does.
"""

from dataclasses import dataclass

from contactcentre.contacts.enums import State
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.actions import alerts, clocks, wording
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import StepFired
from incidents import access, grading
from incidents.actions import late, log
from incidents.enums import Grade, LogKind, Reader
from incidents.kinds import (
    MESSAGE_TO_CALLS,
    MESSAGE_TO_DISPATCH,
    NOT_READ_BY_CALLS,
    NOT_READ_BY_DISPATCH,
)
from incidents.models import Incident, Message

SOONER = {"", Grade.IMMEDIATE}
LONGEST = 1000
ABOVE = (Role.SUPERVISOR, Role.DUTY_OFFICER)


@dataclass(frozen=True)
class Way:
    """One way that messages go: the clock and the alert of it, who reads, and in words."""

    clock: str
    alert: str
    role: Role
    words: str


WAYS = {
    Reader.CALLS: Way(MESSAGE_TO_CALLS, NOT_READ_BY_CALLS, Role.CALL_HANDLER, "call handling"),
    Reader.DISPATCH: Way(MESSAGE_TO_DISPATCH, NOT_READ_BY_DISPATCH, Role.DISPATCHER, "dispatch"),
}
TO = {way.clock: reader for reader, way in WAYS.items()}


@action
def send(*, incident_id: int, to: str, text: str, by, at) -> Message:
    """
    Send a message about an incident to the other desk, which has to acknowledge it (IX/2919/20).

    A closed incident is opened again by it (E6).

    To call handling it is for whoever has the caller on the line; without one, for a supervisor.

    :raises Invalid: without words, or for no desk that there is
    :raises NotFound: when there is no such incident for this person
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    incident = access.held(incident_id, by)
    if to not in Reader.values:
        raise Invalid("Say which desk is to read it: CALLS or DISPATCH.")
    _check_says_something(text)
    return put(incident, to, text, by=by, at=at)


def put(incident: Incident, to: str, text: str, *, by, at) -> Message:
    """Put a message on a held incident, for a desk that has to acknowledge it."""
    late.came(incident, f"A message to {WAYS[to].words} came.", by=by, at=at)
    message = Message.objects.create(
        incident=incident,
        to=to,
        for_person=_with_the_caller(incident) if to == Reader.CALLS else None,
        text=text.strip(),
        by=by,
        at=at,
    )
    words = f"To {WAYS[to].words}: {message.text}"
    log.write(incident, LogKind.MESSAGE, words, by=by, at=at)
    incident.save_changes()
    _let_run(incident, WAYS[to], by=by, at=at)
    audit.record("message.sent", message, by=by, at=at, incident=incident.pk, to=to)
    live.tell(incident, alarm=True)
    return message


@action
def acknowledge(*, message_id: int, by, at) -> Message:
    """
    Say that a message was read, at the desk it was sent to or by who is above it.

    :raises NotAllowed: for its sender, and for another desk
    :raises NotFound: when there is no such message for this person
    :raises WrongState: when somebody has acknowledged it already
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    known = Message.objects.filter(pk=message_id).first()
    if known is None:
        raise NotFound("There is no such message.")
    incident = access.held(known.incident_id, by)
    message = Message.objects.select_related("by", "acknowledged_by").get(pk=message_id)
    _check_may_acknowledge(message, by)
    message.acknowledged_by, message.acknowledged_at = by, at
    message.save(update_fields=["acknowledged_by", "acknowledged_at"])
    text = f"Read the message of {message.by.short_name}: {message.text}"
    log.write(incident, LogKind.MESSAGE, text, by=by, at=at)
    incident.save_changes()
    _read(incident, Reader(message.to), by=by, at=at)
    audit.record("message.acknowledged", message, by=by, at=at, incident=incident.pk)
    live.tell(incident)
    return message


def not_read(fired: StepFired) -> None:
    """A message was not acknowledged in its time: its desk hears, and it climbs from there."""
    to = TO[fired.clock.kind]
    oldest = _unread(fired.row, to).select_related("for_person").first()
    if oldest is None:
        return
    is_handled = to == Reader.DISPATCH or oldest.for_person is not None
    alerts.sound(
        code=WAYS[to].alert,
        subject="incident",
        row=fired.row,
        text=_words(fired.row, oldest),
        audience=WAYS[to].role if is_handled else Role.SUPERVISOR,
        person=oldest.for_person,
        level=0 if is_handled else 1,
        by=fired.by,
        at=fired.at,
    )


def _with_the_caller(incident: Incident):
    """Return who has a caller of this incident on the line now, or None."""
    links = incident.contact_links.filter(contact__state=State.LIVE)
    link = links.exclude(contact__handler=None).select_related("contact__handler").last()
    return link.contact.handler if link else None


def _let_run(incident: Incident, way: Way, *, by, at) -> None:
    """Start the time to read it; the oldest one's runs on, until it has fired."""
    running = clock_queries.open_clocks("incident", incident.pk).filter(kind=way.clock).first()
    if running and not running.last_step:
        return
    about = {"subject_id": incident.pk, "at": at}
    clocks.stop(kinds=(way.clock,), reason=StopReason.SUPERSEDED, by=by, **about)
    key = "I" if incident.grade in SOONER else ""
    clocks.start(kind=way.clock, key=key, severity=grading.severity(incident.grade), **about)


def _read(incident: Incident, to: Reader, *, by, at) -> None:
    """End the clock and the alert with the last unread one; until then the alert says the next."""
    way, following = WAYS[to], _unread(incident, to).first()
    about = {"subject": "incident", "subject_id": incident.pk, "codes": (way.alert,)}
    if following is not None:
        wording.reword(**about, text=_words(incident, following), by=by, at=at)
        return
    stop = {"subject_id": incident.pk, "reason": StopReason.ACKNOWLEDGED, "by": by, "at": at}
    clocks.stop(kinds=(way.clock,), **stop)
    alerts.resolve(**about, reason=StopReason.ACKNOWLEDGED, by=by, at=at)


def _unread(incident: Incident, to: Reader):
    return incident.messages.unread().filter(to=to).order_by("pk")


def _words(incident: Incident, message: Message) -> str:
    said = "open it to read" if incident.restricted else message.text
    return f"Message to {WAYS[message.to].words} not acknowledged: {said}"


def _check_says_something(text: str) -> None:
    if not text.strip():
        raise Invalid("Write what the other desk is to know, or to do.")
    if len(text.strip()) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters; the rest belongs on the log.")


def _check_may_acknowledge(message: Message, by) -> None:
    if message.acknowledged_by_id:
        raise WrongState(f"{message.acknowledged_by.short_name} acknowledged this already.")
    if message.by_id == by.pk:
        raise NotAllowed("You sent this yourself. Whoever it is for acknowledges it.")
    if not {WAYS[message.to].role, *ABOVE} & set(by.roles):
        raise NotAllowed(f"This message is for {WAYS[message.to].words}.")
