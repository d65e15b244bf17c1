"""What is read to a caller before their call ends, from grade, target and decisions: pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from incidents.enums import Coming, Grade

LONDON = ZoneInfo("Europe/London")
AGAIN = "If anything changes, or you are in danger, ring 999 again at once."
COMING = {
    Grade.IMMEDIATE: "Officers are being sent to you now as an emergency. We aim to be with you "
    "by {when}.",
    Grade.SIGNIFICANT: "Officers will come to you. We aim to be with you by {when}; I cannot "
    "promise a time.",
    Grade.EXTENDED: "Officers will come to you, not at once. We aim to be with you by {when}; I "
    "cannot promise a time.",
}
REFERRED = (
    "No officers will come to you for this. It is on record, and goes to those who deal with it."
)
HAVE_BEEN = "Officers have been there. Nobody is on the way now."


@dataclass(frozen=True)
class Facts:
    """What the sentence is made from."""

    grade: str
    due_at: datetime | None = None
    is_there: bool = False
    was_attended: bool = False
    excused: str = ""
    not_police: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Sentence:
    """What is to be read out, and what it comes to."""

    coming: str
    words: str


def sentence(facts: Facts, *, at: datetime) -> Sentence | None:
    """Return what the caller is to be told now; None while nobody has graded."""
    coming, words = (Coming.ATTENDING, "Officers are there.") if facts.is_there else _of(facts, at)
    return Sentence(coming, f"{words} {AGAIN}") if words else None


def holds(coming: str, words: str, facts: Facts, *, at: datetime) -> bool:
    """
    Test whether what was read out at a moment is still so, word for word; or they have come.

    Another grade or another time is other news: she waits for what she was told.
    """
    said = sentence(facts, at=at)
    has_come = facts.is_there and coming == Coming.ATTENDING
    return has_come or (said is not None and said.words == words)


def _of(facts: Facts, at: datetime) -> tuple[str, str]:
    if facts.not_police:
        why = f"{_ended(facts.not_police)} {_ended(facts.instead)}"
        return Coming.ANOTHER, f"The police will not come to this: {why}"
    if facts.excused:
        why = _ended(facts.excused)
        return Coming.NOT_ATTENDING, f"No officers will come to you for this: {why}"
    if facts.was_attended or facts.grade == Grade.REFERRED:
        return Coming.NOT_ATTENDING, HAVE_BEEN if facts.was_attended else REFERRED
    return Coming.ATTENDING, _by_its_target(facts, at)


def _by_its_target(facts: Facts, at: datetime) -> str:
    if not facts.grade or facts.due_at is None:
        return ""
    return COMING[Grade(facts.grade)].format(when=_when(facts.due_at, at))


def _ended(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _when(due_at: datetime, at: datetime) -> str:
    """Say a time as it is said: 23:10; with the day when it is another in London."""
    due, now = due_at.astimezone(LONDON), at.astimezone(LONDON)
    if due.date() == now.date():
        return f"{due:%H:%M}"
    return f"{due:%H:%M} on {due:%A} {due.day} {due:%B}"
