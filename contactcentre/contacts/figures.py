"""
The figures of calls, each with the list it opens: one condition serves both (L4).

Abandoned, dropped and answered are three figures, never one (B6); the share answered in ten seconds
is counted by both clocks, since our own ring alone would flatter us (B2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from contactcentre.contacts import queueing
from contactcentre.contacts.enums import UNDISPOSED_ENDINGS, WAITING, Channel, Ending, State
from contactcentre.contacts.models import Contact
from contactcentre.core.live.boards import fold
from contactcentre.core.scope import WHOLE_FORCE

LONDON = ZoneInfo("Europe/London")
EMERGENCY = Q(channel=Channel.EMERGENCY)
NON_EMERGENCY = Q(channel=Channel.NON_EMERGENCY)
DIGITAL = ~Q(channel__in=list(queueing.CLASS))
WAITS = Q(state__in=WAITING)
# Without a time from BT the call counts from our own ring in both: it is left out of neither.
FROM_BT = Q(connected_at__isnull=False, answered_at__lte=F("connected_at") + queueing.ANSWER_WITHIN)
FROM_RING = Q(answered_at__lte=F("presented_at") + queueing.ANSWER_WITHIN)


@dataclass(frozen=True)
class Figure:
    """A number on a screen: its name, its words, and which contacts it counts at a moment."""

    name: str
    label: str
    which: Callable[[datetime], Q]


def _now(which: Q) -> Callable[[datetime], Q]:
    return lambda at: which


def _today(which: Q) -> Callable[[datetime], Q]:
    return lambda at: which & Q(received_at__gte=start_of_day(at), received_at__lte=at)


FIGURES = {
    figure.name: figure
    for figure in [
        Figure("999_waiting", "999 waiting", _now(EMERGENCY & WAITS)),
        Figure("101_waiting", "101 waiting", _now(NON_EMERGENCY & WAITS)),
        Figure("digital_waiting", "Digital waiting", _now(DIGITAL & WAITS)),
        Figure("live", "On the line", _now(Q(state=State.LIVE))),
        Figure("undisposed", "Ended without an outcome", _now(Q(state__in=UNDISPOSED_ENDINGS))),
        Figure("999_answered", "999 answered today", _today(EMERGENCY & ~Q(answered_at=None))),
        Figure(
            "999_in_10_s_from_bt",
            "999 answered today within 10 s of BT",
            _today(EMERGENCY & (FROM_BT | Q(connected_at=None) & FROM_RING)),
        ),
        Figure(
            "999_in_10_s_from_ring",
            "999 answered today within 10 s of our ring",
            _today(EMERGENCY & FROM_RING),
        ),
        Figure("abandoned", "Abandoned today", _today(Q(ending=Ending.ABANDONED))),
        Figure("dropped", "Cut off today", _today(Q(ending=Ending.DROPPED))),
    ]
}


def start_of_day(at: datetime) -> datetime:
    """Return when the London day of a moment began; days are 23 or 25 hours at the changes."""
    return datetime.combine(at.astimezone(LONDON).date(), time.min, LONDON)


def listed(name: str, at: datetime, contacts: QuerySet[Contact] | None = None) -> QuerySet[Contact]:
    """Return the contacts a figure counts."""
    contacts = Contact.objects.all() if contacts is None else contacts
    return contacts.filter(FIGURES[name].which(at))


def counts(at: datetime) -> dict[str, dict[str, int]]:
    """Return every figure of the whole force; calls belong to no command unit yet."""
    return fold(FIGURES, counted(at))


def counted(at: datetime) -> QuerySet:
    """Return (scope, numbers by figure) of the whole force."""
    recent = Contact.objects.filter(
        Q(received_at__gte=start_of_day(at), received_at__lte=at) | ~Q(state=State.DISPOSED)
    )
    numbers = {name: Count("pk", filter=figure.which(at)) for name, figure in FIGURES.items()}
    whole = recent.values(scope=Value(WHOLE_FORCE))
    return whole.annotate(numbers=JSONObject(**numbers)).values_list("scope", "numbers")
