"""What tests leave behind when they are interrupted: adopted by us, and ended."""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from runner import processes
from runner.processes import Mark

ADOPT = 36  # PR_SET_CHILD_SUBREAPER
ROUNDS = 5
PATIENCE = 20.0


def adopt() -> None:
    """Become the parent of every process below us whose own parent dies; only Linux knows how."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)


def end_all(spared: Iterable[Mark]) -> None:
    """End every child that is not spared, and whatever falls to us when it ends."""
    kept = {one.pid for one in spared}
    for _ in range(ROUNDS):
        left = [processes.mark(pid) for pid in _children() if pid not in kept]
        if not left:
            return
        processes.stop_together(left, patience=PATIENCE)
        _collect(left)


def _children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


def _collect(ended: list[Mark]) -> None:
    for one in ended:
        if not one.alive:
            os.waitpid(one.pid, os.WNOHANG)
