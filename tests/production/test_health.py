"""What the two probes say, and that each thing they look at is named."""

import pytest
import redis
from django.db import connection

from contactcentre.core import health, pulse
from contactcentre.core.models import Heartbeat
from contactcentre.core.spool import Folder
from tests.live.server import free_port

NAMES = ["database", "sweep", "clock", "role", "redis", "canary", "spool"]


@pytest.fixture
def working(db, settings, tmp_path):
    """Everything works: clocks are swept, a worker sings, the spool is empty."""
    settings.SPOOL_FOLDER = str(tmp_path)
    Heartbeat.stamp(health.SWEEP)
    Heartbeat.stamp(pulse.CANARY)


def grow_old(name: str, seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_heartbeat SET at = clock_timestamp() - %s * interval '1 second' "
            "WHERE name = %s",
            [seconds, name],
        )


def test_when_all_is_well_each_check_is_named_and_says_ok(client, working):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["checks"] == dict.fromkeys(NAMES, "ok")


def test_without_a_sweep_it_is_not_ready(client, working):
    grow_old(health.SWEEP, 6)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    [fault] = answer.json()["faults"]
    assert "Start run_clocks" in fault


def test_without_redis_it_is_degraded_and_goes_on(client, working, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert "everything else goes on" in answer.json()["checks"]["redis"]


def test_with_a_worker_that_does_nothing_it_is_degraded(client, working):
    grow_old(pulse.CANARY, 31)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["degraded"] == [answer.json()["checks"]["canary"]]


def test_with_requests_on_the_spool_it_says_how_many(client, working, settings):
    name = "20261122T190000000000-0123456789abcdef0123456789abcdef.spool"
    Folder().path.joinpath(name).touch()

    assert "1 requests wait" in client.get("/readyz").json()["checks"]["spool"]


def test_a_clock_that_is_wrong_is_named_with_its_seconds(client, working, monkeypatch):
    monkeypatch.setattr(health, "LARGEST_SKEW", -1.0)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "s from the database's" in answer.json()["checks"]["clock"]


def test_in_production_a_role_that_owns_the_record_is_not_ready(client, working, settings):
    settings.VIRTUAL_CLOCK = False

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "append-only tables" in answer.json()["checks"]["role"]


def test_without_the_database_it_says_so_and_does_not_guess(
    transactional_db, client, working, monkeypatch
):
    monkeypatch.setitem(connection.settings_dict, "PORT", str(free_port()))
    connection.close()

    answer = client.get("/readyz")
    monkeypatch.undo()

    assert answer.status_code == 503
    assert answer.json()["faults"] == ["The database does not answer."]
    assert answer.json()["checks"]["sweep"] == health.UNKNOWN
    assert answer.json()["checks"]["redis"] == "ok"


def test_the_redis_that_is_asked_is_the_one_of_the_settings(settings):
    assert redis.Redis.from_url(settings.REDIS_URL).ping()
