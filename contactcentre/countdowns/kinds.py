"""
The port that apps above fill: which subjects have clocks, what each kind of clock does, and what
else every sweep looks after.

One of three ports (DESIGN §2). Filled in each app's AppConfig.ready(); read by the sweep.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Subject:
    """
    Something that clocks and alerts are about.

    `hold(pk, wait=)` returns the row held FOR NO KEY UPDATE, or None when it is gone or (without
    wait) held by somebody else; `note` writes on its own log and tells its boards; `area` is the
    command unit it lies in, if any; `severity` is 0 for the most severe; `said` writes on
    its log what its callers were told, and `waits` tests whether they still wait for somebody to
    come, where it has callers.
    """

    name: str
    hold: Callable[..., Any]
    note: Callable[..., None]
    area: Callable[[Any], Any]
    severity: Callable[[Any], int]
    said: Callable[..., None] | None = None
    waits: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class StepFired:
    """A step of a clock that has just fired; the subject's row is held."""

    clock: Any
    row: Any
    percent: int
    late_by: timedelta | None
    by: Any
    at: datetime


@dataclass(frozen=True)
class Kind:
    """
    One kind of clock: its subject, its words, what a step does.

    `blocks_closing`: its subject cannot close while it runs. `until_resourced`: it ends with a unit
    or an approved non-attendance. `is_lease`: it looks again and again; its steps are not kept.
    `protects`: somebody's safety rests on it, and no target may put it off (H2, H13).
    """

    name: str
    subject: str
    label: str
    step: Callable[[StepFired], None]
    blocks_closing: bool = False
    until_resourced: bool = False
    is_lease: bool = False
    protects: bool = False


SUBJECTS: dict[str, Subject] = {}
KINDS: dict[str, Kind] = {}
LOOKS: list[Callable[..., int]] = []
ERRANDS: list[Callable[..., int]] = []
READ_BACKS: dict[str, Callable[[Any], str]] = {}


def register_subject(subject: Subject) -> None:
    """Let clocks and alerts be about this subject."""
    SUBJECTS[subject.name] = subject


def register(kind: Kind) -> None:
    """Add a kind of clock."""
    KINDS[kind.name] = kind


def register_look(look: Callable[..., int]) -> None:
    """Let every sweep call `look(by=, at=)` too: for work that is due as soon as it can be done."""
    LOOKS.append(look)


def register_errand(errand: Callable[..., int]) -> None:
    """Let `errand(by=, at=)` run beside the sweeps: for what waits for others, so no sweep does."""
    ERRANDS.append(errand)


def register_read_back(code: str, offered: Callable[[Any], str]) -> None:
    """Let whoever takes on an alert of this code read back what `offered(row)` says (H4)."""
    READ_BACKS[code] = offered


def read_back_for(code: str, row) -> str:
    """Return what an alert about a row offers to be read back, or nothing."""
    offered = READ_BACKS.get(code)
    return offered(row) if offered else ""


def blocking() -> list[str]:
    """Return the kinds whose open clocks keep their subject from closing."""
    return [kind.name for kind in KINDS.values() if kind.blocks_closing]


def until_resourced() -> list[str]:
    """Return the kinds that run until a unit is assigned or attendance is excused."""
    return [kind.name for kind in KINDS.values() if kind.until_resourced]
