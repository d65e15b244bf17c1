"""The project's own source, read and parsed once."""

import ast
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("contactcentre", "incidents", "dispatch", "victims")
PACKAGES = (*PRODUCT, "runner", "tools", "benchmarks", "tests")


@functools.cache
def files(*packages: str) -> tuple[Path, ...]:
    """Return the source files of these packages, migrations left out."""
    return tuple(
        path
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    )


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return a file, parsed."""
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    """Return a file's path from the root of the project."""
    return str(path.relative_to(ROOT))


def module(path: Path) -> str:
    """Return the dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def broken(rule: Callable[[Path], object], *packages: str) -> dict[str, object]:
    """Return the files that break a rule, each with what the rule found there."""
    return {name(path): found for path in files(*packages) if (found := rule(path))}


def functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function in a part of the source."""
    for found in ast.walk(node):
        if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
            yield found


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Return every call in a part of the source, with what is called as it is written."""
    for found in ast.walk(node):
        if isinstance(found, ast.Call):
            yield ast.unparse(found.func), found


def imports(node: ast.AST) -> Iterator[str]:
    """Return the dotted name of everything imported in a part of the source."""
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            yield from (alias.name for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            yield from (f"{found.module}.{alias.name}" for alias in found.names)


def decorated(node: ast.FunctionDef, with_name: str) -> bool:
    """Test whether a function carries a decorator of this name, called or not."""
    plain = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(ast.unparse(each).rpartition(".")[2] == with_name for each in plain)


def public(body: list[ast.stmt], kind: type | tuple, where: Callable = lambda node: True) -> list:
    """Return the public definitions of a kind in a body."""
    return [
        node
        for node in body
        if isinstance(node, kind) and not node.name.startswith("_") and where(node)
    ]
