"""
The port that apps above fill: what else happens when a contact arrives, moves, speaks or ends, and
from whom it is hidden.

One of three ports (DESIGN §2). Filled in AppConfig.ready(); called by the actions here in their own
transaction, in a fixed order, with the contact held.
"""

import functools
import operator
from typing import Protocol

from django.db.models import Q, QuerySet

from contactcentre.contacts.models import CallerLocation, Contact

NOTHING = Q(pk__in=[])


class Follower(Protocol):
    """Somebody above who does their part; whatever they refuse, the whole change is refused."""

    def received(self, contact: Contact, *, by, at) -> None:
        """Answer a contact that has arrived, or whose number has just become known."""

    def located(self, contact: Contact, location: CallerLocation, *, by, at) -> None:
        """Answer another position of the caller."""

    def spoke(self, contact: Contact, text: str, *, by, at) -> None:
        """Answer words that came in on the contact."""

    def ending(self, contact: Contact, why_not_told: str, *, by, at) -> None:
        """Refuse that a handler ends the line now, or keep why the caller was told nothing."""

    def ended(self, contact: Contact, *, by, at) -> None:
        """Answer the end of the line; `contact.ending` says how."""

    def disposed(self, contact: Contact, *, by, at) -> None:
        """Answer an outcome, or refuse one that is not true; it is on the contact already."""

    def marks(self, contact: Contact) -> QuerySet:
        """Return what marks the number or the handle of a contact: it goes first in its class."""

    def hidden_from(self, person) -> Q:
        """Return which contacts are about something that this person may not see."""


_followers: dict[int, Follower] = {}


def register(follower: Follower, *, place: int) -> None:
    """Let a follower be told, at its place in the order; the lowest is told first."""
    _followers[place] = follower


def received(contact: Contact, *, by, at) -> None:
    """Tell every follower that a contact has arrived, or whose it is."""
    for follower in _in_order():
        follower.received(contact, by=by, at=at)


def located(contact: Contact, location: CallerLocation, *, by, at) -> None:
    """Tell every follower of another position of the caller."""
    for follower in _in_order():
        follower.located(contact, location, by=by, at=at)


def spoke(contact: Contact, text: str, *, by, at) -> None:
    """Tell every follower what was said or written."""
    for follower in _in_order():
        follower.spoke(contact, text, by=by, at=at)


def ending(contact: Contact, why_not_told: str, *, by, at) -> None:
    """Ask every follower whether a handler may end the line; any may refuse."""
    for follower in _in_order():
        follower.ending(contact, why_not_told, by=by, at=at)


def ended(contact: Contact, *, by, at) -> None:
    """Tell every follower that the line has ended."""
    for follower in _in_order():
        follower.ended(contact, by=by, at=at)


def disposed(contact: Contact, *, by, at) -> None:
    """Tell every follower which outcome is being recorded; any may refuse it."""
    for follower in _in_order():
        follower.disposed(contact, by=by, at=at)


def marks(contact: Contact) -> list[QuerySet]:
    """Return what marks the number or the handle of a contact, whoever says so; as questions."""
    return [follower.marks(contact) for follower in _in_order()]


def hidden_from(person) -> Q:
    """Return which contacts are about something that this person may not see, whoever says so."""
    return functools.reduce(
        operator.or_, (follower.hidden_from(person) for follower in _in_order()), NOTHING
    )


def _in_order() -> list[Follower]:
    return [_followers[place] for place in sorted(_followers)]
