"""Life cycles are tables: what a table does not list is refused in words."""

from itertools import product

import pytest

from contactcentre.core.errors import WrongState
from dispatch import states as dispatch
from dispatch.enums import CURRENT, AssignmentState, UnitState
from incidents import states as incidents
from incidents.enums import Status

TABLES = {
    "incident": (Status, incidents.NEXT, incidents.check_move),
    "assignment": (AssignmentState, dispatch.ASSIGNMENT_NEXT, dispatch.check_assignment_move),
    "unit": (UnitState, dispatch.UNIT_NEXT, dispatch.check_unit_move),
}
MOVES = [
    (name, current, to)
    for name, (states, _table, _check) in TABLES.items()
    for current, to in product(states.values, states.values)
]


@pytest.mark.parametrize("name", TABLES)
def test_every_state_has_a_row_and_every_row_leads_to_states(name):
    states, table, _check = TABLES[name]
    assert set(table) == set(states)
    assert set().union(*table.values()) <= set(states)
    assert not any(state in following for state, following in table.items())


@pytest.mark.parametrize(("name", "current", "to"), MOVES)
def test_every_move_outside_the_table_is_refused_with_both_states_in_words(name, current, to):
    states, table, check = TABLES[name]
    if to in table[states(current)]:
        check(current, to)
        return
    with pytest.raises(WrongState) as refusal:
        check(current, to)
    said = str(refusal.value)
    assert states(current).label.lower() in said
    assert states(to).label.lower() in said


def test_an_assignment_that_is_not_current_never_moves_again():
    ended = set(AssignmentState) - CURRENT
    assert all(dispatch.ASSIGNMENT_NEXT[state] == set() for state in ended)
    assert all(dispatch.ASSIGNMENT_NEXT[state] for state in CURRENT)


def test_only_a_unit_that_was_at_the_scene_can_be_cleared_from_it():
    leads = {state for state, after in dispatch.ASSIGNMENT_NEXT.items() if "CLEARED" in after}
    assert leads == {AssignmentState.AT_SCENE}


@pytest.mark.capability("E5")
def test_an_incident_is_closed_only_from_to_be_closed_and_opens_again_only_to_that():
    leads = {status for status, after in incidents.NEXT.items() if Status.CLOSED in after}
    assert leads == {Status.RESULTED}
    assert incidents.NEXT[Status.CLOSED] == {Status.RESULTED}
    for status in Status:
        if status == Status.CLOSED:
            with pytest.raises(WrongState, match="closed"):
                incidents.check_not_closed(status)
        else:
            incidents.check_not_closed(status)


@pytest.mark.capability("H13")
def test_from_wherever_a_unit_is_sent_to_the_incident_can_wait_for_one_again():
    for status in (Status.ASSIGNED, Status.AT_SCENE):
        assert Status.AWAITING_UNIT in incidents.NEXT[status]
