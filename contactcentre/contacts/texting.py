"""Rules of texts to callers: what they say, which numbers get none, when one is tried again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from contactcentre.contacts import numbers
from contactcentre.contacts.enums import News, NoText

# Safe words: no name, no place, no police, nothing of what was said. Another may read them.
WORDS = {
    News.DISPATCHED: "About your call: help is on its way to you.",
    News.DIVERTED: "About your call: those who were coming had to go elsewhere. Your call is "
    "still open and we are finding others.",
    News.LEFT: "About your call: those who were coming cannot come. Your call is still open and "
    "we are finding others.",
    News.DELAYED: "About your call: we are sorry that nobody has reached you yet. Your call is "
    "still open and we have not forgotten it.",
    News.ARRIVED: "About your call: help has arrived.",
    News.CUT_SHORT: "About your call: it was cut short. We are ringing you.",
    News.NOT_COMING: "About your call: we are ringing you to say how it stands.",
}
IN_DANGER = "If you are in danger now, ring 999."
PAUSES = (10, 30, 60)
LONDON = ZoneInfo("Europe/London")


def words(news: str) -> str:
    """Return the text that tells a caller some news."""
    text = WORDS[News(news)]
    return text if news == News.ARRIVED else f"{text} {IN_DANGER}"


def why_not(number: str, *, may_be_texted: bool) -> str:
    """Return why a number gets no text, or "" when it may have one."""
    if not number:
        return NoText.NO_NUMBER
    if not may_be_texted:
        return NoText.DO_NOT_TEXT
    return "" if numbers.takes_texts(number) else NoText.NO_MOBILE


def clock_time(moment: datetime) -> str:
    """Return the time of day of a moment as the floor says it: 00:13."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def pause_after(tries: int) -> timedelta:
    """Return how long to wait before the next try, longer each time, a minute at most."""
    return timedelta(seconds=PAUSES[min(max(tries, 1), len(PAUSES)) - 1])
