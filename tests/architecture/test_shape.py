"""The shape of the source: small files, plain names, imports that can be seen, no hidden roads."""

import ast
import re
from pathlib import Path

from tests.architecture.source import (
    PACKAGES,
    PRODUCT,
    ROOT,
    broken,
    decorated,
    files,
    functions,
    imports,
    name,
    public,
    tree,
)

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
NOT_NOUNS = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
NOT_CLASSES = ("Helper", "Manager", "Processor", "Util", "Utils")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "blinker")
# What no test here may import.
MOCKS = {"unittest.mock", "unittest.mock.patch", "unittest.mock.Mock", "unittest.mock.MagicMock"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
# The entry of a web process sets Django up between its imports.
LATE_IMPORTS = {"contactcentre/asgi.py"}
WORK_PLACES = {"var", "node_modules"}


def test_files_and_functions_stay_small():
    assert not broken(_too_long, *PACKAGES)


def test_imports_stand_at_the_top():
    assert not broken(_imports_in_functions, *PACKAGES)
    assert set(broken(_imports_below_statements, *PRODUCT)) == LATE_IMPORTS


def test_imports_are_absolute():
    assert not broken(_relative_imports, *PACKAGES)


def test_a_file_and_a_class_are_called_after_what_they_are():
    assert not [each for each in files(*PACKAGES) if each.stem in NOT_NOUNS]
    assert not broken(_classes_called_after_nothing, *PRODUCT)


def test_whatever_is_public_says_what_it_gives():
    assert not broken(_without_a_docstring, *PRODUCT, "runner", "tools")


def test_every_order_over_http_says_what_it_does():
    assert not broken(_endpoints_without_words, *PRODUCT)


def test_there_are_no_signals():
    assert not broken(_signals, *PRODUCT)


def test_nothing_is_left_unfinished():
    assert not broken(
        lambda path: UNFINISHED.findall(path.read_text()), *PRODUCT, "runner", "tools"
    )


def test_nothing_of_our_own_is_mocked():
    assert not broken(lambda path: MOCKS & set(imports(tree(path))), "tests")


def test_there_is_no_stray_package():
    with_source = {
        path.relative_to(ROOT).parts[0]
        for path in ROOT.glob("*/*.py")
        if not path.relative_to(ROOT).parts[0].startswith(".")
    }
    loose = {path.name for path in ROOT.glob("*.py")}

    assert with_source - WORK_PLACES == set(PACKAGES)
    assert loose == {"manage.py"}


def test_every_folder_of_source_is_a_package():
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    bare = [name(each) for each in folders if not Path(each / "__init__.py").exists()]

    assert not bare


def _too_long(path: Path) -> list[str]:
    lengths = [(node.name, node.end_lineno - node.lineno + 1) for node in functions(tree(path))]
    long = [f"{each}: {lines}" for each, lines in lengths if lines > LONGEST_FUNCTION]
    lines = len(path.read_text().splitlines())
    return long + ([f"the file: {lines}"] if lines > LONGEST_FILE else [])


def _imports_in_functions(path: Path) -> list[str]:
    return [node.name for node in functions(tree(path)) if list(imports(node))]


def _imports_below_statements(path: Path) -> list[int]:
    below, found = False, []
    for node in tree(path).body:
        is_import = isinstance(node, ast.Import | ast.ImportFrom)
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        found += [node.lineno] if is_import and below else []
        below = below or not (is_import or is_docstring)
    return found


def _relative_imports(path: Path) -> list[int]:
    every = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)]
    return [node.lineno for node in every if node.level]


def _classes_called_after_nothing(path: Path) -> list[str]:
    classes = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    return [each for each in classes if each.endswith(NOT_CLASSES)]


def _without_a_docstring(path: Path) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in public(tree(path).body, kinds) if not ast.get_docstring(node)]


def _endpoints_without_words(path: Path) -> list[str]:
    return [
        f"{order.name}.{each.name}"
        for order in public(tree(path).body, ast.ClassDef, _is_endpoint)
        for each in public(order.body, ast.FunctionDef)
        if not ast.get_docstring(each)
    ]


def _is_endpoint(node: ast.ClassDef) -> bool:
    return bool({"Endpoint", "Order"} & {ast.unparse(base) for base in node.bases})


def _signals(path: Path) -> list[str]:
    used = [each for each in imports(tree(path)) if each.startswith(SIGNALS)]
    return used + [node.name for node in functions(tree(path)) if decorated(node, "receiver")]
