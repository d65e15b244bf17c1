"""Incidents of calls that are over: there without a handler's window, and closed at the end."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

from contactcentre.contacts.enums import Channel
from contactcentre.core import clock
from contactcentre.core.models import Person
from contactcentre.management.demo.history import DISPATCHER, Past
from incidents.actions import results
from incidents.enums import Status


@contextmanager
def an_incident():
    """Open and grade an incident of ten minutes ago; nothing of it is left afterwards."""
    day = Past(clock.now() - timedelta(minutes=10))
    incident = day.opened(day.answered(Channel.NON_EMERGENCY, uuid.uuid4().hex))
    day.go_home()
    yield incident
    close(incident)


def close(incident) -> None:
    """Close an incident, excused if nobody attended, so that no figure counts it any more."""
    incident.refresh_from_db()
    if incident.status == Status.CLOSED:
        return
    what = {"incident_id": incident.pk, "at": clock.now()}
    dispatcher = Person.objects.get(username=DISPATCHER)
    supervisor = Person.objects.get(username="supervisor")
    if not incident.attended_at:
        results.ask_non_attendance(reason="A test of the desk", by=dispatcher, **what)
        results.approve_non_attendance(note="", by=supervisor, **what)
    results.result(code="ADVICE", text="A test of the desk", by=dispatcher, **what)
    results.close(by=dispatcher, **what)
