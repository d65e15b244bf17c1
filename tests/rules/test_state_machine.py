"""Random sequences of everything anybody can do, with every rule asked after every step."""

import importlib
import inspect
import os
import pkgutil

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

import contactcentre.contacts.actions
import dispatch.actions
import incidents.actions
from tests.rules.floor import Floor
from tests.rules.machine import ControlRoom

SEQUENCES, STEPS = int(os.environ.get("SEQUENCES", "300")), 30
# The same sequences every time, so that a red build is red again; OTHER_NIGHTS=1 tries others.
NIGHTS = settings(
    max_examples=SEQUENCES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    derandomize="OTHER_NIGHTS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
PACKAGES = (contactcentre.contacts.actions, incidents.actions, dispatch.actions)
# Actions that no rule calls by itself, and why.
CALLED_BY_OTHERS = {
    "contactcentre.contacts.actions.flags.add": "by followers, with the contact held",
    "contactcentre.contacts.actions.handlers.end_break": "by duty.end_break",
    "contactcentre.contacts.actions.handlers.sign_off": "by duty.sign_off, lapse and deactivate",
    "contactcentre.contacts.actions.handlers.sign_on": "by duty.sign_on",
    "contactcentre.contacts.actions.handlers.start_break": "by duty.start_break",
    "contactcentre.contacts.actions.intake.receive_late": "by lines.report",
    "contactcentre.contacts.actions.queue.take_back": "by the sweep, when an offer runs out",
    "contactcentre.contacts.actions.ring_backs.ask": "by telling, and by a text that fails",
    "contactcentre.contacts.actions.ring_backs.no_longer_needed": "by a unit that arrives",
    "contactcentre.contacts.actions.ring_backs.report": "by telling.report",
    "contactcentre.contacts.actions.texts.claim": "by sending.drain",
    "contactcentre.contacts.actions.texts.settle": "by sending.drain, receipts and clocks",
    "contactcentre.contacts.actions.texts.withdraw": "by telling.do_not_text",
    "contactcentre.contacts.actions.texts.write": "by every way in which a caller is told",
    "dispatch.actions.crews.have_told": "by the look of a sweep, after a place was corrected",
    "dispatch.actions.warning.send": "by the look of a sweep, where a crew is to be warned",
    "dispatch.actions.returning.tell": "by the look of a sweep, when who is free again changes",
    "dispatch.actions.guard.alarm": "by guard.check_diverts, when there is something to find",
    "incidents.actions.duty.lapse": "by the sweep, when somebody is not seen",
    "incidents.actions.places.follow_caller": "by followers, when a caller's position is heard",
    "incidents.actions.owners.pass_on": "by every way in which an owner goes",
}
REFERENCE_DATA = {
    "dispatch.actions.radio.issue",
    "dispatch.actions.units.create",
    "incidents.actions.question_sets.add",
    "incidents.actions.reference.set_agency",
    "incidents.actions.reference.load_gazetteer",
    "incidents.actions.reference.set_code",
    "incidents.actions.reference.set_place",
}


def public_actions() -> set[str]:
    """Return the name of every action of contacts, incidents and dispatch."""
    found = set()
    for package in PACKAGES:
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, item in vars(importlib.import_module(module.name)).items():
                is_own = getattr(item, "__module__", "") == module.name
                if inspect.isfunction(item) and is_own and hasattr(item, "__wrapped__"):
                    found.add(f"{module.name}.{name}")
    return found


@pytest.mark.slow
@pytest.mark.capability("A1", "A2", "B1", "B4", "E2", "E3", "E5", "G1", "G4", "H2", "H3", "H13")
@pytest.mark.capability("I1", "I3", "I4", "I5", "L7")
def test_no_sequence_of_actions_makes_false_what_must_never_be_false(db):
    floor = Floor()

    run_state_machine_as_test(lambda: ControlRoom(floor), settings=NIGHTS)

    never_done = public_actions() - set(floor.did) - set(CALLED_BY_OTHERS) - REFERENCE_DATA
    assert never_done == set(), "These actions were never done by any sequence."
    assert floor.did["http"] > 0


def test_every_exemption_is_of_an_action_that_exists():
    assert set(CALLED_BY_OTHERS) | REFERENCE_DATA <= public_actions()
