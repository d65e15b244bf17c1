"""How an incident stands, in the words a call handler reads beside the next call: pure."""

from datetime import datetime

from incidents.enums import Status


def words(*, status: str, times_diverted: int, attended_at, due_at, closed_at, at: datetime) -> str:
    """Return whether its unit was taken away, nobody ever came, and how long past its target."""
    came_or_closed = attended_at or closed_at or at
    late = due_at is not None and came_or_closed > due_at
    parts = [
        _diverted(times_diverted),
        "" if attended_at or due_at is None else "NEVER ATTENDED",
        _over(came_or_closed - due_at) if late else "",
        "" if status == Status.CLOSED else "still open",
    ]
    return ", ".join(part for part in parts if part) if parts[0] or parts[1] or late else ""


def _diverted(times: int) -> str:
    return "" if not times else "DIVERTED" if times == 1 else f"DIVERTED {times} times"


def _over(lasted) -> str:
    minutes = int(lasted.total_seconds() // 60)
    return f"{minutes} min over its target" if minutes else "over its target"
