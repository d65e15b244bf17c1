"""
The DIVERT list: a live query, never a list that somebody keeps (H10, H12, M6).

How long an incident was without a unit: from the divert until the next unit was sent, or until it
closed. It is nothing where other units stayed, and goes on counting where nobody was sent yet.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from contactcentre.contacts.enums import MessageState, News, RingBackOutcome
from contactcentre.contacts.models import OutboundMessage, RingBack
from contactcentre.countdowns.models import Clock
from dispatch.enums import ReviewState
from dispatch.models import Assignment, Divert, DivertReview
from incidents.models import Assessment, Incident

LONDON = ZoneInfo("Europe/London")
REVIEW, SUBJECT = "divert_review", "divert"


@dataclass
class Week:
    """What diverts did to one borough in one week (M6)."""

    monday: date
    borough: str
    diverts: int = 0
    reviewed: int = 0
    assessed_again: int = 0
    callers_told: int = 0
    callers_not_told: int = 0
    attended_in_time: int = 0
    without_unit: timedelta = timedelta()
    longest: timedelta = timedelta()

    @property
    def minutes(self) -> int:
        """How many minutes its incidents were without a unit."""
        return round(self.without_unit / timedelta(minutes=1))

    @property
    def longest_minutes(self) -> int:
        """How many minutes the worst of them was without a unit."""
        return round(self.longest / timedelta(minutes=1))


def listed(seen: QuerySet[Incident]) -> QuerySet[Divert]:
    """Return the diverts from these incidents with how their review stands, newest first."""
    steps = DivertReview.objects.select_related("by")
    mine = Divert.objects.filter(from_incident__in=seen).order_by("-pk")
    named = mine.select_related("unit", "from_incident__borough", "to_incident", "by")
    return _measured(named).prefetch_related(Prefetch("reviews", steps, to_attr="steps"))


def waiting(seen: QuerySet[Incident], *, due_by: datetime | None = None) -> QuerySet[Divert]:
    """Return those that nobody has reviewed; with `due_by`, those that were to be by then."""
    running = Clock.objects.open().filter(kind=REVIEW, subject=SUBJECT)
    if due_by is not None:
        running = running.filter(due_at__lte=due_by)
    return listed(seen).filter(pk__in=running.values("subject_id"))


def without_unit(divert: Divert, *, at: datetime) -> timedelta:
    """Return how long what was left was without a unit, or has been so far."""
    return max((divert.with_unit_at or at) - divert.at, timedelta())


def in_time(divert: Divert, *, at: datetime) -> bool | None:
    """Return whether what was left was attended in its time; None while that is open."""
    left = divert.from_incident
    if left.due_at is None:
        return None
    if left.attended_at is None:
        return None if at <= left.due_at else False
    return left.attended_at <= left.due_at


def is_caller_untold(divert: Divert) -> bool:
    """Test whether a caller has not heard what a divert did; where others stay there is nothing."""
    return not divert.is_caller_told and not divert.what_was_left.get("other_units")


def by_week(seen: QuerySet[Incident], *, since: date, until: date, at: datetime) -> list[Week]:
    """Return the figures of diverts between two London days, by week and borough, newest first."""
    found: dict[tuple[date, str], Week] = {}
    within = {"at__gte": _midnight(since), "at__lt": _midnight(until + timedelta(days=1))}
    mine = Divert.objects.filter(from_incident__in=seen, **within)
    for divert in _measured(mine.select_related("from_incident__borough")).order_by("-at"):
        _count(found, divert, at=at)
    return sorted(found.values(), key=lambda week: (-week.monday.toordinal(), week.borough))


def _measured(diverts: QuerySet[Divert]) -> QuerySet[Divert]:
    latest = DivertReview.objects.filter(divert=OuterRef("pk")).order_by("-pk")
    due = Clock.objects.open().filter(kind=REVIEW, subject=SUBJECT, subject_id=OuterRef("pk"))
    sent = Assignment.objects.filter(
        incident=OuterRef("from_incident"), assigned_at__gte=OuterRef("at")
    ).exclude(pk=OuterRef("assignment"))
    again = Assessment.objects.filter(incident=OuterRef("from_incident"), at__gt=OuterRef("at"))
    about = {"subject": "incident", "subject_id": OuterRef("from_incident")}
    by_text = OutboundMessage.objects.filter(
        **about, news=News.DIVERTED, happened_at=OuterRef("at"), state=MessageState.DELIVERED
    )
    by_telephone = RingBack.objects.filter(
        **about, outcome=RingBackOutcome.TOLD, done_at__gte=OuterRef("at")
    )
    next_one = Subquery(sent.order_by("assigned_at").values("assigned_at")[:1])
    until = Case(
        When(what_was_left__other_units__gt=0, then=F("at")),
        default=Least(next_one, F("from_incident__closed_at")),
    )
    return diverts.annotate(
        review_state=Coalesce(Subquery(latest.values("state")[:1]), Value(ReviewState.UNREVIEWED)),
        review_due_at=Subquery(due.values("due_at")[:1]),
        with_unit_at=until,
        is_assessed_again=Exists(again),
        is_caller_told=Exists(by_text) | Exists(by_telephone),
    )


def _count(found: dict[tuple[date, str], Week], divert: Divert, *, at: datetime) -> None:
    day = divert.at.astimezone(LONDON).date()
    monday = day - timedelta(days=day.weekday())
    borough = divert.from_incident.borough
    name = borough.name if borough else ""
    week = found.setdefault((monday, name), Week(monday, name))
    lasted = without_unit(divert, at=at)
    week.diverts += 1
    week.reviewed += divert.review_state == ReviewState.REVIEWED
    week.assessed_again += divert.is_assessed_again
    week.callers_told += divert.is_caller_told
    week.callers_not_told += is_caller_untold(divert)
    week.attended_in_time += in_time(divert, at=at) is True
    week.without_unit += lasted
    week.longest = max(week.longest, lasted)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
