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
    command unit it lies in, if any; `severity` is 0 for the most severe.
    """

    name: str
    hold: Callable[..., Any]
    note: Callable[..., None]
    area: Callable[[Any], Any]
    severity: Callable[[Any], int]


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
    """

    name: str
    subject: str
    label: str
    step: Callable[[StepFired], None]
    blocks_closing: bool = False
    until_resourced: bool = False
    is_lease: bool = False


SUBJECTS: dict[str, Subject] = {}
KINDS: dict[str, Kind] = {}
LOOKS: list[Callable[..., int]] = []


def register_subject(subject: Subject) -> None:
    """Let clocks and alerts be about this subject."""
    SUBJECTS[subject.name] = subject


def register(kind: Kind) -> None:
    """Add a kind of clock."""
    KINDS[kind.name] = kind


def register_look(look: Callable[..., int]) -> None:
    """Let every sweep call `look(by=, at=)` too: for work that is due as soon as it can be done."""
    LOOKS.append(look)


def blocking() -> list[str]:
    """Return the kinds whose open clocks keep their subject from closing."""
    return [kind.name for kind in KINDS.values() if kind.blocks_closing]


def until_resourced() -> list[str]:
    """Return the kinds that run until a unit is assigned or attendance is excused."""
    return [kind.name for kind in KINDS.values() if kind.until_resourced]
