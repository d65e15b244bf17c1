"""Choosing ports."""

import os
import socket

import pytest

from runner import ports
from runner.words import Problem

# Tests that run beside this one are other processes, and get other ports.
PREFERRED = 20_000 + os.getpid() % 1000 * 4


def test_the_preferred_port_is_taken_when_it_is_free():
    port = ports.choose(PREFERRED)

    assert port.number == PREFERRED
    assert ports.taken(PREFERRED, port) == ""
    port.let_go()


def test_another_is_used_and_said_when_somebody_listens_there():
    with socket.create_server(("127.0.0.1", PREFERRED)):
        port = ports.choose(PREFERRED)

    assert port.number == PREFERRED + 1
    assert ports.taken(PREFERRED, port) == f" (port {PREFERRED} is taken)"
    port.let_go()


def test_two_that_choose_before_either_listens_get_different_ports():
    first, second = ports.choose(PREFERRED), ports.choose(PREFERRED)

    assert first.number != second.number
    for port in (first, second):
        port.let_go()


def test_when_none_is_free_a_sentence_says_so(monkeypatch):
    monkeypatch.setattr(ports, "TRIES", 1)
    with socket.create_server(("127.0.0.1", PREFERRED)), pytest.raises(Problem, match="close"):
        ports.choose(PREFERRED)
