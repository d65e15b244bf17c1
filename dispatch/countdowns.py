"""The clocks of an assignment: its crew must acknowledge it, get on and be heard of (G3)."""

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.kinds import (
    Kind,
    StepFired,
    Subject,
    register,
    register_look,
    register_subject,
)
from contactcentre.countdowns.models import Alert
from dispatch import divert_list, queries
from dispatch.actions import crews, returning, reviews, warning, watching
from dispatch.actions.assignments import ACKNOWLEDGE, NOT_ACKNOWLEDGED
from dispatch.actions.holding import hold_divert
from dispatch.enums import AssignmentState, UnitState
from dispatch.models import Assignment, Unit
from incidents import grading
from incidents.actions import log
from incidents.enums import LogKind
from incidents.models import Incident

MOST_SEVERE, AFTERWARDS = 0, 5


def fill_ports() -> None:
    """Make assignments, units and diverts subjects of clocks and alerts, and register kinds."""
    register_subject(
        Subject(
            name="assignment",
            hold=_hold_assignment,
            note=_no_log_of_its_own,
            area=lambda assignment: assignment.incident.command_unit,
            severity=lambda assignment: grading.severity(assignment.incident.grade),
        )
    )
    register_subject(
        Subject(
            name="unit",
            hold=_hold_unit,
            note=_no_log_of_its_own,
            area=lambda unit: unit.command_unit,
            severity=_severity_of_unit,
        )
    )
    register_subject(
        Subject(
            name=divert_list.SUBJECT,
            hold=hold_divert,
            note=reviews.note,
            area=lambda divert: divert.from_incident.command_unit,
            severity=lambda _divert: AFTERWARDS,
        )
    )
    register_look(crews.look)
    register_look(warning.look)
    register_look(returning.look)
    register(Kind(divert_list.REVIEW, divert_list.SUBJECT, "Divert to review", reviews.overdue))
    for name, label, step, is_lease in (
        (ACKNOWLEDGE, "Assignment to be acknowledged", _not_acknowledged, False),
        (watching.NO_MOVEMENT, "Unit to move", watching.look_at_movement, True),
        (watching.WELFARE, "Crew to be heard of", watching.ask_after, False),
        (warning.WARN, "Warnings to be known by the crew", warning.not_known, False),
    ):
        register(Kind(name, "assignment", label, step, is_lease=is_lease, protects=True))


def _hold_assignment(pk: int, *, wait: bool) -> Assignment | None:
    """Hold the incident, then the assignment: the one lock order."""
    known = Assignment.objects.filter(pk=pk).first()
    if known is None:
        return None
    incidents = Incident.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    incident = incidents.filter(pk=known.incident_id).first()
    if incident is None:
        return None
    held = Assignment.objects.select_related("unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    assignment = held.filter(pk=pk).first()
    if assignment is not None:
        assignment.incident = incident
    return assignment


def _hold_unit(pk: int, *, wait: bool) -> Unit | None:
    held = Unit.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    return held.filter(pk=pk).first()


def _severity_of_unit(unit: Unit) -> int:
    """An emergency of its crew is the most severe; else it is as urgent as what it is sent to."""
    current = queries.current_assignment(unit.pk)
    if unit.state == UnitState.EMERGENCY or current is None:
        return MOST_SEVERE
    return grading.severity(current.incident.grade)


def _not_acknowledged(fired: StepFired) -> None:
    """
    At 60 s it is written and shown again; at 120 s the desk hears, then those above (G3).

    One line a step on the log: the alert writes its own, and while it names this crew it climbs and
    comes back by its own clocks, so that it is not made new each minute.
    """
    assignment = fired.row
    if assignment.ended_at is not None:
        return
    if fired.percent < 200:
        text = f"{assignment.unit.callsign} has not acknowledged its assignment"
        log.note(assignment.incident, text=text, kind=LogKind.CLOCK, by=fired.by, at=fired.at)
    elif not _is_heard_of(assignment):
        alerts.sound(
            code=NOT_ACKNOWLEDGED,
            subject="incident",
            row=assignment.incident,
            text=_what_to_do(fired),
            audience=Role.DISPATCHER,
            level=_level(fired),
            by=fired.by,
            at=fired.at,
        )


def _is_heard_of(assignment: Assignment) -> bool:
    """Test whether the alert about the incident's silent crews names this one."""
    about = {"subject": "incident", "subject_id": assignment.incident_id}
    alert = Alert.objects.live().filter(code=NOT_ACKNOWLEDGED, **about).first()
    named = alert.text.partition(" not ")[0].replace(",", "").split() if alert else []
    return assignment.unit.callsign in named


def _what_to_do(fired: StepFired) -> str:
    """Name every crew of the incident that is silent as long, and say what a dispatcher can do."""
    clock = fired.clock
    silent_since = fired.at - 2 * (clock.due_at - clock.started_at)
    silent = Assignment.objects.current().filter(
        incident=fired.row.incident, state=AssignmentState.ASSIGNED, assigned_at__lte=silent_since
    )
    callsigns = silent.order_by("assigned_at", "pk").values_list("unit__callsign", flat=True)
    names = list(dict.fromkeys([*callsigns, fired.row.unit.callsign]))
    have = "has" if len(names) == 1 else "have"
    return (
        f"{', '.join(names)} {have} not acknowledged. Call the crew; then record its "
        "acknowledgement for it, or send another unit."
    )


def _level(fired: StepFired) -> int:
    """Return 0 at twice the time to acknowledge, and one more each time over: 180 s, 240 s."""
    clock = fired.clock
    times_over = (fired.at - clock.started_at) // (clock.due_at - clock.started_at)
    return min(max(times_over - 2, 0), alerts.HIGHEST)


def _no_log_of_its_own(row, *, text: str, by, at) -> None:
    """What happens to a unit or an assignment is in its own records and on the incident's log."""
