"""How units and assignments may move: two tables."""

from contactcentre.core.errors import WrongState
from dispatch.enums import AssignmentState, UnitState

_A = AssignmentState
_ENDS_BEFORE_SCENE = {_A.DIVERTED, _A.STOOD_DOWN, _A.UNABLE}

ASSIGNMENT_NEXT = {
    _A.ASSIGNED: {_A.ACKNOWLEDGED, _A.EN_ROUTE, _A.AT_SCENE, *_ENDS_BEFORE_SCENE},
    _A.ACKNOWLEDGED: {_A.EN_ROUTE, _A.AT_SCENE, *_ENDS_BEFORE_SCENE},
    _A.EN_ROUTE: {_A.AT_SCENE, *_ENDS_BEFORE_SCENE},
    _A.AT_SCENE: {_A.CLEARED, *_ENDS_BEFORE_SCENE},
    _A.CLEARED: set(),
    _A.DIVERTED: set(),
    _A.STOOD_DOWN: set(),
    _A.UNABLE: set(),
}

_U = UnitState

UNIT_NEXT = {
    _U.OFF_DUTY: {_U.AVAILABLE, _U.UNAVAILABLE, _U.EMERGENCY},
    _U.AVAILABLE: {_U.UNAVAILABLE, _U.OFF_DUTY, _U.EMERGENCY},
    _U.UNAVAILABLE: {_U.AVAILABLE, _U.OFF_DUTY, _U.EMERGENCY},
    _U.EMERGENCY: {_U.AVAILABLE, _U.UNAVAILABLE},
}


def check_assignment_move(current: str, to: str) -> None:
    """
    Refuse a move of an assignment that the table does not list.

    :raises WrongState: if the assignment cannot go there from here
    """
    if to not in ASSIGNMENT_NEXT[AssignmentState(current)]:
        now, then = AssignmentState(current).label, AssignmentState(to).label
        raise WrongState(f"The unit is {now.lower()}; it cannot become {then.lower()} from there.")


def check_unit_move(current: str, to: str) -> None:
    """
    Refuse a move of a unit that the table does not list.

    :raises WrongState: if the unit cannot go there from here
    """
    if to not in UNIT_NEXT[UnitState(current)]:
        now, then = UnitState(current).label, UnitState(to).label
        raise WrongState(f"The unit is {now.lower()}; it cannot become {then.lower()} from there.")
