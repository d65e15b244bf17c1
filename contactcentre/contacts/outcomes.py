"""Which outcome fits which contact: pure rules (A2)."""

import re
from datetime import timedelta

from contactcentre.contacts.enums import (
    OF_INCIDENTS,
    WAITING,
    Channel,
    Ending,
    Flag,
    Outcome,
    State,
)
from contactcentre.core.errors import Invalid, WrongState

CUT_SHORT = {Ending.ABANDONED, Ending.DROPPED}
LONGEST_NOTE = 2000
EARLY = timedelta(seconds=60)
# What a call-back would add nothing to: an incident has its own clocks, a service its own line.
TAKEN_ON = OF_INCIDENTS | {Outcome.TRANSFERRED}
# "Will only speak to the victim", however it is put (Scenario A, 02:33).
_VICTIM = r"(?:victim|patient|complainant|injured (?:party|person)|herself|himself|themselves)"
_ONLY_TO_THE_VICTIM = re.compile(
    rf"\b(?:only|must|insist\w*|refus\w*|unless|until|needs? to|ha[sd] to|won.t|not|cannot|can.t)\b"
    rf"[^.;]{{0,30}}\b(?:speak|talk)\w*[^.;]{{0,20}}\b{_VICTIM}\b"
    r"|\bonly\b[^.;]{0,15}\b(?:speak|talk)\w* (?:to|with) (?:her|him|them)\b"
    r"|\b(?:must|has to|needs? to|should|only)\b[^.;]{0,20}"
    r"\b(?:ring|call|phone|report)\b[^.;]{0,15}\b(?:herself|himself|themselves|in person)\b",
    re.IGNORECASE,
)


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


def check_is_a_reason(outcome: str, note: str) -> str:
    """
    Return the note of an outcome that may end a call, without blanks around it.

    :raises Invalid: when it says nothing, or only that somebody will speak to nobody but the victim
    """
    said = check_says_something(note)
    if outcome not in OF_INCIDENTS and _ONLY_TO_THE_VICTIM.search(said):
        raise Invalid(
            "Whoever rings for a victim is a caller like any other: that only the victim may speak "
            "is no reason to end a call. Take what this caller knows and open an incident (F6: the "
            "caller is not the victim), or say what else came of it."
        )
    return said


def is_early(*, channel: str, flags: list[str], answered_at, ended_at) -> bool:
    """Test whether a 999 or domestic call ended within a minute of its answer."""
    if answered_at is None or ended_at is None:
        return False
    is_watched = channel == Channel.EMERGENCY or Flag.DOMESTIC in flags
    return is_watched and ended_at - answered_at < EARLY
