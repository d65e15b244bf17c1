"""CAD numbers as people write and say them: 2089/21NOV24, and 2089-21NOV24 in addresses."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
WRITTEN = re.compile(r"(\d{1,6})[-/](\d{1,2})([A-Z]{3})(\d{2})", re.IGNORECASE)


def day_of(moment: datetime) -> date:
    """Return the London day a moment lies in; days are 23 or 25 hours when the clocks change."""
    return moment.astimezone(LONDON).date()


def reference(number: int | None, day: date | None) -> str:
    """Return a CAD number as it is written: 2089/21NOV24."""
    return f"{number}/{_short(day)}" if number and day else "no number yet"


def slug(number: int | None, day: date | None) -> str:
    """Return a CAD number as it stands in an address: 2089-21NOV24."""
    return f"{number}-{_short(day)}" if number and day else ""


def parse(text: str) -> tuple[int, date] | None:
    """Return the number and day of a written CAD number, or None when it is not one."""
    found = WRITTEN.fullmatch(text.strip())
    if not found or found[3].upper() not in MONTHS:
        return None
    try:
        day = date(2000 + int(found[4]), MONTHS.index(found[3].upper()) + 1, int(found[2]))
    except ValueError:
        return None
    return int(found[1]), day


def _short(day: date) -> str:
    return f"{day.day:02d}{MONTHS[day.month - 1]}{day.year % 100:02d}"
