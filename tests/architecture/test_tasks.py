"""A task is an edge with no reply: it finds moment and actor and makes one call."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import (
    PRODUCT,
    broken,
    calls,
    decorated,
    files,
    functions,
    module,
    tree,
)

FINDS = {"clock.now", "people.system"}
NAME = re.compile(r"(countdowns|contacts|incidents|dispatch|victims)\.[a-z]+(_[a-z]+)+")
TIMED = {"eta", "countdown", "retry_backoff", "autoretry_for"}
TASKS = [
    pytest.param(node, id=f"{module(path)}.{node.name}")
    for path in files(*PRODUCT)
    for node in functions(tree(path))
    if decorated(node, "shared_task")
]


def test_tasks_are_found():
    assert len(TASKS) >= 3


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_what_later_versions_may_send(task):
    assert task.args.kwarg is not None
    assert not task.args.args


@pytest.mark.parametrize("task", TASKS)
def test_a_task_makes_one_call(task):
    made = [called for node in task.body for called, _call in calls(node)]
    statements = [node for node in task.body if not _is_docstring(node)]

    assert len(statements) == 1
    assert len(set(made) - FINDS) == 1


@pytest.mark.parametrize("task", TASKS)
def test_a_task_has_a_name_that_outlives_its_module(task):
    decorator = next(each for each in task.decorator_list if isinstance(each, ast.Call))
    names = [word.value.value for word in decorator.keywords if word.arg == "name"]

    assert len(names) == 1
    assert NAME.fullmatch(names[0])


def test_no_task_waits_in_a_queue_for_its_time():
    """A deadline is a row with a due time: of 300 timers in the broker none survived an outage."""
    assert not broken(_timed, *PRODUCT)


def _timed(path: Path) -> list[str]:
    return [called for called, call in calls(tree(path)) if _is_timed(called, call)]


def _is_timed(called: str, call: ast.Call) -> bool:
    verb = called.rpartition(".")[2]
    if verb in {"shared_task", "task", "signature", "send_task"}:
        return bool(TIMED & {word.arg for word in call.keywords})
    return verb in {"apply_async", "delay", "retry"}


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
