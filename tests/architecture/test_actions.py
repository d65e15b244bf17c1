"""What an action is: keywords only, by whom and at which moment, described, audited."""

import ast
import functools
import importlib
import inspect
import re

import pytest

from tests.architecture.source import PRODUCT, calls, decorated, files, functions, module, tree

# No deed of a person's own: whoever has a clock started or stopped is audited for what they did,
# the seal is the audit itself, and what is purged was never a record.
NO_DEED = {
    "contactcentre.core.actions.purges",
    "contactcentre.core.actions.seals",
    "contactcentre.countdowns.actions.clocks",
}
ENTRY = re.compile(r"[a-z_]+\.[a-z_]+")
MODULES = [path for path in files(*PRODUCT) if "actions" in path.parts and path.stem != "__init__"]


@functools.cache
def written() -> dict[str, ast.FunctionDef]:
    """Return every function of the modules of actions by its dotted name."""
    return {
        f"{module(path)}.{node.name}": node
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
    }


def actions() -> list[str]:
    return [name for name, node in written().items() if decorated(node, "action")]


def home(name: str) -> str:
    return name.rpartition(".")[0]


def parameters(name: str):
    function = getattr(importlib.import_module(home(name)), name.rpartition(".")[2])
    return inspect.signature(inspect.unwrap(function)).parameters


@pytest.mark.parametrize("name", actions())
def test_an_action_takes_keywords_only_and_names_actor_and_moment(name):
    taken = parameters(name)

    assert {each.kind for each in taken.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert "at" in taken
    assert "by" in taken or home(name) in NO_DEED


@pytest.mark.parametrize("name", [name for name in written() if "._" not in name])
def test_a_step_of_an_action_takes_actor_and_moment_by_keyword(name):
    taken = parameters(name)

    for word in {"by", "at"} & set(taken):
        assert taken[word].kind == inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize("name", [name for name in written() if "._" not in name])
def test_whatever_is_public_in_a_module_of_actions_says_what_it_does(name):
    assert ast.get_docstring(written()[name])


@pytest.mark.parametrize("name", actions())
def test_an_action_leaves_an_audit_entry(name):
    assert _audits(name) or home(name) in NO_DEED


@pytest.mark.parametrize("path", MODULES, ids=module)
def test_an_audit_entry_is_called_noun_dot_past_participle(path):
    for called, call in calls(tree(path)):
        if called == "audit.record" and isinstance(call.args[0], ast.Constant):
            assert ENTRY.fullmatch(call.args[0].value), call.args[0].value


def test_actions_are_found():
    assert len(actions()) > 60


def _audits(name: str) -> bool:
    """Test whether an action, or a step or action of its own that it calls, leaves an entry."""
    return any("audit.record" in _calls(reached) for reached in _reached(name))


def _reached(name: str) -> set[str]:
    found, ahead = set(), {name}
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead |= {each for each in _called(one) if _is_part_of(each, name)} - found
    return found


def _is_part_of(called: str, name: str) -> bool:
    return home(called) == home(name) or not decorated(written()[called], "action")


def _called(name: str) -> set[str]:
    known = _names_in(home(name))
    targets = {known.get(called.partition(".")[0], "") + _rest(called) for called in _calls(name)}
    return targets & set(written())


@functools.cache
def _names_in(place: str) -> dict[str, str]:
    """Return what the names in a module of actions stand for."""
    path = next(path for path in MODULES if module(path) == place)
    known = {node.name: f"{place}.{node.name}" for node in functions(tree(path))}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return known


def _calls(name: str) -> list[str]:
    return [called for called, _call in calls(written()[name])]


def _rest(called: str) -> str:
    _first, dot, rest = called.partition(".")
    return dot + rest
