"""In which order the queue is answered: pure facts that one SQL expression is built from (B1)."""

from datetime import UTC, datetime, timedelta

from contactcentre.contacts.enums import Channel, Flag, Skill

# 999 before 101 before everything digital.
CLASS = {Channel.EMERGENCY: 0, Channel.NON_EMERGENCY: 1}
DIGITAL_CLASS = 2
# Within a class, these go first.
RISK = (Flag.DOMESTIC, Flag.MARKER, Flag.REPEAT_CALLER, Flag.SILENT, Flag.VULNERABLE)
# A number that was here within this time is recognised as the same caller ringing again (B7).
REPEAT_WINDOW = timedelta(hours=12)
ANSWER_WITHIN = timedelta(seconds=10)
# A telephone system's time is believed from this long ago up to now (docs/api-telephony.md).
OLDEST_BELIEVED = timedelta(hours=24)

NEEDED_SKILL = {Channel.EMERGENCY: Skill.EMERGENCY, Channel.NON_EMERGENCY: Skill.NON_EMERGENCY}
DIGITAL_SKILL = Skill.DIGITAL


def rank(*, channel: str, flags) -> int:
    """Return where a contact stands in the queue before its age: the lower, the sooner."""
    risky = bool(set(flags) & set(RISK))
    return class_of(channel) * 10 + (0 if risky else 5)


def class_of(channel: str) -> int:
    """Return the class of a channel: 0 for 999, 1 for 101, 2 for digital."""
    return CLASS.get(Channel(channel), DIGITAL_CLASS)


def severity(channel: str) -> int:
    """Return how severe a contact is for clocks and alerts: 0 for 999."""
    return class_of(channel) * 2


def urgency(channel: str, flags) -> int:
    """Return how severe what is said of a contact is: 0, too, where another force graded it I."""
    return 0 if Flag.GRADED_I in flags else severity(channel)


def skill_for(channel: str) -> Skill:
    """Return what a handler must take to be offered this channel."""
    return NEEDED_SKILL.get(Channel(channel), DIGITAL_SKILL)


def believed(moment: datetime | None, *, arrived_at: datetime) -> datetime | None:
    """
    Return a sender's time in UTC if it can be true, else None.

    A time in the future would give more time than there is, so it is never believed; one of long
    ago is a broken clock. A clock that is slow makes us look late, and that is shown.
    """
    if moment is None or not arrived_at - OLDEST_BELIEVED <= moment <= arrived_at:
        return None
    # The database does not know every zone that a sender may write.
    return moment.astimezone(UTC)
