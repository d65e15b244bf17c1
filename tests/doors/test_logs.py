"""What real processes write to their logs names no address, no number and no row."""

import json
import os
import subprocess
import sys
import time

import pytest

from tests.live.screens import signed_in
from tests.live.server import ROOT, Process, WebProcess, database_url, free_port
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.capability("N1")]
HERS = "07700900123"
DOOR = "Acre"
CAUGHT = f"""
Person.objects.create(username="{HERS}")
try:
    Person.objects.create(username="{HERS}")
except IntegrityError as error:
    try:
        raise RuntimeError("and so the page failed") from error
    except RuntimeError:
        log.exception("Internal Server Error: /a/page/")
    log.error("It failed: %s", error)
    log.error("It failed: %r", error)
"""
BAD_VALUE = f"""
from django.db import DataError, connection
try:
    connection.cursor().execute("SELECT %s::int", ["{HERS}x"])
except DataError as error:
    log.exception("Internal Server Error: /a/page/")
    log.error("It failed: %s", error, exc_info=error)
"""
IN_A_TASK = f"""
from celery import shared_task
@shared_task(name="test.fails")
def fails():
    Person.objects.create(username="{HERS}")
    Person.objects.create(username="{HERS}")
fails.apply()
"""


class OpenWeb(Process):
    """A web process that keeps a log of who asked for what, as uvicorn does by itself."""

    def __init__(self):
        self.port = free_port()
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        super().__init__("-m", "uvicorn", "contactcentre.asgi:application", *address)
        WebProcess._wait(self)

    request = WebProcess.request


def ran(script: str) -> str:
    """Return everything that a real process logs which runs this, as the web and workers do."""
    whole = f"""
import logging
from django.db import IntegrityError
from contactcentre.core.models import Person
log = logging.getLogger("django.request")
{script}
"""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", whole],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(), "TEST": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_log_of_requests_has_the_address_without_the_question(committed_world):
    world: World = committed_world
    with OpenWeb() as web:
        cookie = signed_in(world.handler)
        status, _places = web.request("GET", f"/api/v1/places/?q=12+{DOOR}+Lane", cookie=cookie)
        web.request("GET", f"/nowhere/?q=12+{DOOR}+Lane", cookie=cookie)
        web.request("GET", f"/api/v1/contacts/?handler={DOOR}&state=nonsense", cookie=cookie)
        time.sleep(0.5)
        said = web.output()

    assert status == 200
    assert '"GET /api/v1/places/ HTTP/1.1" 200' in said.replace("\\", "")
    assert "Not Found: /nowhere/" in said
    assert DOOR not in said


def test_a_row_that_was_refused_is_in_no_log():
    said = ran(CAUGHT)

    assert "duplicate key value violates unique constraint" in said
    assert "and so the page failed" in said
    assert said.count("It failed") == 2
    assert HERS not in said
    assert "DETAIL" not in said


def test_a_value_that_was_refused_is_in_no_log():
    said = ran(BAD_VALUE)

    assert "SQLSTATE 22" in said
    assert HERS not in said


def test_a_task_that_fails_leaves_no_row_in_the_log():
    said = ran(IN_A_TASK)

    assert "test.fails" in said
    assert "duplicate key value" in said
    assert HERS not in said


def test_every_line_is_still_one_json_object():
    lines = [line for line in ran(CAUGHT).splitlines() if line.strip()]

    assert [json.loads(line)["level"] for line in lines] == ["error"] * 3
    assert "Traceback" in json.loads(lines[0])["exception"]
