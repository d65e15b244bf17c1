"""A board as the API shows it, made by hand: only what a decision looks at."""

from datetime import UTC, datetime, timedelta

from contactcentre.management.simulator.floor import Cast, Floor

NOW = datetime(2026, 3, 14, 22, 0, tzinfo=UTC)
HANDLER, DISPATCHER, VISITOR = 1, 2, 9


def ago(seconds: float) -> str:
    """Return a moment so long ago, as a row has it."""
    return (NOW - timedelta(seconds=seconds)).isoformat()


def cast() -> Cast:
    """Return a cast of one handler and one dispatcher of Lambeth and Southwark."""
    return Cast(
        handlers=["colleague13"],
        dispatchers=["colleague-as"],
        supervisors=["colleague-supervisor"],
        officers=["colleague-officer"],
        ids={HANDLER: "colleague13", DISPATCHER: "colleague-as"},
        areas={"AS": "colleague-as"},
    )


def floor(*rows: dict, speed: float = 1.0) -> Floor:
    """Return the floor with these rows on its board."""
    snapshot = {"now": NOW.isoformat(), "speed": speed, "figures": {}, "rows": list(rows)}
    return Floor(snapshot, cast())


def incident(**changes) -> dict:
    """Return an incident that awaits a unit and belongs to a colleague."""
    row = {
        "kind": "incident",
        "id": 7,
        "slug": "7-14MAR26",
        "scope": "AS",
        "status": "AWAITING_UNIT",
        "grade": "S",
        "owner_id": DISPATCHER,
        "opened_at": ago(600),
        "left_at": None,
        "attended_at": None,
        "units": [],
        "lat": 51.4300,
        "lon": -0.1290,
    }
    return row | changes


def unit(state: str | None = None, **changes) -> dict:
    """Return a unit, free or with an assignment in a state."""
    row = {
        "kind": "unit",
        "callsign": "AS12",
        "scope": "AS",
        "state": "AVAILABLE",
        "base": "Lambeth",
        "lat": 51.4607,
        "lon": -0.1163,
        "position_at": ago(30),
        "incident": "7/14MAR26" if state else None,
        "incident_slug": "7-14MAR26" if state else None,
        "assignment_state": state,
        "assigned_at": ago(5000) if state else None,
    }
    return row | changes


def alert(**changes) -> dict:
    """Return an alert for the dispatcher of Lambeth and Southwark that nobody has taken on."""
    row = {
        "kind": "alert",
        "id": 3,
        "scope": "AS",
        "subject": "incident",
        "subject_id": 7,
        "audience": "dispatcher",
        "acknowledged_by": None,
        "raised_at": ago(120),
        "times_returned": 0,
    }
    return row | changes
