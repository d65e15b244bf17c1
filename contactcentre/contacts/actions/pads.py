"""
What handlers type on their pad is kept as they type it, and what belongs to no contact alarms (X1).

A call was noted on paper and in no system, and nobody came. Here each state of the pad is a record
of its own, and words that no contact goes with have ten minutes.
"""

from contactcentre.contacts.enums import State
from contactcentre.contacts.kinds import ALERT_PAD_ALONE, PAD, PAD_ALONE
from contactcentre.contacts.models import Contact, Handler, Pad, PadVersion
from contactcentre.contacts.texting import clock_time
from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import StepFired

LONGEST, LONGEST_NOTE = 10_000, 300


@action
def write(*, text: str, by, at) -> Pad | None:
    """
    Keep what stands on this person's pad now, with the contact they have; None when it is blank.

    :raises Invalid: when it is too long to keep
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    if len(text) > LONGEST:
        raise Invalid(f"The pad may have {LONGEST} characters at most.")
    contact = _theirs(by)
    pad = _turned(_open(by), contact, text, by=by, at=at)
    if pad is None and not text.strip():
        return None
    pad = pad or Pad.objects.create(person=by, opened_at=at)
    is_tied = contact is not None and pad.contact_id is None
    if pad.text == text and pad.number and not is_tied:
        return pad
    _keep(pad, text, contact if is_tied else pad.contact, at=at)
    if is_tied:
        _stop(pad, StopReason.COMPLETED, by=by, at=at)
    elif pad.number == 1 and pad.contact_id is None:
        clocks.start(kind=PAD_ALONE, subject_id=pad.pk, at=at)
    audit.record("pad.written", pad, by=by, at=at, number=pad.number, contact=pad.contact_id)
    return pad


@action
def settle(*, pad_id: int, note: str, by, at) -> Pad:
    """
    Say what words on a pad without a contact were, and what was done: its writer or a supervisor.

    :raises Invalid: without words
    :raises NotFound: when there is no such pad for this person
    :raises WrongState: when it is settled
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    pad = Pad.objects.held_if_there(pad_id)
    if pad is None or not _may_settle(pad, by):
        raise NotFound("There is no such pad.")
    if pad.settled_at is not None:
        raise WrongState(f"This is settled already: {pad.settled_note}")
    if not note.strip() or len(note.strip()) > LONGEST_NOTE:
        raise Invalid(f"Say in at most {LONGEST_NOTE} characters what it was and what was done.")
    _settle(pad, note.strip(), by=by, at=at)
    return pad


def alone(fired: StepFired) -> None:
    """Ten minutes, and the words on a pad belong to no contact: a supervisor asks whose."""
    pad = fired.row
    if pad.settled_at is not None or pad.contact_id is not None:
        return
    name, since = pad.person.short_name, clock_time(pad.opened_at)
    text = f"{name} has words on the pad since {since} that belong to no contact. Ask who rang."
    about = {"code": ALERT_PAD_ALONE, "subject": PAD, "row": pad, "text": text}
    alerts.sound(**about, audience=Role.SUPERVISOR, level=1, by=fired.by, at=fired.at)


def _theirs(by) -> Contact | None:
    own = Handler.objects.filter(person=by).select_for_update(no_key=True).first()
    contact = own.contact if own else None
    return contact if contact and contact.state != State.OFFERED else None


def _open(by) -> Pad | None:
    rows = Pad.objects.filter(person=by, settled_at=None)
    return rows.select_for_update(no_key=True).first()


def _turned(pad: Pad | None, contact: Contact | None, text: str, *, by, at) -> Pad | None:
    """Return the page that is written on: a fresh one for another contact, or once wiped."""
    if pad is None or pad.contact_id is None:
        return pad
    is_another = contact is not None and contact.pk != pad.contact_id
    if not is_another and text.strip():
        return pad
    _settle(pad, "With its contact", by=by, at=at)
    return None


def _keep(pad: Pad, text: str, contact: Contact | None, *, at) -> None:
    pad.text, pad.contact, pad.number = text, contact, pad.number + 1
    pad.save_changes("text", "contact", "number")
    PadVersion.objects.create(pad=pad, number=pad.number, text=text, at=at)


def _may_settle(pad: Pad, by) -> bool:
    return pad.person_id == by.pk or permissions.has(by, Permission.BOARD_SUPERVISOR)


def _settle(pad: Pad, note: str, *, by, at) -> None:
    pad.settled_at, pad.settled_note = at, note
    pad.save_changes("settled_at", "settled_note")
    _stop(pad, StopReason.COMPLETED, by=by, at=at)
    audit.record("pad.settled", pad, by=by, at=at, note=note)


def _stop(pad: Pad, reason: StopReason, *, by, at) -> None:
    ended = {"subject_id": pad.pk, "reason": reason, "by": by, "at": at}
    clocks.stop(kinds=(PAD_ALONE,), **ended)
    alerts.resolve(subject=PAD, codes=(ALERT_PAD_ALONE,), **ended)
