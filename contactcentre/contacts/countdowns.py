"""The clocks that contacts and handlers have, and what each step of them does."""

from contactcentre.contacts import queueing
from contactcentre.contacts.actions import pads, queue, ring_backs, sending, texts
from contactcentre.contacts.enums import WAITING
from contactcentre.contacts.kinds import (
    AGAIN,
    ALERT_NO_DISPOSITION,
    ALERT_NOT_ANSWERED,
    ANSWER_FROM_BT,
    ANSWER_FROM_RING,
    CONFIRM_TEXT,
    CONTACT,
    EARLY,
    HANDLER,
    MESSAGE,
    NO_DISPOSITION,
    OFFER_LEASE,
    PAD,
    PAD_ALONE,
    PAYLOAD,
    RING_BACK,
    RING_THE_CALLER,
)
from contactcentre.contacts.models import Contact, Handler, Pad, RawPayload
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.kinds import (
    SUBJECTS,
    Kind,
    StepFired,
    Subject,
    register,
    register_errand,
    register_look,
    register_subject,
)
from contactcentre.countdowns.queries import live_alerts

# Kind, key, seconds, steps in percent, seconds between repeats: the first targets (DESIGN §4).
DEFAULTS = [
    (ANSWER_FROM_BT, "", 10, [100], None),
    (ANSWER_FROM_RING, "", 10, [100], None),
    (OFFER_LEASE, "", 15, [100], None),
    (NO_DISPOSITION, "", 600, [100], 600),
    (CONFIRM_TEXT, "", 300, [100], None),
    (RING_THE_CALLER, "", 600, [50, 100], 300),
    (RING_THE_CALLER, AGAIN, 300, [100], 300),
    (RING_THE_CALLER, EARLY, 120, [50, 100], 120),
    (PAD_ALONE, "", 600, [100], 600),
]
MINUTE = 60


def fill_ports() -> None:
    """Make contacts, handlers and payloads subjects of clocks and alerts; register the kinds."""
    register_subject(
        _subject(CONTACT, Contact, lambda row: queueing.urgency(row.channel, row.flags))
    )
    register_subject(_subject(HANDLER, Handler, lambda row: 0, "person"))
    register_subject(_subject(PAYLOAD, RawPayload, lambda row: 4))
    register_subject(_subject(PAD, Pad, lambda row: 1, "person"))
    register_subject(_of_another(MESSAGE, texts.hold))
    register_subject(_of_another(RING_BACK, ring_backs.hold))
    register(Kind(CONFIRM_TEXT, MESSAGE, "Text to be confirmed", texts.not_confirmed))
    ring = Kind(
        RING_THE_CALLER, RING_BACK, "Caller to be rung back", ring_backs.remind, protects=True
    )
    register(ring)
    register(Kind(PAD_ALONE, PAD, "Words on a pad without a contact", pads.alone))
    register(Kind(ANSWER_FROM_BT, CONTACT, "Answer, since BT connected", _not_answered))
    register(Kind(ANSWER_FROM_RING, CONTACT, "Answer, since it rang here", _not_answered))
    register(Kind(NO_DISPOSITION, CONTACT, "Outcome of a contact", _no_disposition))
    register(Kind(OFFER_LEASE, HANDLER, "Offer of a contact", _not_taken, is_lease=True))
    # An offer that two transactions missed by a hair is made at the next sweep.
    register_look(queue.sweep)
    register_errand(sending.drain)


def _subject(name: str, model, severity, *related: str) -> Subject:
    def hold(pk: int, *, wait: bool):
        rows = model.objects.select_related(*related) if related else model.objects.all()
        held = rows.select_for_update(no_key=True, of=("self",), skip_locked=not wait)
        return held.filter(pk=pk).first()

    return Subject(
        name=name,
        hold=hold,
        note=_no_log_of_its_own,
        area=_whole_force,
        severity=severity,
        said=_no_log_of_its_own,
    )


def _of_another(name: str, hold) -> Subject:
    """Return a subject that is about another, held with it: its log and area are that one's."""
    return Subject(
        name=name,
        hold=hold,
        note=lambda row, **said: SUBJECTS[row.subject].note(row.about, **said),
        area=lambda row: SUBJECTS[row.subject].area(row.about),
        severity=lambda row: SUBJECTS[row.subject].severity(row.about),
    )


def _not_answered(fired: StepFired) -> None:
    """Ten seconds are over: a supervisor hears, once for both clocks (B2)."""
    contact = fired.row
    if contact.state not in WAITING:
        return
    sounded = live_alerts().filter(subject=CONTACT, subject_id=contact.pk, code=ALERT_NOT_ANSWERED)
    if not sounded.exists():
        _sound(fired, ALERT_NOT_ANSWERED, f"{contact.reference}: a 999 call is not answered yet.")


def _no_disposition(fired: StepFired) -> None:
    """Ten minutes, and nobody has said what came of it (A3)."""
    contact = fired.row
    minutes = int((fired.at - contact.received_at).total_seconds() // MINUTE)
    state = contact.get_state_display().lower()
    text = (
        f"{contact.reference} ({contact.get_channel_display()}): {minutes} min without an outcome"
    )
    _sound(fired, ALERT_NO_DISPOSITION, f"{text}; {state}.")


def _not_taken(fired: StepFired) -> None:
    queue.take_back(handler=fired.row, by=fired.by, at=fired.at)


def _sound(fired: StepFired, code: str, text: str) -> None:
    alerts.sound(
        code=code,
        subject=CONTACT,
        row=fired.row,
        text=text,
        audience=Role.SUPERVISOR,
        level=1,
        by=fired.by,
        at=fired.at,
    )


def _whole_force(_row) -> None:
    """Calls belong to no command unit until somebody knows where the caller is."""


def _no_log_of_its_own(row, *, text: str, by, at) -> None:
    """What happens to a contact is in the audit trail, and later on its incident's log."""
