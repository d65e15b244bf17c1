"""Which outcome fits which contact: pure rules (A2)."""

from contactcentre.contacts.enums import OF_INCIDENTS, WAITING, Ending, Outcome, State
from contactcentre.core.errors import Invalid, WrongState

CUT_SHORT = {Ending.ABANDONED, Ending.DROPPED}
LONGEST_NOTE = 2000


def check_fits(outcome: str, *, state: str, ending: str) -> None:
    """
    Refuse an outcome that cannot be true of a contact.

    That it became an incident may be said of one that was thought to be done, too.

    :raises Invalid: when it contradicts how the contact went
    :raises WrongState: when it comes too early or too late
    """
    if state in WAITING:
        raise WrongState("Nobody has spoken to the caller yet. Answer first.")
    if outcome in OF_INCIDENTS:
        return
    if state == State.DISPOSED:
        raise WrongState("This contact has its outcome. It can only still become an incident.")
    if outcome == Outcome.ABANDONED_RESOLVED and ending not in CUT_SHORT:
        raise Invalid("The caller neither rang off nor was cut off. Choose what came of it.")


def check_says_something(note: str) -> str:
    """
    Return the note that goes with an outcome, without blanks around it.

    :raises Invalid: when nothing is left, or it is too long to keep
    """
    note = note.strip()
    if not note:
        raise Invalid("Say in a few words what came of it.")
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"The note may have {LONGEST_NOTE} characters at most.")
    return note
