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


def collect(own: Iterable[int]) -> None:
    """Let the system forget those that ended by themselves, as their first parent would have."""
    for pid in set(_children()) - set(own):
        if processes.living(pid) is None:
            os.waitpid(pid, os.WNOHANG)


def end_all(spared: Iterable[Mark]) -> None:
    """End every child that is not spared, and whatever falls to us when it ends."""
    own = {one.pid for one in spared}
    for _ in range(ROUNDS):
        left = [processes.mark(pid) for pid in set(_children()) - own]
        processes.stop_together(left, patience=PATIENCE)
        collect(own)


def _children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []
