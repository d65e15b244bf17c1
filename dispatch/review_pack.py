"""
What a reviewer of a divert is given: who knew what when, and the board as it stood at a second.

All of it is read from what is kept for ever (assignments, the log, the audit trail), so that a
question asked a year later has the answer of that night (H10, E9, IOPC rec. 4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Prefetch, Q, QuerySet

from contactcentre.core.models import AuditEntry, Person
from contactcentre.countdowns.models import Alert
from dispatch.enums import AssignmentState
from dispatch.models import Assignment, Divert
from incidents.enums import LogKind
from incidents.models import Incident, LogEntry

TELLING = (LogKind.ALERT, LogKind.DIVERT, LogKind.OWNER)
# In the order in which a crew reaches them, the last first.
REACHED = (
    ("at_scene_at", AssignmentState.AT_SCENE),
    ("en_route_at", AssignmentState.EN_ROUTE),
    ("acknowledged_at", AssignmentState.ACKNOWLEDGED),
)
TAKEN = "alert.acknowledged"
CHANGES_HANDS = ("alert.sounded", "alert.climbed", "alert.returned", "alert.passed_on", TAKEN)
MOST = 200
# What is read to look back is no part of who knew.
PACK = "review pack"


@dataclass(frozen=True)
class Alarm:
    """An alert as it stood: what it said, how far it had climbed, and who had taken it on."""

    text: str
    level: int
    taken_by: str


@dataclass(frozen=True)
class Stood:
    """An incident as it stood at a second: its grade, its units by callsign, its alerts."""

    incident: Incident
    grade: str
    units: list[tuple[str, AssignmentState]]
    alarms: list[Alarm]


@dataclass(frozen=True)
class Knew:
    """Somebody was told, or looked: when, who, and what it was."""

    at: datetime
    who: str
    what: str


def who_knew(divert: Divert) -> list[Knew]:
    """Return who was told of what was left and who read it, in order, from the divert on."""
    left = divert.from_incident
    told = LogEntry.objects.filter(incident=left, kind__in=TELLING, at__gte=divert.at)
    looked = _trail(Incident, [left.pk]).filter(name="incident.read", at__gte=divert.at)
    looked = looked.exclude(detail__what=PACK)
    known = [Knew(entry.at, entry.by, entry.text) for entry in told]
    names = _short_names(looked)
    known += [Knew(each.at, names[each.by], f"read the {each.detail['what']}") for each in looked]
    return sorted(known, key=lambda each: each.at)


def board_at(seen: QuerySet[Incident], *, at: datetime) -> list[Stood]:
    """Return these incidents that were open at a moment, oldest first, as they stood then (E9)."""
    then = Assignment.objects.filter(assigned_at__lte=at).select_related("unit")
    there = then.filter(Q(ended_at=None) | Q(ended_at__gt=at)).order_by("pk")
    open_then = seen.filter(opened_at__lte=at).filter(Q(closed_at=None) | Q(closed_at__gt=at))
    with_units = open_then.prefetch_related(Prefetch("assignments", there, to_attr="then"))
    incidents = list(with_units.order_by("opened_at", "pk")[:MOST])
    ids = [incident.pk for incident in incidents]
    grades, alarms = _grades(ids, at), _alarms(ids, at)
    return [
        Stood(each, grades.get(each.pk, ""), _units(each.then, at), alarms.get(each.pk, []))
        for each in incidents
    ]


def _units(assignments: Iterable[Assignment], at: datetime) -> list[tuple[str, AssignmentState]]:
    return [(each.unit.callsign, _state(each, at)) for each in assignments]


def _state(assignment: Assignment, at: datetime) -> AssignmentState:
    moments = ((getattr(assignment, field), state) for field, state in REACHED)
    reached = (state for moment, state in moments if moment and moment <= at)
    return next(reached, AssignmentState.ASSIGNED)


def _grades(ids: list[int], at: datetime) -> dict[int, str]:
    graded = _trail(Incident, ids).filter(name="incident.graded", at__lte=at)
    return {int(entry.subject_id): entry.detail["grade"] for entry in graded}


def _alarms(ids: list[int], at: datetime) -> dict[int, list[Alarm]]:
    about = {"subject": "incident", "subject_id__in": ids, "first_raised_at__lte": at}
    live = Alert.objects.filter(Q(resolved_at=None) | Q(resolved_at__gt=at), **about)
    alerts = {alert.pk: alert for alert in live.order_by("pk")}
    taken, level = {}, {}
    changes = _trail(Alert, list(alerts)).filter(name__in=CHANGES_HANDS, at__lte=at)
    names = _short_names(changes)
    for entry in changes:
        key = int(entry.subject_id)
        taken[key] = names[entry.by] if entry.name == TAKEN else ""
        level[key] = entry.detail.get("level", level.get(key, 0))
    found: dict[int, list[Alarm]] = {}
    for key, alert in alerts.items():
        stood = Alarm(alert.text, level.get(key, 0), taken.get(key, ""))
        found.setdefault(alert.subject_id, []).append(stood)
    return found


def _short_names(entries: Iterable[AuditEntry]) -> dict[str, str]:
    """Return how screens name whoever did these, by their username."""
    usernames = {entry.by for entry in entries}
    people = Person.objects.filter(username__in=usernames)
    return dict.fromkeys(usernames, "") | {each.username: each.short_name for each in people}


def _trail(model: type[Model], ids: list[int]) -> QuerySet[AuditEntry]:
    """Return what the audit trail says of these rows, in order."""
    about = {"subject": model._meta.label_lower, "subject_id__in": [str(each) for each in ids]}
    return AuditEntry.objects.filter(**about).order_by("at", "pk")
