"""Reading a time as it is said on the floor, "tomorrow at ten": London's, in summer and winter."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contactcentre.core.errors import Invalid

# Days that have a day before and a day after, and may have contacts.
YEARS = range(2000, 2101)
LONDON = ZoneInfo("Europe/London")
FIRST, SECOND = "FIRST", "SECOND"
HOW = "Write the day and the time like 2026-11-24T10:00."


class Twice(Invalid):
    """London's clocks show this time twice, and nobody said which is meant."""


def read(text: str, *, which: str = "") -> datetime:
    """
    Return the moment that is written as a local time, or with its own offset.

    :raises Invalid: when it is none, is skipped in spring, or comes twice and nobody says which
    """
    try:
        written = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid(HOW) from error
    if len(text.strip()) <= len("2026-11-24"):
        raise Invalid(HOW)
    return _as_utc(written) if written.tzinfo else moment(written, which=which)


def moment(local: datetime, *, which: str = "") -> datetime:
    """
    Return when London's clocks show this.

    :raises Invalid: when they never do, or do twice and nobody says which time is meant
    """
    first, second = (local.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return _as_utc(first)
    shown = f"{local:%H:%M} on {local.day} {local:%b %Y}"
    if first.utcoffset() < second.utcoffset():
        raise Invalid(f"There is no {shown}: the clocks go forward. Choose a time an hour later.")
    if which not in {FIRST, SECOND}:
        raise Twice(
            f"There is {shown} twice: the clocks go back. Say which is meant, "
            "the first (BST) or the second (GMT)."
        )
    return _as_utc(first if which == FIRST else second)


def read_day(text: str, *, at: datetime) -> date:
    """
    Return the day that is written like 2026-11-24; without one, the day it is in London.

    :raises Invalid: when it is none
    """
    if not text.strip():
        return day(at)
    try:
        named = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid("Write the day like 2026-11-24.") from error
    if named.year not in YEARS:
        raise Invalid(f"Name a day between the years {YEARS.start} and {YEARS.stop - 1}.")
    return named


def day(at: datetime) -> date:
    """Return the day it is in London at a moment."""
    return at.astimezone(LONDON).date()


def days_before(at: datetime, days: int) -> datetime:
    """Return when the day began in London that was so many days before."""
    began = datetime.combine(day(at) - timedelta(days=days), time(), LONDON)
    return began.astimezone(UTC)


def shown(at: datetime) -> str:
    """Return a moment as the floor says it: 24 Nov 2026 10:00 GMT."""
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%b %Y %H:%M} {here.tzname()}"


def _as_utc(written: datetime) -> datetime:
    try:
        return written.astimezone(UTC)
    except OverflowError as error:
        raise Invalid(HOW) from error
