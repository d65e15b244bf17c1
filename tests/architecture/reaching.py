"""What the actions write, and by which other steps: read from the source, called or only named."""

import ast
import functools
from collections.abc import Iterator

from tests.architecture.source import PRODUCT, decorated, files, functions, module, tree

PACKAGES = ("dispatch", "incidents")
# What a unit, an assignment, an incident and a shift are left or kept by.
KEEPING = {
    *("state", "ended_at", "deployable", "diverted_to"),
    *("status", "owner", "owner_id", "left_at", "units_live"),
    *("break_started_at", "is_active"),
}
# Ways to write that name no attribute.
AT_ONCE = {"bulk_update", "delete", "execute", "raw", "setattr", "update"}
# Steps that write in one of those ways and touch none of these, and why.
ELSEWHERE = {
    "dispatch.actions.units.crew": "takes people out of other cars; whoever is sent stays sent",
    "incidents.actions.duty.end_sessions": "sessions; whoever is not seen lapses by the sweep",
}


class Actions:
    """The modules of actions of some packages, and what is reached from each of their functions."""

    def __init__(self, modules: dict[str, ast.Module]):
        self.modules = modules

    @classmethod
    def of_the_product(cls, **more: str) -> "Actions":
        """Read those of the product, and perhaps more of them from text."""
        paths = [path for path in files(*PRODUCT) if "actions" in path.parts]
        read = {module(path): tree(path) for path in paths}
        added = {name.replace("__", "."): ast.parse(text) for name, text in more.items()}
        return cls(read | added)

    @functools.cached_property
    def written(self) -> dict[str, ast.FunctionDef]:
        """Every function of the modules by its dotted name."""
        return {
            f"{place}.{node.name}": node
            for place, body in self.modules.items()
            for node in body.body
            if isinstance(node, ast.FunctionDef)
        }

    def keeping(self) -> set[str]:
        """Name the steps that themselves write what an incident is left or kept by."""
        ours = (name for name in self.written if name.partition(".")[0] in PACKAGES)
        return {name for name in ours if writes(self.written[name])} - set(ELSEWHERE)

    def ways(self) -> set[str]:
        """Name the actions, and what edges call without one, that reach one of those steps."""
        keeping = self.keeping()
        ordered = {name for name, node in self.written.items() if decorated(node, "action")}
        called = set(self.written) & {name for _edge, name in named_by_edges()}
        return {name for name in ordered | called if self.reached(name) & keeping}

    def reached(self, name: str) -> set[str]:
        """Name everything that a function calls or names, and what that does in turn."""
        found, ahead = set(), {name}
        while ahead:
            one = ahead.pop()
            found.add(one)
            ahead |= (self._named(one) & set(self.written)) - found
        return found

    def _named(self, name: str) -> set[str]:
        place = name.rpartition(".")[0]
        body = self.modules[place]
        own = {text: f"{place}.{text}" for text in own_names(body)}
        known = own | stands_for(body)
        return {full(text, known) for text in names_in(self.written[name])}


def named_by_edges() -> Iterator[tuple[str, str]]:
    """Return every file that is no action, with every dotted name it reads."""
    for path in files(*PRODUCT):
        if "actions" not in path.parts:
            known = stands_for(tree(path))
            yield from ((module(path), full(text, known)) for text in names_in(tree(path)))


@functools.cache
def writes(node: ast.AST) -> set[str]:
    """Return what a function writes of that which an incident is left or kept by."""
    stored = {
        ast.unparse(each)
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and isinstance(each.ctx, ast.Store)
        and each.attr in KEEPING
    }
    called = (ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call))
    return stored | {each for each in called if each.rpartition(".")[2] in AT_ONCE}


@functools.cache
def own_names(body: ast.Module) -> list[str]:
    """Return the names of the functions of a module."""
    return [node.name for node in functions(body)]


@functools.cache
def stands_for(body: ast.Module) -> dict[str, str]:
    """Return what the imported names of a module stand for."""
    froms = (node for node in ast.walk(body) if isinstance(node, ast.ImportFrom))
    return {
        each.asname or each.name: f"{node.module}.{each.name}"
        for node in froms
        for each in node.names
    }


@functools.cache
def names_in(node: ast.AST) -> set[str]:
    """Return every name that is read in a part of the source, dotted as it is written."""
    read = (each for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute))
    return {ast.unparse(each) for each in read if isinstance(each.ctx, ast.Load)}


def full(text: str, known: dict[str, str]) -> str:
    """Return the dotted name that a name as it is written stands for."""
    first, dot, rest = text.partition(".")
    return known.get(first, first) + dot + rest
