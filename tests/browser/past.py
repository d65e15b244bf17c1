"""Incidents of calls that are over: there without a handler's window, and closed at the end."""

import itertools
import uuid
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import Error, transaction

from contactcentre.contacts.enums import Channel, RingBackState
from contactcentre.contacts.models import RingBack
from contactcentre.core import clock, people
from contactcentre.core.models import Person
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert
from contactcentre.management.demo.history import DISPATCHER, Past
from dispatch.actions import assignments, diverts
from dispatch.models import Assignment, Unit
from incidents.actions import results, telling
from incidents.enums import Status

# One of its own for each: who rings again about domestic abuse alarms the supervisor.
NUMBERS = itertools.count(1)


@contextmanager
def an_incident():
    """Open and grade an incident of ten minutes ago; nothing of it is left afterwards."""
    day = Past(clock.now() - timedelta(minutes=10))
    number = f"07700 9{next(NUMBERS):05}"
    incident = day.opened(day.answered(Channel.NON_EMERGENCY, uuid.uuid4().hex, number))
    day.go_home()
    yield incident
    close(incident)


@contextmanager
def a_divert():
    """Divert a unit from one incident to another; afterwards both are closed and it is free."""
    with an_incident() as left, an_incident() as to:
        who = {"by": Person.objects.get(username="supervisor"), "at": clock.now()}
        busy = Assignment.objects.current().values("unit")
        free = Unit.objects.filter(state="AVAILABLE", command_unit=left.command_unit)
        who["unit_id"] = free.exclude(pk__in=busy).first().pk
        assignments.assign(incident_id=left.pk, **who)
        yield diverts.divert(to_incident_id=to.pk, reason="A test of the desk", **who)
        assignments.stand_down(reason="A test of the desk", **who | {"at": clock.now()})


def close(incident) -> None:
    """Close an incident, excused if nobody attended, so that no figure counts it any more."""
    incident.refresh_from_db()
    if incident.status == Status.CLOSED:
        return
    what = {"incident_id": incident.pk, "at": clock.now()}
    nobody_need_ring(incident)
    dispatcher = Person.objects.get(username=DISPATCHER)
    supervisor = Person.objects.get(username="supervisor")
    if not incident.attended_at:
        results.ask_non_attendance(reason="A test of the desk", by=dispatcher, **what)
        results.approve_non_attendance(note="", by=supervisor, **what)
    results.result(code="ADVICE", text="A test of the desk", by=dispatcher, **what)
    results.close(by=dispatcher, **what)


def nobody_need_ring(incident) -> None:
    """End the ring-backs that a test has caused: nothing closes over a caller who waits."""
    supervisor = Person.objects.get(username="supervisor")
    waiting = RingBack.objects.filter(subject_id=incident.pk, state=RingBackState.WAITING)
    for each in waiting:
        done = {"outcome": "NOT_NEEDED", "note": "A test of the desk", "at": clock.now()}
        telling.report(ring_back_id=each.pk, by=supervisor, **done)


def quiet() -> None:
    """End what earlier tests let sound, but for what the database wants somebody alarmed about."""
    for each in Alert.objects.live():
        about = {"subject": each.subject, "subject_id": each.subject_id, "codes": (each.code,)}
        who = {"reason": StopReason.COMPLETED, "by": people.system(), "at": clock.now()}
        with suppress(Error), transaction.atomic():
            alerts.resolve(**about, **who)
