"""The simulator beside a real web process, in fast time: a city works, and nothing breaks."""

import json
import signal
import time
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from contactcentre.contacts.models import Contact
from contactcentre.core import clock
from contactcentre.core.models import AuditEntry, VirtualClock
from contactcentre.management.demo.history import SOURCE
from dispatch.models import Assignment, Unit, UnitStatusChange
from incidents import figures
from incidents.models import Incident
from tests.capabilities.gateway import SECRET
from tests.live.server import Process, WebProcess, free_port

EVENING = datetime(2026, 3, 13, 18, 0, tzinfo=UTC)
SPEED = 400
PATIENCE = 120


@pytest.fixture
def london(transactional_db):
    """A seeded London at six on a Friday evening, where an hour takes nine seconds."""
    VirtualClock.begin(anchor=EVENING, speed=1)
    clock.forget()
    call_command("seed_demo", stdout=StringIO(), stderr=StringIO())
    VirtualClock.begin(anchor=EVENING, speed=SPEED)
    clock.forget()


def until(is_true, simulator: Process) -> None:
    """Wait until something is true, as long as it may take on a busy machine."""
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert simulator.child.poll() is None, simulator.output()
        assert time.monotonic() < end, simulator.output()
        time.sleep(0.1)


def brought():
    return Contact.objects.exclude(source=SOURCE)


def worked() -> bool:
    """Test whether some incident has had its whole life: sent to, attended, closed."""
    closed = Incident.objects.filter(status="CLOSED", opened_at__gte=EVENING)
    return closed.exclude(attended_at=None).exists()


@pytest.mark.usefixtures("london")
@pytest.mark.slow
@pytest.mark.capability("O5", "O8")
def test_a_city_lives_through_the_api_and_through_a_restart_of_the_web_process():
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    demo = {"DEMO": "1", "OWN_ADDRESS": here, "AIRWAVE_SECRET": SECRET}
    seen_at = {unit.pk: unit.position_at for unit in Unit.objects.exclude(state="OFF_DUTY")}

    first = WebProcess(port=port, **demo)
    with Process("manage.py", "simulate", "--seed", "test", **demo) as simulator:
        with first:
            until(lambda: Incident.objects.filter(grade__gt="").exists(), simulator)
        with WebProcess(port=port, **demo) as second:
            until(worked, simulator)
            simulator.child.send_signal(signal.SIGTERM)
            simulator.child.wait(PATIENCE)
            said, errors = simulator.output(), second.output()

    answers = json.loads(said.splitlines()[-1])["answers"]
    assert not [status for status in answers if status >= "500"], answers
    assert '"code": 5' not in errors
    _was_worked_by_colleagues(since=max(seen_at.values()))


def _was_worked_by_colleagues(since: datetime) -> None:
    done = AuditEntry.objects.filter(through="simulator").values_list("name", "by")

    assert brought().count() >= 5
    assert Assignment.objects.filter(assigned_at__gte=EVENING).exists()
    assert not Incident.objects.filter(figures.FIGURES["lost"].which()).exists()
    assert Unit.objects.filter(position_at__gt=since).count() > 20
    assert {"contact.answered", "incident.graded", "incident.closed"} <= {name for name, _ in done}
    assert all(by.startswith("colleague") for _name, by in done)
    by_radio = AuditEntry.objects.filter(by="airwave").values_list("name", flat=True)
    assert {"unit.status_pressed", "unit.located"} <= set(by_radio)
    assert not UnitStatusChange.objects.filter(at__gte=EVENING, by="simulator").exists()
