"""
When London calls, and how: pure rules.

The totals are the Metropolitan Police's for 2024, as its news page gives them. They come to 2,000
more than the sum printed there; the mix is computed from the parts. How a day rises and falls is an
estimate: a trough before dawn, a busy early evening at about 1.6 times the mean, and more 999 calls
on Friday and Saturday nights. What share each digital channel has is made up.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
TOTALS_2024 = {"999": 2_394_416, "101": 1_279_552, "DIGITAL": 988_923}
DAYS_2024 = 366
DIGITAL = {"WEB_REPORT": 0.55, "EMAIL": 0.2, "SMS": 0.1, "WHATSAPP": 0.1, "INSTAGRAM": 0.05}
# Contacts in each hour of the local day; only their proportions count.
EMERGENCY_DAY = (
    72, 60, 50, 43, 38, 37, 43, 56, 74, 84, 92, 99, 105, 110, 116, 125, 134, 140, 142, 137, 128,
    118, 107, 92,
)  # fmt: skip
OTHER_DAY = (
    36, 26, 20, 17, 16, 19, 34, 62, 98, 126, 138, 140, 136, 134, 134, 138, 143, 142, 128, 109, 92,
    77, 62, 48,
)  # fmt: skip
NIGHT_OUT = 1.35
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def a_day() -> float:
    """Return how many contacts London has on a mean day."""
    return sum(TOTALS_2024.values()) / DAYS_2024


def mix() -> dict[str, float]:
    """Return the share of each channel in a day; together they are one."""
    whole = sum(TOTALS_2024.values())
    digital = TOTALS_2024["DIGITAL"] / whole
    calls = {channel: TOTALS_2024[channel] / whole for channel in ("999", "101")}
    return calls | {channel: digital * share for channel, share in DIGITAL.items()}


def rate(channel: str, at: datetime) -> float:
    """Return how many contacts of a channel are to be expected in the hour of this moment."""
    local = at.astimezone(LONDON)
    shape = EMERGENCY_DAY if channel == "999" else OTHER_DAY
    share = shape[local.hour] / sum(shape) * _weekend(channel, local)
    return a_day() * mix()[channel] * share


def _weekend(channel: str, local: datetime) -> float:
    """Return how much more a night out brings, and the other hours of those days less."""
    if channel != "999" or local.weekday() not in {FRIDAY, SATURDAY, SUNDAY}:
        return 1.0
    late = local.hour >= 21 and local.weekday() != SUNDAY
    early = local.hour < 4 and local.weekday() != FRIDAY
    return NIGHT_OUT if late or early else 0.95
