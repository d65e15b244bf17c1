"""Apps meet by calling down, reading down, telling screens and filling one of three ports."""

import ast

import pytest
from django.apps import apps

from tests.architecture.source import PRODUCT, calls, files, module, public, tree

PORTS = {
    "contactcentre.contacts.followers",
    "contactcentre.core.live.boards",
    "contactcentre.countdowns.kinds",
}
# Django's own: what may stand in an address.
NO_PORTS = {"contactcentre.core.api.converters"}


def test_there_are_exactly_three_ports():
    with_a_port = {
        module(path)
        for path in files(*PRODUCT)
        if public(tree(path).body, ast.FunctionDef, lambda node: node.name.startswith("register"))
    }

    assert with_a_port - NO_PORTS == PORTS


@pytest.mark.parametrize("config", apps.get_app_configs(), ids=lambda config: config.label)
def test_an_app_that_is_ready_fills_ports_and_does_nothing_else(config):
    if not config.__module__.startswith(PRODUCT):
        return
    path = next(path for path in files(*PRODUCT) if module(path) == config.__module__)
    ready = [node for node in ast.walk(tree(path)) if getattr(node, "name", "") == "ready"]
    done = {called for node in ready for called, _call in calls(node)}

    assert {called.rpartition(".")[2] for called in done} <= {"fill_ports", "import_module"}


def test_only_ready_fills_ports():
    filled = {
        module(path)
        for path in files(*PRODUCT)
        if any(called.endswith("fill_ports") for called, _call in calls(tree(path)))
    }

    assert {each.rpartition(".")[2] for each in filled} == {"apps"}
