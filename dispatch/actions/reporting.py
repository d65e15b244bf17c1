"""What a held incident is told of its units: they move on, and they go."""

from datetime import timedelta

from dispatch import queries
from dispatch.actions.holding import Held, units_of
from dispatch.enums import AssignmentState
from dispatch.models import Assignment
from incidents.actions import reassessing, resourcing, telling

# What is heard of so much later is said with its own time.
LATE = timedelta(seconds=30)
# What is said to be older than that was more likely pressed now, on a radio that lost its clock.
UNLIKELY = timedelta(hours=1)
END_WORDS = {
    AssignmentState.CLEARED: "cleared",
    AssignmentState.DIVERTED: "diverted",
    AssignmentState.STOOD_DOWN: "stood down",
    AssignmentState.UNABLE: "unable to attend",
}


def late(since, *, at) -> str:
    """Say when what is heard of only now was pressed; nothing when that was just now."""
    if at - since > UNLIKELY:
        return f" (heard now; its radio says {since.astimezone(queries.LONDON):%-d %b %Y %H:%M})"
    return f" (pressed at {queries.local_time(since)})" if at - since > LATE else ""


def moved_on(held: Held, state: AssignmentState, since, *, by, at) -> None:
    """Tell a held unit's incident that it acknowledged, set off or is at the scene since then."""
    incident, callsign = held.incident, held.unit.callsign
    shown = units_of(incident)
    text = f"{callsign} {AssignmentState(state).label.lower()}{late(since, at=at)}"
    if state == AssignmentState.AT_SCENE:
        resourcing.attended(incident, shown, text, since=since, by=by, at=at)
    else:
        resourcing.changed(incident, shown, text, by=by, at=at)
    if state == AssignmentState.EN_ROUTE:
        telling.on_the_way(incident, by=by, at=at)


def ended(held: Held, assignment: Assignment, *, by, at) -> None:
    """Tell an incident that a held unit's assignment to it has ended; it may be left by that."""
    incident = held.incidents[assignment.incident_id]
    remaining = units_of(incident)
    is_divert = assignment.state == AssignmentState.DIVERTED
    words = END_WORDS[AssignmentState(assignment.state)]
    text = f"{held.unit.callsign} {words}: {assignment.end_reason}"
    if remaining:
        resourcing.fewer(incident, remaining, text, is_divert=is_divert, by=by, at=at)
    elif assignment.state != AssignmentState.CLEARED:
        resourcing.left(incident, text, is_divert=is_divert, by=by, at=at)
    elif queries.was_dealt_with(incident.pk):
        resourcing.dealt_with(incident, text, by=by, at=at)
    else:
        text = f"{text}, before what was last done about this incident"
        resourcing.left(incident, text, is_divert=is_divert, by=by, at=at)
    if assignment.state == AssignmentState.UNABLE:
        about = {"words": reassessing.UNABLE, "since": at}
        reassessing.ask_unless_known(incident, **about, by=by, at=at)
