"""What radios say late, out of the spool, with a clock that is lost, or at the same moment."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from django.db import connection

from contactcentre.contacts.actions import payloads
from contactcentre.contacts.models import RawPayload
from contactcentre.core import clock
from contactcentre.countdowns.models import Alert
from dispatch import radio as rules
from dispatch.actions import assignments, radio, reporting, watching
from tests.capabilities.gateway import Gateway, state_of
from tests.live.server import database_url

pytestmark = pytest.mark.capability("O5")
NOW = datetime(2026, 3, 14, 22, 0, tzinfo=UTC)
HOLD = "SELECT 1 FROM dispatch_unit WHERE id = %s FOR UPDATE"


def lay(gateway, unit, status: int, seconds: int = 300):
    """Let the spool bring a press that has lain there for so long."""
    message = gateway.said(unit, 60, type="status", status=status)
    at = clock.now() - timedelta(seconds=seconds)
    return gateway.send(message, at=at, kept_at=at)


@pytest.mark.parametrize("seconds", [300, 1])
def test_what_lay_in_the_spool_moves_nothing_for_its_unit_was_sent_by_voice(
    world, gateway, sent, seconds
):
    unit, incident = sent
    gateway.press(unit, 15, 10)

    answers = [lay(gateway, unit, code, seconds) for code in (6, 2)]

    assert [answer.json()["taken"] for answer in answers] == [False, False]
    assert state_of(unit) == ("AVAILABLE", "ACKNOWLEDGED", incident.pk)
    incident.refresh_from_db()
    assert (incident.status, incident.attended_at) == ("ASSIGNED", None)
    assert "attend" in world.clocks(incident)
    assert "while the database was away: not taken for this incident" in incident.log.last().text
    alert = Alert.objects.live().get(code="CALL_BACK")
    assert alert.text.startswith("PC12 pressed 2 On patrol at ")


@pytest.mark.parametrize(("status", "state"), [(0, "EMERGENCY"), (14, "AVAILABLE")])
def test_who_asked_for_help_while_the_database_was_away_is_heard(gateway, sent, status, state):
    unit, _incident = sent

    assert lay(gateway, unit, status).json()["taken"]
    assert state_of(unit)[0] == state


def test_a_divert_that_was_written_while_a_press_waited_is_newer_than_it():
    at = NOW
    known = rules.Known(status_at=None, assigned_at=at + timedelta(milliseconds=3))

    assert rules.why_not(at - timedelta(seconds=2), "AT_SCENE", known, at=at)


def test_an_emergency_that_does_not_say_when_is_heard_each_time(world, gateway, sent):
    unit, _incident = sent
    message = gateway.said(unit, type="status", status=0, at="now", message_id="1")
    assert gateway.send(message).json()["taken"]
    watching.well(unit_id=unit.pk, by=world.dispatcher, at=world.at)
    assert state_of(unit)[0] == "AVAILABLE"

    assert gateway.send(message).json()["taken"]

    assert state_of(unit)[0] == "EMERGENCY"
    assert "UNIT_EMERGENCY_0" in world.alerts(unit)


def test_an_emergency_of_an_unknown_radio_is_heard_again_after_somebody_looked(world, gateway):
    message = {"type": "status", "status": 0, "issi": 77}
    gateway.send(message)
    kept = RawPayload.objects.get()
    payloads.review(payload_id=kept.pk, note="not ours", by=world.supervisor, at=world.at)
    assert not Alert.objects.live().filter(code="BROKEN_PAYLOAD").exists()

    gateway.send(message)

    kept.refresh_from_db()
    assert (kept.times, kept.reviewed_at) == (2, None)
    assert Alert.objects.live().get(code="BROKEN_PAYLOAD").text.startswith("EMERGENCY")


def test_an_emergency_that_finds_its_unit_busy_is_shown_and_sent_again(committed_world, settings):
    world, gateway = committed_world, Gateway(committed_world, settings)
    unit = gateway.issue(world.unit())
    message = gateway.said(unit, type="status", status=0)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")

    with closing(psycopg2.connect(database_url())) as other, other.cursor() as cursor:
        cursor.execute(HOLD, [unit.pk])
        busy = gateway.send(message)
    again = gateway.send(message)

    assert (busy.status_code, again.status_code) == (503, 200)
    assert RawPayload.objects.get().reason.startswith("EMERGENCY by radio: Somebody else is moving")
    assert state_of(unit)[0] == "EMERGENCY"


def test_positions_of_a_gateway_that_broke_are_one_alert(world, gateway):
    for issi in range(4_200_001, 4_200_004):
        message = {"issi": issi, "message_id": str(issi), "type": "position", "lat": 51, "lon": 0}
        assert gateway.send(message | {"at": "2026-03-14T22:00:00"}).status_code == 202

    assert RawPayload.objects.count() == 3
    assert Alert.objects.live().filter(subject="payload").count() == 1


def test_a_radio_that_is_given_away_brings_nothing_of_its_former_unit(world, gateway, sent):
    unit, incident = sent
    world.at += timedelta(minutes=1)
    radio.issue(unit_id=unit.pk, issi=unit.issi, by=world.admin, at=world.at)

    assert not gateway.press(unit, 6, -30).json()["taken"]
    assert state_of(unit) == ("AVAILABLE", "ASSIGNED", incident.pk)


def test_what_a_crew_said_by_telephone_is_newer_than_what_it_pressed_before(world, gateway, sent):
    unit, incident = sent
    world.at += timedelta(seconds=40)
    assignments.acknowledge(unit_id=unit.pk, by=world.dispatcher, at=world.at)

    assert not gateway.press(unit, 2, -30).json()["taken"]
    assert state_of(unit) == ("AVAILABLE", "ACKNOWLEDGED", incident.pk)
    world.at += timedelta(seconds=40)
    by = {"by": world.dispatcher, "at": world.at}
    assignments.stand_down(unit_id=unit.pk, reason="not needed", **by)
    assert not gateway.press(unit, 11, -30).json()["taken"]
    assert state_of(unit) == ("AVAILABLE", None, None)


def test_a_radio_that_lost_its_clock_is_said_to_be_heard_now():
    at = NOW

    said = reporting.late(at.replace(year=2001, month=1, day=1, hour=0, minute=0), at=at)

    assert said == " (heard now; its radio says 1 Jan 2001 00:00)"
