"""The simulator is a client of the HTTP API like anybody else: it could live in another house."""

import sys

import pytest

from tests.architecture.source import files, imports, module, tree

HOME = "contactcentre.management.simulator"
FILES = [path for path in files("contactcentre") if module(path).startswith(HOME)]


@pytest.mark.parametrize("path", FILES, ids=module)
def test_the_simulator_imports_itself_and_what_python_brings(path):
    foreign = [
        each
        for each in imports(tree(path))
        if not each.startswith(f"{HOME}.") and each.partition(".")[0] not in sys.stdlib_module_names
    ]

    assert foreign == []


def test_the_simulator_is_found():
    assert len(FILES) > 10
