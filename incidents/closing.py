"""What still stands between an incident and its closing, and which control of the desk does it."""

from contactcentre.contacts import queries as contact_queries
from contactcentre.countdowns import kinds
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert, Clock
from incidents import access, linked, localtimes
from incidents.kinds import (
    GRADE_DUE,
    LATE_WORD,
    MESSAGE_TO_CALLS,
    MESSAGE_TO_DISPATCH,
    OBLIGATION_DUE,
    RE_RESOURCE,
)

LOOK = "look at it, then say on this incident's page that it stays open, or close it."
ASK_TO_LOOK = "you may not see it; ask a supervisor to look at it."
HOW = {
    GRADE_DUE: "Grade it: / g, its number and the grade.",
    LATE_WORD: "Something came after it was closed: read it, then press Result (R) again.",
    MESSAGE_TO_CALLS: "A message to call handling is not acknowledged yet.",
    MESSAGE_TO_DISPATCH: "A message to dispatch is not acknowledged yet: press Y to read it.",
    RE_RESOURCE: "Another unit is still to be sent.",
}


def lacking(incident, *, by, at) -> list[str]:
    """Return, as sentences in the order to act, what must be done before an incident can close."""
    return [
        *_units(incident),
        *_attendance(incident),
        *_result(incident),
        *_promises(incident),
        *_transfers(incident),
        *_linked(incident, by, at),
        *_clocks(incident),
        *_caller(incident),
        *_alerts(incident, by),
    ]


def is_settled(incident) -> bool:
    """Test whether somebody attended, or it was approved that nobody need."""
    return bool(incident.attended_at or incident.non_attendance_approved_by_id)


def promised(incident) -> list[str]:
    """Return, as sentences, what is still to be done of what was promised, closed or not."""
    return [
        f"Still promised by {localtimes.shown(made.due_at)}: {made.what}."
        for made in incident.obligations.open()
    ]


def _promises(incident) -> list[str]:
    """What is not due yet goes on being watched; what was missed must be answered for first."""
    clocks = Clock.objects.open().filter(kind=OBLIGATION_DUE, last_step__gte=100)
    missed = incident.obligations.open().filter(pk__in=clocks.values("subject_id"))
    return [
        f"Promised and not done: {made.what}. Say on its page that it was kept, or withdraw it."
        for made in missed
    ]


def _transfers(incident) -> list[str]:
    """What another force has not accepted is ours; what it has is still for us to decide on."""
    given = incident.transfers.select_related("agency")
    waiting = [
        f"{made.agency} has not accepted it: have it accepted, or withdraw it on its page."
        for made in given.waiting()
    ]
    answered = [
        f"{made.get_state_display()} by {made.agency}: say on its page what we do now."
        for made in given.undecided()
    ]
    return waiting + answered


def _linked(incident, by, at) -> list[str]:
    """Whoever closes one of several looks at the others: with a log a victim was forgotten."""
    return [
        f"Linked with {other.named}, {other.get_status_display().lower()}: "
        + (LOOK if access.can_see(other, by) else ASK_TO_LOOK)
        for other in linked.to_look_at(incident, by, at=at)
    ]


def _units(incident) -> list[str]:
    if not incident.units_live:
        return []
    callsigns = ", ".join(unit["callsign"] for unit in incident.units)
    return [
        f"{callsigns} is still with it: press Status beside the unit and say that it is free, "
        "or stand it down (X)."
    ]


def _attendance(incident) -> list[str]:
    if is_settled(incident) or incident.units_live:
        return []
    if incident.non_attendance_asked_by_id:
        return ["Nobody attended, and a supervisor has not yet approved that nobody need."]
    return ["Nobody attended: ask for non-attendance, which somebody else must approve."]


def _result(incident) -> list[str]:
    if incident.closing_code_id is not None or not is_settled(incident):
        return []
    return ["Its result is not recorded: press Result (R) and choose a closing code."]


def _clocks(incident) -> list[str]:
    running = clock_queries.open_clocks("incident", incident.pk).filter(kind__in=kinds.blocking())
    return [
        HOW.get(clock.kind, f"Still to do: {kinds.KINDS[clock.kind].label.lower()}.")
        for clock in running.order_by("pk")
    ]


def _caller(incident) -> list[str]:
    waiting = contact_queries.ring_backs().filter(subject="incident", subject_id=incident.pk)
    if not waiting.exists():
        return []
    return ["The caller is still to be rung back: see the list of ring-backs."]


def _alerts(incident, by) -> list[str]:
    live = Alert.objects.live().filter(subject="incident", subject_id=incident.pk)
    return [_taking_on(alert, by) for alert in live.filter(acknowledged_by=None).order_by("pk")]


def _taking_on(alert: Alert, by) -> str:
    if alerts.may_take_on(alert, by):
        return f"Acknowledge its alert first: {alert.text}"
    who = alerts.takers_in_words(alert)
    return f"Its alert must be acknowledged first, by {who}: {alert.text}"
