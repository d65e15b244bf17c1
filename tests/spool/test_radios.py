"""What radios say while the database is away is kept; when it is back they are asked about it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from contactcentre.contacts import signing
from contactcentre.core.spool import Folder
from contactcentre.core.spool.draining import Drainer
from contactcentre.core.spool.entries import Entry
from contactcentre.core.spool.folder import EMERGENCY, WRITTEN
from contactcentre.countdowns.models import Alert
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
def test_what_crews_press_while_the_database_is_away_is_shown_and_moves_nothing(site):
    world = site.world
    unit, incident = world.unit(), world.graded("S")
    Unit.objects.filter(pk=unit.pk).update(issi=ISSI)
    world.assign(unit, incident)
    began = datetime.now(UTC) - timedelta(minutes=3)
    times = [(began + timedelta(seconds=n)).isoformat() for n in range(4)]
    site.gate.shut()

    passing = say(site, type="position", lat=51.47, lon=-0.13, at=times[0])
    answers = [
        *(say(site, type="status", status=code, at=times[n]) for n, code in enumerate((15, 5, 6))),
        say(site, type="status", status=6, at=times[2]),
    ]

    assert passing[0] == 503
    assert [status for status, _answer in answers] == [202] * 4
    assert all("spool_id" in answer for _status, answer in answers)
    site.gate.open()
    site.wait_until_drained()
    unit.refresh_from_db()
    incident.refresh_from_db()
    assert not unit.status_changes.exists()
    assert (incident.status, incident.attended_at) == ("ASSIGNED", None)
    assert Alert.objects.live().filter(code="CALL_BACK", subject_id=unit.pk).count() == 1


@pytest.mark.capability("O5", "O9")
def test_who_asks_for_help_goes_before_all_others(site):
    site.gate.shut()
    now = datetime.now(UTC).isoformat()
    site.bring("a message")
    site.ring("a call")
    say(site, type="status", status=6, at=now)
    say(site, type="status", status="0", at=now)

    kept = site.folder.names()

    assert [name[:2] for name in kept] == ["0-", "1-", "1-", "2-"]
    site.gate.open()
    site.wait_until_drained()


def test_an_emergency_that_is_refused_is_tried_again_before_the_rest(
    settings, tmp_path, transactional_db
):
    settings.SPOOL_FOLDER, tried = str(tmp_path), []
    request = RequestFactory().post("/hooks/airwave/")
    for number in range(30):
        turn = EMERGENCY if number == 0 else WRITTEN
        Folder().keep(Entry.of(request, at=datetime.now(UTC)), turn=turn)

    def busy_at_first(environ, start_response):
        tried.append(len(Folder().names()))
        start_response("503 Busy" if len(tried) == 1 else "200 OK", [])
        return Answer()

    Drainer(busy_at_first, refuse=None).turn()

    assert Folder().names() == []
    # The first ten, of which nine went in; then the first of all once more.
    assert tried[9:12] == [22, 21, 20]


class Answer(list):
    """What an application gives back, to be closed."""

    def close(self) -> None:
        """Let go of nothing."""
