"""Rules of diverting: pure, and checkable by a police officer."""

from contactcentre.core.errors import NotAllowed, WrongState
from dispatch.enums import AssignmentState
from incidents.grading import is_more_urgent


def may_be_diverted(*, state: str, deployable: bool) -> bool:
    """Test whether a unit may leave what it is assigned to for another incident.

    On its way it may; at the scene only when it reports committed but deployable (Airwave 7).
    """
    return state != AssignmentState.AT_SCENE or deployable


def check_may_divert(*, from_grade: str, to_grade: str, may_override: bool) -> None:
    """
    Refuse a divert to something that is not more urgent, except by a supervisor.

    :raises NotAllowed: when the new incident is not more urgent
    """
    if not may_override and not is_more_urgent(to_grade, than=from_grade):
        raise NotAllowed(
            f"The new incident is graded {to_grade}, the present one {from_grade}: not more "
            "urgent. A supervisor may make this divert."
        )


def check_can_be_diverted(callsign: str, *, state: str, deployable: bool) -> None:
    """
    Refuse to divert a unit that is at work at a scene.

    :raises WrongState: until it reports that it can be deployed
    """
    if not may_be_diverted(state=state, deployable=deployable):
        raise WrongState(f"{callsign} is at a scene and has not reported that it can leave (7).")


def share_used(*, started_at, due_at, at) -> int | None:
    """Return the percent of an attendance clock that is used, or None without one."""
    if due_at is None or due_at <= started_at:
        return None
    return round((at - started_at) / (due_at - started_at) * 100)
