"""Which Chromium the browser tests get."""

import os

import pytest

from runner import browser


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine on which nothing can be installed, with the programs a test puts there."""

    def put(name: str, *, starts: bool = True) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nexit {0 if starts else 1}\n")
        path.chmod(0o755)
        return str(path)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return put


def test_the_one_that_is_named_comes_first(machine, monkeypatch):
    machine("chromium-headless-shell")
    named = machine("of-my-own")
    monkeypatch.setenv("CHROMIUM", named)

    assert browser.ensure() == named


def test_the_one_without_windows_comes_before_the_whole(machine):
    machine("chromium")
    shell = machine("chromium-headless-shell")

    assert browser.ensure() == shell


def test_without_it_the_whole_one_will_do(machine):
    whole = machine("chromium")

    assert browser.ensure() == whole
    assert not os.path.exists(f"{whole}-headless-shell")


def test_one_that_does_not_start_is_passed_over(machine):
    machine("chromium-headless-shell", starts=False)
    machine("chromium", starts=False)
    other = machine("google-chrome")

    assert browser.ensure() == other
