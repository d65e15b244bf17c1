"""
The figures every screen shows, each with the list it opens: one query serves both (L4, L7).

LOST and WAITING are asked of the database in its own words, not of a cached flag.
"""

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from contactcentre.core.live.boards import fold
from contactcentre.core.models import Duty
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.countdowns.models import Alert, Clock
from incidents import grading
from incidents.enums import Grade, Status
from incidents.kinds import LEFT, RE_RESOURCE, WANT_A_UNIT
from incidents.models import Incident, Obligation


def _on_shift() -> Exists:
    return Exists(Duty.objects.present().filter(person=OuterRef("owner")))


def _live_alert(**only) -> Exists:
    alerts = Alert.objects.live().filter(subject="incident", subject_id=OuterRef("pk"))
    return Exists(alerts.filter(**only))


def _re_resource_clock() -> Exists:
    return Exists(
        Clock.objects.open().filter(kind=RE_RESOURCE, subject="incident", subject_id=OuterRef("pk"))
    )


def lost() -> Q:
    """Left by its last unit and without owner, clock or alert of it; or excused for less."""
    alarm = _live_alert(code=LEFT, raised_at__gte=OuterRef("left_at"))
    guarded = Q(_on_shift()) & Q(_re_resource_clock()) & Q(alarm)
    return (Q(left_at__isnull=False) & ~guarded) | _excused_for_less()


def _excused_for_less() -> Q:
    """Settled by an excuse for a grade less urgent than it has now."""
    less = [
        Q(grade=now, non_attendance_grade=then)
        for now in Grade
        for then in ("", *Grade)
        if not then or grading.is_more_urgent(now, than=then)
    ]
    excused = Q(status=Status.RESULTED, non_attendance_approved_by__isnull=False)
    return excused & functools.reduce(operator.or_, less)


def waiting() -> Q:
    """No unit yet, and nobody has taken on an alert that one is wanted."""
    taken = _live_alert(acknowledged_by__isnull=False, code__in=WANT_A_UNIT)
    return Q(status=Status.AWAITING_UNIT) & ~Q(taken)


@dataclass(frozen=True)
class Figure:
    """A number on a screen: its name, its words, and which unclosed incidents it counts."""

    name: str
    label: str
    which: Callable[[], Q]


FIGURES = {
    figure.name: figure
    for figure in [
        Figure("open", "Open incidents", lambda: Q()),
        Figure("ungraded", "Not graded yet", lambda: Q(status=Status.OPEN)),
        Figure("immediate", "Immediate", lambda: Q(grade=Grade.IMMEDIATE)),
        Figure("significant", "Significant", lambda: Q(grade=Grade.SIGNIFICANT)),
        Figure("extended", "Extended", lambda: Q(grade=Grade.EXTENDED)),
        Figure("without_unit", "Without a unit", lambda: Q(status=Status.AWAITING_UNIT)),
        Figure("waiting", "Waiting", waiting),
        Figure("lost", "Lost", lost),
        Figure("left", "Left by a unit", lambda: Q(left_at__isnull=False)),
        Figure("diverted", "Diverted", lambda: Q(times_diverted__gt=0)),
        Figure("at_scene", "Unit at scene", lambda: Q(status=Status.AT_SCENE)),
        Figure("to_close", "To be closed", lambda: Q(status=Status.RESULTED)),
        Figure("without_owner", "Owner not on shift", lambda: ~Q(_on_shift())),
        Figure(
            "to_approve",
            "Non-attendance to approve",
            lambda: Q(non_attendance_asked_by__isnull=False, non_attendance_approved_by=None),
        ),
        Figure("promised", "Something promised", lambda: Q(_is_promised())),
        Figure("overdue", "Past their target", lambda: Q(_overdue())),
    ]
}


def _is_promised() -> Exists:
    return Exists(Obligation.objects.open().filter(incident=OuterRef("pk")))


def _overdue() -> Exists:
    return Exists(
        Clock.objects.open().filter(
            kind="attend", subject="incident", subject_id=OuterRef("pk"), last_step__gte=100
        )
    )


def listed(name: str, incidents: QuerySet[Incident] | None = None) -> QuerySet[Incident]:
    """Return the incidents a figure counts."""
    incidents = Incident.objects.all() if incidents is None else incidents
    return incidents.unclosed().filter(FIGURES[name].which())


def counts() -> dict[str, dict[str, int]]:
    """Return every figure for each command unit and for the whole force, in one query."""
    return fold(FIGURES, counted())


def counted() -> QuerySet:
    """Return (scope, numbers by figure) of each command unit that has unclosed incidents."""
    marked = annotated(Incident.objects.unclosed())
    scoped = marked.values(scope=Coalesce("command_unit_id", Value(WHOLE_FORCE)))
    numbers = {name: Count("pk", filter=Q(**{f"in_{name}": True})) for name in FIGURES}
    return scoped.annotate(numbers=JSONObject(**numbers)).values_list("scope", "numbers")


def annotated(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Mark each incident with the figures it counts in: `in_waiting` and so on."""
    return incidents.annotate(
        **{f"in_{name}": _as_boolean(figure.which()) for name, figure in FIGURES.items()}
    )


def _as_boolean(which: Q):
    if not which:
        return Value(True, output_field=BooleanField())
    return Case(When(which, then=True), default=False, output_field=BooleanField())
