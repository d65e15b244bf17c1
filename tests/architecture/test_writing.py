"""Only actions and models write; only edges look at the clock, and one module reads it."""

import ast
import re
from pathlib import Path

from tests.architecture.source import PRODUCT, broken, calls, imports, tree

WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "save_changes",
    "update",
    "update_or_create",
}
# What writes and is neither action nor model: the answers that are kept for a repeated request, the
# line that every action adds to the audit trail, sessions (their store is Django's), and what the
# migrations of the apps load.
MAY_WRITE = {
    "contactcentre/core/answered.py",
    "contactcentre/core/audit.py",
    "contactcentre/core/sessions.py",
    "contactcentre/countdowns/loading.py",
}
SQL = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE)\b")
# Tells `rows.filter(...).update(x=1)` from the update of a dict or a set.
OF_ROWS = re.compile(r"objects|\.(filter|exclude|open|live|current|all)\(")
CLOCK = "contactcentre/core/clock.py"
ASKS = "contactcentre.core.clock"
READS_TIME = re.compile(r"(^|\.)(now|utcnow|today|localdate)$|^time\.time(_ns)?$")
EDGES = {"admin", "api", "channels", "management", "views", "tasks.py"}
# Edges that stand alone: what a page, a probe and a board say of the moment they are made, and a
# door that stays open only for a while after its session was told who is there.
EDGE_FILES = {
    "contactcentre/contacts/boards.py",
    "contactcentre/core/context.py",
    "contactcentre/core/health.py",
    "contactcentre/core/live/reading.py",
    "contactcentre/core/middleware/spooling.py",
    "contactcentre/core/sessions.py",
    "contactcentre/desks/doors.py",
}


def test_only_actions_and_models_write():
    assert set(broken(_writes, *PRODUCT)) == MAY_WRITE


def test_only_the_clock_reads_the_time():
    assert set(broken(_reads_the_time, *PRODUCT)) == {CLOCK}


def test_only_edges_ask_for_the_moment():
    asking = broken(lambda path: ASKS in set(imports(tree(path))), *PRODUCT)

    assert {each for each in asking if not EDGES & set(each.split("/"))} == EDGE_FILES


def test_nothing_waits_for_a_commit_to_be_told():
    assert not broken(lambda path: _called(path, "on_commit"), *PRODUCT)


def _writes(path: Path) -> list[str]:
    if {"actions", "models"} & set(path.parts):
        return []
    ordered = _actions_of(tree(path))
    made = [called for called, _call in calls(tree(path)) if called not in ordered]
    return [each for each in made if _is_write(each)] + [
        text for text in _texts(tree(path)) if SQL.search(text)
    ]


def _reads_the_time(path: Path) -> set[str]:
    read = {called for called, _call in calls(tree(path)) if READS_TIME.search(called)}
    return read - {"clock.now"}


def _called(path: Path, verb: str) -> list[str]:
    return [called for called, _call in calls(tree(path)) if called.rpartition(".")[2] == verb]


def _actions_of(node: ast.Module) -> set[str]:
    """Return what a file may call that is named like a write, and is an action."""
    modules = {
        alias.asname or alias.name
        for each in ast.walk(node)
        if isinstance(each, ast.ImportFrom) and str(each.module).endswith(".actions")
        for alias in each.names
    }
    return {f"{each}.{verb}" for each in modules for verb in WRITES}


def _is_write(called: str) -> bool:
    receiver, _, verb = called.rpartition(".")
    if verb not in WRITES or not receiver:
        return False
    return verb != "update" or bool(OF_ROWS.search(receiver))


def _texts(node: ast.AST) -> list[str]:
    return [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
