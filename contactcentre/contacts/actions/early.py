"""
Calls that ended within a minute of their answer (A9).

At 02:33 a caller passed the telephone on, and it was put down. Whoever rings is rung back within
two minutes, and a supervisor looks at how the call was ended.
"""

from contactcentre.contacts import outcomes
from contactcentre.contacts.actions import handover, ring_backs
from contactcentre.contacts.enums import Flag, News, NoText, Outcome
from contactcentre.contacts.kinds import CONTACT, EARLY
from contactcentre.contacts.models import Contact
from contactcentre.core import audit

FACTS = ("channel", "flags", "answered_at", "ended_at")
# With these the caller has been heard, or rung again: nobody else need ring.
SETTLING = outcomes.OF_INCIDENTS | {Outcome.ABANDONED_RESOLVED}


def see_to(contact: Contact, *, by, at) -> None:
    """
    Flag a held 999 or domestic call that ended too soon, and ask for its caller; once.

    Its line may say later that it was another kind of call, or lasted: then it is taken back.
    """
    is_flagged = Flag.ENDED_EARLY in contact.flags
    is_early = outcomes.is_early(**{name: getattr(contact, name) for name in FACTS})
    if is_flagged and not is_early:
        _take_back(contact, by=by, at=at)
    if is_flagged or not is_early or contact.outcome in outcomes.OF_INCIDENTS:
        return
    handover.add_flag(contact, Flag.ENDED_EARLY)
    contact.save_changes("flags")
    audit.record("contact.ended_early", contact, by=by, at=at, outcome=contact.outcome)
    if contact.outcome not in outcomes.TAKEN_ON:
        ring_backs.ask(
            subject=CONTACT,
            row=contact,
            news=News.CUT_SHORT,
            because=NoText.BY_VOICE,
            number=contact.number,
            key=EARLY,
            by=by,
            at=at,
        )


def _take_back(contact: Contact, *, by, at) -> None:
    contact.flags = [flag for flag in contact.flags if flag != Flag.ENDED_EARLY]
    contact.save_changes("flags")
    audit.record("contact.not_ended_early", contact, by=by, at=at)
    why = "The line says now that it did not end within a minute of its answer"
    ring_backs.no_longer_needed(subject=CONTACT, row=contact, why=why, by=by, at=at)


def settled(contact: Contact, *, by, at) -> None:
    """End the call-back of a held contact whose outcome says that its caller was heard."""
    if Flag.ENDED_EARLY in contact.flags and contact.outcome in SETTLING:
        why = f"{contact.get_outcome_display()}: {contact.outcome_note}"
        ring_backs.no_longer_needed(subject=CONTACT, row=contact, why=why, by=by, at=at)
