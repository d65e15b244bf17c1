"""What is missing is said in one sentence, with the command that mends it."""

import importlib.util
import sys
from pathlib import Path

import pytest

from runner import postgres, processes, redis, venv
from runner.places import ROOT
from runner.words import Problem

OLD = "import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (old)'; import runner"


def test_an_old_python_is_named_with_the_one_to_install():
    answer = processes.finish([sys.executable, "-c", OLD], cwd=ROOT)

    assert answer.returncode == 1
    assert "needs Python 3.11 or later, not 3.9.2" in answer.stderr
    assert "apt-get install python3.11" in answer.stderr


def test_a_python_without_venv_is_told_of_its_package(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(venv, "PYTHON", tmp_path / "bin/python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(Problem, match="apt-get install python3-venv"):
        venv.ensure("requirements.txt")


def test_a_machine_without_redis_is_told_of_its_package(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Problem, match="apt-get install redis-server"):
        redis.find_binary(tmp_path)


def test_missing_postgresql_binaries_are_built_again(tmp_path: Path):
    with pytest.raises(Problem, match="make clean"):
        postgres.reachable_binaries(tmp_path, None, tmp_path)


def test_help_names_every_command_in_a_line():
    answer = processes.finish([sys.executable, "-m", "runner", "help"], cwd=ROOT)

    for name in ("run", "stop", "reset", "test", "check", "services", "shell", "capabilities"):
        assert f"make {name} " in answer.stdout
    assert processes.finish([sys.executable, "-m", "runner", "sleep"], cwd=ROOT).returncode == 2
