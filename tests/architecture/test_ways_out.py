"""No way out of an incident is silent: every one in the source is in the register (H13)."""

import ast

import pytest

from tests.architecture.reaching import (
    ELSEWHERE,
    PACKAGES,
    Actions,
    named_by_edges,
    writes,
)
from tests.architecture.source import ROOT, files, functions, module, tree
from tests.rules.ways_out import FORMS, WAYS

pytestmark = pytest.mark.capability("H13")
# Ways that somebody could add one day without thinking of her.
SILENT = {
    "by the attribute": """
        @action
        def release(*, unit_id, by, at):
            assignment = Assignment.objects.current().get(unit=unit_id)
            assignment.state, assignment.ended_at = "STOOD_DOWN", at
            assignment.save()
    """,
    "of many at once": """
        @action
        def release_all(*, by, at):
            Assignment.objects.current().update(ended_at=at, state="STOOD_DOWN")
    """,
    "in plain SQL": """
        @action
        def tidy(*, by, at):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE dispatch_assignment SET ended_at = now()")
    """,
    "by a step of another module": """
        from dispatch.actions import assignments
        from dispatch.actions.holding import hold

        @action
        def swap(*, unit_id, by, at):
            assignments.end(hold(unit_id=unit_id, by=by), "UNABLE", "swapped", by=by, at=at)
    """,
    "by a step that is only named": """
        from dispatch.actions.assignments import end

        WAYS = {"end": end}

        @action
        def choose(*, unit_id, by, at):
            _with(unit_id, end)

        def _with(unit_id, way):
            way(unit_id)
    """,
    "of its owner": """
        @action
        def disown(*, incident_id, by, at):
            incident = Incident.objects.held(incident_id)
            incident.owner = None
            incident.save_changes("owner")
    """,
    "by setattr": """
        @action
        def change(*, unit_id, by, at, **values):
            for name, value in values.items():
                setattr(Unit.objects.held(unit_id), name, value)
    """,
}


@pytest.fixture(scope="module")
def actions() -> Actions:
    """The actions of the product."""
    return Actions.of_the_product()


def test_every_way_out_is_registered_and_there_is_no_other(actions):
    assert actions.ways() == set(WAYS)


def test_each_is_ordered_from_where_the_register_says_and_from_nowhere_else():
    edges = {way: set() for way in WAYS}
    for edge, name in named_by_edges():
        if name in edges:
            edges[name].add(edge)

    assert edges == {way: each.forms for way, each in WAYS.items()}


def test_every_form_is_one_of_the_product_and_is_used():
    used = set().union(*(way.forms for way in WAYS.values()))

    assert used == set(FORMS)
    assert used <= {module(path) for path in files("contactcentre", "dispatch", "incidents")}


@pytest.mark.parametrize("way", WAYS)
def test_each_has_a_guard_and_a_proof_that_is_there(way):
    path, _, name = WAYS[way].proof.partition("::")

    assert WAYS[way].guard
    assert name in {each.name for each in functions(tree(ROOT / path))}


def test_nothing_but_actions_writes_what_an_incident_is_kept_by():
    edges = (path for path in files(*PACKAGES) if not {"actions", "models"} & set(path.parts))
    found = {
        f"{module(path)}.{node.name}": sorted(written)
        for path in edges
        for node in functions(tree(path))
        if (written := _writes_rows(node))
    }

    assert found == {}


def _writes_rows(node: ast.AST) -> set[str]:
    """Leave out what only reads, or fills the fields of a plain value."""
    return {each for each in writes(node) if not each.endswith((".execute", "setattr"))}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_a_way_that_nobody_registered_is_found(text):
    lines = text.splitlines()
    flat = "\n".join(line[8:] for line in lines)
    added = Actions.of_the_product(dispatch__actions__forgotten=flat)

    [found] = added.ways() - set(WAYS)

    assert found.startswith("dispatch.actions.forgotten.")


def test_what_is_left_out_is_there_and_writes(actions):
    assert set(ELSEWHERE) <= set(actions.written)
    assert all(writes(actions.written[name]) for name in ELSEWHERE)
