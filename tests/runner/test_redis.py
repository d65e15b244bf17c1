"""The private Redis."""

import redis as client

from runner import redis


def test_it_starts_answers_and_stops_leaving_nothing(broker):
    assert broker.start()
    found = broker.running()
    with client.Redis.from_url(broker.url) as line:
        assert line.ping()
        assert line.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert line.config_get("appendonly") == {"appendonly": "yes"}

    assert broker.stop()

    assert not found.alive
    assert broker.running() is None


def test_what_was_written_to_disk_survives_a_kill(broker):
    broker.start()
    with client.Redis.from_url(broker.url) as line:
        line.set("call", "999")
        # The file is synced every second.
        line.config_set("appendfsync", "always")
        line.set("call", "101")
    address = broker.url

    broker.kill()
    broker.start()

    assert broker.url == address
    with client.Redis.from_url(broker.url) as line:
        assert line.get("call") == b"101"


def test_nobody_is_let_in_without_the_password(broker):
    broker.start()

    with client.Redis(port=broker.port.number) as line:
        assert "NOAUTH" in _refusal(line)
    assert broker.folder.stat().st_mode & 0o077 == 0


def _refusal(line: client.Redis) -> str:
    try:
        line.ping()
    except client.AuthenticationError as error:
        return f"NOAUTH {error}"
    return "let in"


def test_a_process_that_took_its_number_is_not_taken_for_it(broker, folder):
    broker.start()
    broker.stop()
    other = redis.Server(broker.folder, broker.log, broker.packages)
    broker.folder.joinpath("redis.pid").write_text("1\n")

    assert other.running() is None
    assert not other.stop()
