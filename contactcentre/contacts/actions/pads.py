"""
What handlers type on their pad is kept as they type it, and what belongs to no contact alarms (X1).

A call was noted on paper and in no system, and nobody came. Here each state of the pad is a record
of its own, and words that no contact goes with have ten minutes.
"""

from django.db.models import Q

from contactcentre.contacts.enums import State
from contactcentre.contacts.kinds import ALERT_PAD_ALONE, PAD, PAD_ALONE
from contactcentre.contacts.models import Contact, Handler, Pad, PadVersion
from contactcentre.contacts.texting import clock_time
from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import StepFired

LONGEST, LONGEST_NOTE = 10_000, 300


@action
def write(*, text: str, by, at, contact_id: int | None = None) -> Pad | None:
    """
    Keep what stands on this person's pad now, with the contact it was typed in; None when blank.

    Without one named it is the contact they have. What was written without a contact is a page of
    its own and stays one: the next call is not what it was about, and ends no alarm.

    :raises Invalid: when it is too long to keep
    :raises NotFound: when the contact named is not theirs and never was
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    if len(text) > LONGEST:
        raise Invalid(f"The pad may have {LONGEST} characters at most.")
    # One at a time for each person, who may have nothing else yet that could be held.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    contact = _theirs(contact_id, by)
    alone, in_call = _open(by)
    is_turned = in_call is not None and _is_over(in_call, contact, text)
    if is_turned:
        _settle(in_call, "With its contact", by=by, at=at)
    pad = in_call if in_call and not is_turned else (None if contact else alone)
    if not text.strip() and (pad is None or is_turned):
        return pad
    return _written(pad, contact, text, by=by, at=at)


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


def _theirs(contact_id: int | None, by) -> Contact | None:
    """Return the contact they have, or the one named, which they have or had."""
    if contact_id is None:
        own = Handler.objects.filter(person=by).select_for_update(no_key=True).first()
        contact = own.contact if own else None
        return contact if contact and contact.state != State.OFFERED else None
    had = Q(handler=by) & ~Q(state=State.OFFERED) | Q(pads__person=by)
    contact = Contact.objects.filter(had, pk=contact_id).first()
    if contact is None:
        raise NotFound("There is no such contact of yours.")
    return contact


def _open(by) -> tuple[Pad | None, Pad | None]:
    """Return the open page that belongs to no contact, and the one of a contact."""
    rows = Pad.objects.filter(person=by, settled_at=None).select_for_update(no_key=True)
    pages = {pad.contact_id is None: pad for pad in rows}
    return pages.get(True), pages.get(False)


def _is_over(pad: Pad, contact: Contact | None, text: str) -> bool:
    """Test whether the page of a contact is done with: another's is written, or it is wiped."""
    is_another = contact is not None and contact.pk != pad.contact_id
    return is_another or not text.strip()


def _written(pad: Pad | None, contact: Contact | None, text: str, *, by, at) -> Pad:
    pad = pad or Pad.objects.create(person=by, contact=contact, opened_at=at)
    if pad.text == text and pad.number:
        return pad
    pad.text, pad.number = text, pad.number + 1
    pad.save_changes("text", "number")
    PadVersion.objects.create(pad=pad, number=pad.number, text=text, at=at)
    if pad.number == 1 and pad.contact_id is None:
        clocks.start(kind=PAD_ALONE, subject_id=pad.pk, at=at)
    audit.record("pad.written", pad, by=by, at=at, number=pad.number, contact=pad.contact_id)
    return pad


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
