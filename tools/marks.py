"""Reading which tests are marked as proof of a capability, without running anything."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CAPABILITY = "capability"
# What a state machine that became a test case runs.
CASE = "runTest"
# A test that does not run proves nothing. Whether `skipif` lets it run is only known at the run.
EXCUSED = {"skip", "xfail"}


@dataclass(frozen=True)
class Proof:
    """One test that proves a capability."""

    path: str
    name: str
    within: str = ""

    @property
    def sentence(self) -> str:
        """The name as the sentence it is."""
        name = self.within if self.name == CASE else self.name
        return name.removeprefix("test_").replace("_", " ")

    @property
    def key(self) -> str:
        """How a JUnit report calls it."""
        module = self.path.removesuffix(".py").replace("/", ".")
        return ".".join(part for part in (module, self.within, self.name) if part)


def proofs_in(folder: Path, root: Path) -> dict[str, list[Proof]]:
    """Return the proofs of each capability that a folder of tests holds, by its code."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text())
        for code, proof in _of_module(tree, str(path.relative_to(root))):
            if proof not in found[code]:
                found[code].append(proof)
    return dict(found)


def _of_module(tree: ast.Module, path: str) -> Iterator[tuple[str, Proof]]:
    everywhere = _assigned_marks(tree.body)
    yield from _of_body(tree.body, path, "", everywhere)
    yield from _of_cases(tree.body, path)


def _of_body(body, path: str, within: str, marks: list) -> Iterator[tuple[str, Proof]]:
    for node in body:
        own = marks + list(getattr(node, "decorator_list", []))
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _of_body(node.body, path, node.name, own + _assigned_marks(node.body))
        elif _is_test(node) and not _names(own) & EXCUSED:
            yield from ((code, Proof(path, node.name, within)) for code in _codes(own))


def _is_test(node) -> bool:
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return is_function and node.name.startswith("test_")


def _of_cases(body, path: str) -> Iterator[tuple[str, Proof]]:
    """Find `TestThing.pytestmark = ...`, as state machines that become test cases are marked."""
    for node in body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Attribute) and target.attr == "pytestmark":
            name = target.value.id
            marks = _listed(node.value)
            if not _names(marks) & EXCUSED:
                yield from ((code, Proof(path, CASE, name)) for code in _codes(marks))


def _assigned_marks(body) -> list[ast.expr]:
    return [
        mark
        for node in body
        if isinstance(node, ast.Assign) and _is_pytestmark(node.targets[0])
        for mark in _listed(node.value)
    ]


def _is_pytestmark(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "pytestmark"


def _listed(value: ast.expr) -> list[ast.expr]:
    return list(value.elts) if isinstance(value, ast.List | ast.Tuple) else [value]


def _codes(marks: list[ast.expr]) -> list[str]:
    return [
        argument.value
        for mark in marks
        if isinstance(mark, ast.Call) and _name(mark) == CAPABILITY
        for argument in mark.args
        if isinstance(argument, ast.Constant)
    ]


def _names(marks: list[ast.expr]) -> set[str]:
    return {_name(mark) for mark in marks}


def _name(mark: ast.expr) -> str:
    called = mark.func if isinstance(mark, ast.Call) else mark
    return called.attr if isinstance(called, ast.Attribute) else ""
