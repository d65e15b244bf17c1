"""
What a crew says that it knows when it acknowledges once more: a corrected place, its warnings.

A first acknowledgement answers the order as it was sent, so it says nothing of either, unless
whoever told the crew names them by their numbers. A later one answers what is still open, the
place before the warnings, and of the warnings those that the crew was sent some seconds ago
(decisions 23 and 27).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dispatch.actions import crews, warning
from dispatch.actions.holding import Held
from dispatch.enums import AssignmentState


@dataclass(frozen=True)
class Told:
    """Of which place and which warnings a crew was told, where somebody says so."""

    place: int | None = None
    warnings: int | None = None


UNSAID = Told()


def checked(held: Held, place: int | None, warnings: int | None, *, at) -> Told:
    """
    Return what a crew was told, which is how it is now.

    :raises WrongState: when the place was corrected or another warning given meanwhile
    """
    if place is not None:
        crews.check_told(held, place)
    if warnings is not None:
        warning.check_told(held, warnings, at=at)
    return Told(place, warnings)


def answers(held: Held, told: Told, *, at) -> tuple[Callable, ...]:
    """Return what is to be recorded that the crew of a held unit knows; nothing if it is asked."""
    is_bare = told == UNSAID and held.current.state != AssignmentState.ASSIGNED
    place = held.current.is_sent_elsewhere and (is_bare or told.place is not None)
    is_heard = is_bare and not place and warning.is_heard(held, at=at)
    number = _warnings_known(held, told, is_bare=is_heard, at=at)
    warned = (partial(_knows_warnings, number),) if number else ()
    return ((crews.knows_the_place,) if place else ()) + warned


def _knows_warnings(number: int, held: Held, *, by, at) -> None:
    warning.knows(held, number, by=by, at=at)


def _warnings_known(held: Held, told: Told, *, is_bare: bool, at) -> int:
    """Return up to which number a crew knows the warnings by its answer; 0 if it says nothing."""
    number = told.warnings if told.warnings is not None else held.current.warnings_told
    is_said = told.warnings is not None or is_bare
    is_news = number > held.current.warnings_known
    return number if is_said and is_news and held.current.warnings_to_know(at) else 0
