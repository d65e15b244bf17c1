"""The door of the radio gateway: who may knock, what can be read, and what is said twice."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contactcentre.contacts import signing
from contactcentre.contacts.models import RawPayload
from contactcentre.core import clock
from contactcentre.core.errors import Invalid
from contactcentre.core.models import AuditEntry, IdempotencyRecord
from contactcentre.countdowns.models import Alert
from dispatch import radio as reading
from dispatch.actions import radio, units
from dispatch.models import UnitStatusChange
from tests.capabilities.gateway import Gateway, state_of
from tests.races.together import together

pytestmark = pytest.mark.capability("O5")
EXAMPLE = (
    b'{"message_id":"sds-7","issi":4210012,"at":"2026-01-01T00:00:00Z","type":"status","status":6}'
)
UNREADABLE = {
    "no JSON": b"{",
    "no text": b"\xff",
    "a list": b"[]",
    "nothing": {"type": None, "status": None},
    "no such status": {"status": 17},
    "no status": {"status": None},
    "a text": {"status": "6"},
    "a truth": {"status": True},
    "no type": {"type": "voice"},
    "no radio": {"issi": 0},
    "too long a radio": {"issi": 2**24},
    "a radio in words": {"issi": "4200012"},
    "a radio that nobody has": {"issi": 5},
    "no id": {"message_id": ""},
    "a long id": {"message_id": "m" * 201},
    "no time": {"at": None},
    "no zone": {"at": "2026-03-14T22:00:00"},
    "no time on earth": {"at": "0001-01-01T00:00:00+23:59"},
    "an hour ago in no year": {"at": 17},
    "nowhere": {"type": "position", "lat": 91, "lon": 0},
    "no number": {"type": "position", "lat": "51", "lon": 0},
    "endless": {"type": "position", "lat": 1e308, "lon": 0},
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_kept_and_costs_nothing(gateway, sent, name):
    unit, _incident = sent
    before, changes = state_of(unit), UNREADABLE[name]
    if isinstance(changes, dict):
        changes = gateway.said(unit, type="status", status=6) | changes

    answer = gateway.send(changes)

    assert answer.status_code == 202
    assert answer.json()["detail"].startswith("Kept for a supervisor to look at: ")
    sent_as = changes if isinstance(changes, bytes) else json.dumps(changes).encode()
    assert bytes(RawPayload.objects.get().body) == sent_as
    assert state_of(unit) == before


def test_a_radio_that_nobody_knows_alarms_once_however_much_it_says(gateway, sent):
    unit, _incident = sent
    unit.issi = 5
    for n in range(3):
        assert gateway.report(unit, 51.5, -0.1, n).status_code == 202

    assert RawPayload.objects.count() == 3
    assert Alert.objects.live().filter(subject="payload").count() == 1


def test_a_forged_an_old_and_an_unsigned_message_are_refused(gateway, sent, settings):
    unit, _incident = sent
    message, old = gateway.said(unit, type="status", status=0), clock.now() - timedelta(minutes=6)
    refused = [
        gateway.send(message, secret="x" * 40),
        gateway.send(message, at=old),
        gateway.send(message, **{"X-Signature": ""}),
        gateway.send(message, secret=settings.TELEPHONY_SECRET),
    ]
    settings.AIRWAVE_SECRET = ""
    refused += [gateway.send(message), gateway.send(message, secret="")]

    assert {each.status_code for each in refused} == {403}
    assert state_of(unit)[0] == "AVAILABLE"
    assert not RawPayload.objects.exists()
    assert not IdempotencyRecord.objects.exists()


def test_the_same_message_again_changes_nothing_and_is_answered_as_before(gateway, sent):
    unit, incident = sent
    message = gateway.said(unit, 10, type="status", status=15)
    first = gateway.send(message)
    gateway.press(unit, 5, 20)
    lines = incident.log.count()

    again = gateway.send(json.dumps(message, indent=1, sort_keys=True).encode())

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert incident.log.count() == lines
    other = gateway.send(message | {"status": 6, "at": gateway.when(40).isoformat()})
    assert other.json()["taken"], "numbered alike, and another press"


def test_copies_at_the_same_moment_have_one_effect(committed_world, settings):
    world, gateway = committed_world, Gateway(committed_world, settings)
    unit, incident = gateway.issue(world.unit()), world.graded("S")
    world.assign(unit, incident)
    message = gateway.said(unit, 10, type="status", status=15)

    def copies():
        return [gateway.send(message) for _copy in range(5)]

    answers = [answer for each in together(*[copies] * 8) for answer in each]

    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert UnitStatusChange.objects.count() == 1
    assert incident.log.filter(text__startswith="PC12 acknowledged").count() == 1
    assert AuditEntry.objects.filter(name="unit.status_pressed").count() == 1


def test_an_older_position_changes_nothing(gateway, sent):
    unit, _incident = sent
    assert gateway.report(unit, 51.50, -0.10, 60).json() == {"unit": "PC12", "taken": True}
    assert gateway.report(unit, 51.60, -0.20, 30).json() == {"unit": "PC12", "taken": False}

    unit.refresh_from_db()
    assert (unit.lat, unit.lon, unit.position_at) == (51.50, -0.10, gateway.when(60))


def test_two_units_cannot_have_one_radio_and_a_unit_can_be_given_another(world):
    who = {"by": world.admin, "at": world.at}
    first = units.create(callsign="PC12", command_unit="AS", issi=7, **who)
    second = units.create(callsign="PC13", command_unit="AS", **who)

    for issi in (7, 0, 2**24):
        with pytest.raises(Invalid):
            units.create(callsign="PC14", command_unit="AS", issi=issi, **who)
    with pytest.raises(Invalid, match="PC12 has the radio 7"):
        radio.issue(unit_id=second.pk, issi=7, **who)
    radio.issue(unit_id=first.pk, issi=8, **who)
    radio.issue(unit_id=second.pk, issi=7, **who)

    second.refresh_from_db()
    assert second.issi == 7
    audited = AuditEntry.objects.filter(name="unit.radio_issued").order_by("pk")
    assert [each.detail["issi"] for each in audited] == [8, 7]


def test_the_example_of_the_documentation_is_signed_as_it_says():
    page = (Path(__file__).resolve().parents[2] / "docs" / "api-airwave.md").read_text()
    at = datetime(2026, 1, 1, 0, 0, 2, tzinfo=UTC)
    signed = signing.headers(EXAMPLE, secret="a-secret-of-at-least-32-characters", at=at)

    assert all(f"{name}: {text}" in page for name, text in signed.items())
    assert EXAMPLE.decode() in page
    assert reading.read(EXAMPLE).faults == []
