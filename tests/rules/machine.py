"""A control room in which anybody may do anything at any moment: random sequences of actions."""

from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.rules import invariants
from tests.rules.floor import Floor, Night
from tests.rules.machine_calls import CallRules
from tests.rules.machine_dispatch import DispatchRules
from tests.rules.machine_incidents import IncidentRules
from tests.rules.machine_shifts import ShiftRules
from tests.rules.machine_transfers import TransferRules
from tests.world import check_constraints


class ControlRoom(
    CallRules, IncidentRules, DispatchRules, ShiftRules, TransferRules, RuleBasedStateMachine
):
    """Every public action of contacts, incidents and dispatch, and whatever calls them."""

    def __init__(self, floor: Floor):
        super().__init__()
        self.night = Night(floor)
        self.due = invariants.due_times()

    def teardown(self):
        """Hash every log again, and take the sequence back."""
        try:
            assert invariants.broken_logs() == []
        finally:
            self.night.end()

    @invariant()
    def nothing_that_must_never_be_false_is_false(self):
        """Force what PostgreSQL checks at COMMIT, then ask for everything else."""
        check_constraints()
        broken = invariants.broken()
        assert not broken, broken

    @invariant()
    def no_due_time_moves_but_with_its_grade(self):
        """Compare with the step before: a grade makes another due time, a link an earlier one."""
        before, self.due = self.due, invariants.due_times()
        for pk, (due_at, start_at, graded_at) in before.items():
            now = self.due[pk]
            assert now[1] <= start_at
            is_earlier = now[1] < start_at and due_at and now[0] < due_at
            assert now[0] == due_at or now[2] != graded_at or is_earlier
