"""What radios say while the database is away is kept, and taken in later as of when it was said."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.dateparse import parse_datetime

from contactcentre.contacts import signing
from dispatch.models import Unit
from tests.capabilities.gateway import HOOK, SECRET
from tests.spool.conftest import Site

ISSI = 4_200_012


@pytest.fixture
def site(committed_world, tmp_path):
    """The site with a radio gateway, with its database there."""
    site = Site(committed_world, tmp_path / "spool", AIRWAVE_SECRET=SECRET)
    yield site
    site.close()


def say(site, **what) -> tuple[int, dict]:
    """Let the gateway bring a message; return its answer."""
    body = json.dumps({"issi": ISSI, "message_id": json.dumps(what), **what}).encode()
    signed = signing.headers(body, secret=SECRET, at=datetime.now(UTC))
    status, answer = site.web.request(
        "POST", HOOK, body, **{"Content-Type": "application/json", **signed}
    )
    return status, json.loads(answer)


@pytest.mark.capability("O5", "O9")
def test_what_radios_say_while_the_database_is_away_is_taken_in_with_its_own_times(site):
    world = site.world
    unit, incident = world.unit(), world.graded("S")
    Unit.objects.filter(pk=unit.pk).update(issi=ISSI)
    world.assign(unit, incident)
    began = datetime.now(UTC) - timedelta(minutes=3)
    times = [(began + timedelta(seconds=n)).isoformat() for n in range(4)]
    site.gate.shut()

    answers = [
        say(site, type="position", lat=51.47, lon=-0.13, at=times[0]),
        *(say(site, type="status", status=code, at=times[n]) for n, code in enumerate((15, 5, 6))),
        say(site, type="status", status=6, at=times[2]),
    ]

    assert [status for status, _answer in answers] == [202] * 5
    assert all("spool_id" in answer for _status, answer in answers)
    first = site.folder.names()[0]
    site.gate.open()
    site.wait_until_drained()
    unit.refresh_from_db()
    incident.refresh_from_db()
    assert unit.position_at == parse_datetime(times[0])
    pressed = unit.status_changes.order_by("pk").values_list("code", "at")
    assert list(pressed) == [(c, parse_datetime(times[n])) for n, c in enumerate((15, 5, 6))]
    assert incident.attended_at == parse_datetime(times[2])
    assert first.startswith("0-"), "what crews press goes before where they were"
