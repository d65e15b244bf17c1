"""Questions about units, assignments and diverts."""

from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from contactcentre.countdowns.models import Alert, Clock
from dispatch.enums import UnitState
from dispatch.models import AirwaveCode, Assignment, Divert, Unit
from incidents.enums import Status
from incidents.models import CrewWarning

LONDON = ZoneInfo("Europe/London")
# What is said of an assignment whose unit somebody else has; the rest is read when it is asked for.
SAID = (
    "assigned_at",
    "unit__callsign",
    "incident__cad_number",
    "incident__cad_day",
    "incident__grade",
    "incident__restricted",
    "assigned_by__username",
    "assigned_by__first_name",
    "assigned_by__last_name",
)
UNPROTECTED = """
    WITH open AS (
        SELECT i.*, a.sent, a.there, a.last_ended, a.last_cleared
        FROM incidents_incident i CROSS JOIN LATERAL (
            SELECT count(*) AS sent, count(*) FILTER (WHERE ended_at IS NULL) AS there,
                   max(ended_at) AS last_ended,
                   max(ended_at) FILTER (WHERE state = 'CLEARED') AS last_cleared
            FROM dispatch_assignment WHERE incident_id = i.id) a
        WHERE i.status <> 'CLOSED'
    )
    SELECT id FROM open
    WHERE there = 0
      AND (sent > 0 OR status IN ('ASSIGNED', 'AT_SCENE', 'RESULTED'))
      AND NOT (status = 'RESULTED'
        AND CASE WHEN non_attendance_approved_by_id IS NOT NULL
            THEN coalesce(position(grade IN 'ISER')
                >= position(nullif(non_attendance_grade, '') IN 'ISER'), false)
            WHEN sent = 0 THEN grade = 'R'
            ELSE coalesce(last_cleared >= last_ended, false)
                AND NOT EXISTS (SELECT 1 FROM incidents_gradedecision d
                    WHERE d.incident_id = open.id AND d.at > last_cleared AND d.before <> ''
                    AND position(d.grade IN 'ISER') < position(d.before IN 'ISER'))
                AND NOT EXISTS (SELECT 1 FROM (
                    SELECT d.grade FROM incidents_gradedecision d
                    WHERE d.incident_id = open.id ORDER BY d.id DESC LIMIT 1) last
                    WHERE position(open.grade IN 'ISER') < position(last.grade IN 'ISER')) END)
      AND NOT (status = 'AWAITING_UNIT' AND left_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM core_duty d WHERE d.person_id = open.owner_id
                    AND d.ended_at IS NULL AND d.break_started_at IS NULL)
        AND EXISTS (SELECT 1 FROM countdowns_clock c WHERE c.subject = 'incident'
                    AND c.subject_id = open.id AND c.kind = 're_resource'
                    AND c.stopped_at IS NULL)
        AND EXISTS (SELECT 1 FROM countdowns_alert r WHERE r.subject = 'incident'
                    AND r.subject_id = open.id AND r.resolved_at IS NULL
                    AND r.code = 'UNIT_LEFT' AND r.raised_at >= open.left_at))
    ORDER BY id
"""


def with_current(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return units with their current assignment and its incident, in two queries."""
    current = Assignment.objects.current().select_related("incident")
    return units.select_related("airwave_code").prefetch_related(
        Prefetch("assignments", queryset=current, to_attr="current_ones")
    )


def for_board(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return units with what their current assignment shows as `shown`, in one statement."""
    current = Assignment.objects.current().filter(unit=OuterRef("pk"))
    about = {"subject": "assignment", "subject_id": OuterRef("pk")}
    checks = Clock.objects.open().filter(kind="crew_welfare", **about)
    shown = JSONObject(
        number=F("incident__cad_number"),
        day=F("incident__cad_day"),
        state=F("state"),
        assigned_at=F("assigned_at"),
        deployable=F("deployable"),
        place_told=F("place_told"),
        warnings_told=F("warnings_told"),
        warnings_known=F("warnings_known"),
        restricted=F("incident__restricted"),
        check_by=Subquery(checks.values("due_at")[:1]),
    )
    return units.annotate(shown=Subquery(current.values(found=shown)[:1]))


def current_assignment(unit_id: int) -> Assignment | None:
    """Return a unit's current assignment with what is said of it, or None; asked at every order."""
    current = Assignment.objects.current().select_related("unit", "incident", "assigned_by")
    return current.filter(unit=unit_id).only(*SAID).first()


def was_dealt_with(incident_id: int) -> bool:
    """Test as the database does whether the last unit to leave cleared, and nothing came since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dispatch_was_dealt_with(i) FROM incidents_incident i WHERE i.id = %s",
            [incident_id],
        )
        return cursor.fetchone()[0]


def unprotected() -> list[int]:
    """Return the incidents that a unit has left and that lack an owner, a clock or an alert.

    The rule of the database asked again in plain SQL, from the assignments themselves; always
    empty (rule 2, the third wall).
    """
    with connection.cursor() as cursor:
        cursor.execute(UNPROTECTED)
        return [row[0] for row in cursor.fetchall()]


def sent_elsewhere(code: str) -> list[int]:
    """Return the assignments whose crew knows an old place, and no live alert of a code says so."""
    sent = Assignment.objects.current().filter(incident__place_number__gt=F("place_known"))
    said = Alert.objects.live().filter(subject="unit", subject_id=OuterRef("unit"), code=code)
    is_said = Q(Exists(said), place_told=F("incident__place_number"))
    return list(sent.exclude(is_said).order_by("pk").values_list("pk", flat=True))


def to_be_warned(at) -> list[int]:
    """
    Return the assignments whose crew has to be sent a warning, or has none left to know (G7).

    What it was sent and has not answered yet waits for its own clock.
    """
    behind = Assignment.objects.current().filter(incident__warning_number__gt=F("warnings_known"))
    holds = CrewWarning.objects.live(at).filter(
        incident=OuterRef("incident"), number__gt=OuterRef("warnings_known")
    )
    newest = holds.order_by("-number").values("number")[:1]
    found = behind.annotate(newest=Subquery(newest))
    found = found.filter(Q(newest=None) | Q(newest__gt=F("warnings_told")))
    return list(found.order_by("pk").values_list("pk", flat=True))


def could_return() -> dict[int, list[str]]:
    """Return, by incident that waits for any unit, the callsigns it lost that are free again."""
    found: dict[int, list[str]] = {}
    for incident_id, callsign in _could_return().values_list("from_incident", "unit__callsign"):
        if callsign not in found.setdefault(incident_id, []):
            found[incident_id].append(callsign)
    return found


def offered(code: str) -> dict[int, str]:
    """Return the texts of the live alerts of a code, by the incident they are about."""
    live = Alert.objects.live().filter(code=code, subject="incident")
    return dict(live.values_list("subject_id", "text"))


def free_again(code: str) -> list[int]:
    """Return the incidents not told by an alert of a code since a unit they lost became free."""
    ended = Assignment.objects.filter(unit=OuterRef(OuterRef("unit")), ended_at__isnull=False)
    told = Alert.objects.filter(
        code=code,
        subject="incident",
        subject_id=OuterRef("from_incident"),
        raised_at__gte=Subquery(ended.order_by("-ended_at").values("ended_at")[:1]),
    )
    # Free since its last assignment or its last status; and what it left may be left anew.
    told = told.filter(raised_at__gte=OuterRef("unit__state_since"))
    told = told.filter(raised_at__gte=OuterRef("from_incident__left_at"))
    return list(_could_return().exclude(Exists(told)).values_list("from_incident", flat=True))


def _could_return() -> QuerySet[Divert]:
    """Return the diverts from an incident that waits for any unit, whose unit is free."""
    own = Assignment.objects.filter(unit=OuterRef("unit"))
    again = own.filter(incident=OuterRef("from_incident"), assigned_at__gt=OuterRef("at"))
    waits = Q(from_incident__status=Status.AWAITING_UNIT, from_incident__left_at__isnull=False)
    free = Q(unit__state=UnitState.AVAILABLE, at__gte=F("unit__crewed_at"))
    lost = Divert.objects.filter(waits, free).exclude(Exists(own.current())).order_by("pk")
    return lost.exclude(Exists(again))


def airwave_codes() -> list[tuple[int, str]]:
    """Return the status codes of the radio, as (code, label)."""
    return list(AirwaveCode.objects.values_list("code", "label"))


def local_time(moment) -> str:
    """Return a moment as the floor reads it: 14:31:05."""
    return moment.astimezone(LONDON).strftime("%H:%M:%S")
