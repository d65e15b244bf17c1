"""A furnished house whose supervisor asks for things, well and badly."""

import json

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from tests.admin import window as windows
from tests.doors import conftest as doors
from tests.doors.house import House

house, quiet, window = doors.house, doors._quiet, windows.window

# What migrations load and nobody changes here, and what every request with a session may touch.
LEFT_OUT = {"django_migrations", "django_content_type", "core_session", "countdowns_policy"}


class Asker:
    """A supervisor, who may do everything on the floor; each request is undone after it."""

    def __init__(self, house: House):
        self.house = house
        self.client = Client(raise_request_exception=False)
        self.before = fingerprint()

    def post(self, path: str, body, **more):
        """Send a body as JSON, or bytes as they are; the answer says if all is as it was."""
        sent = body if isinstance(body, bytes | str) else json.dumps(body)
        more = {"content_type": "application/json", **more}
        return self._ask(self.client.post, path, sent, **more)

    def get(self, path: str, **query):
        """Ask with a query."""
        return self._ask(self.client.get, path, query)

    def _ask(self, method, *arguments, **more):
        self.client.cookies.clear()
        key = self.house.sessions["S", "signed in"]
        self.client.cookies[settings.SESSION_COOKIE_NAME] = key
        with transaction.atomic():
            answer = method(*arguments, **more)
            answer.is_untouched = answer.status_code < 400 or fingerprint() == self.before
            transaction.set_rollback(True)
        return answer


@pytest.fixture
def asker(db, house) -> Asker:
    """Somebody who asks."""
    return Asker(house)


def fingerprint() -> list[tuple]:
    """Return how many rows each table has and a sum over all that they hold."""
    tables = sorted(set(connection.introspection.table_names()) - LEFT_OUT)
    parts = " UNION ALL ".join(
        f"SELECT '{table}', count(*), sum(hashtext(t::text)::bigint) FROM {table} t"  # noqa: S608
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(parts)
        return sorted(cursor.fetchall(), key=lambda row: row[0])


def has_words(answer) -> bool:
    """Test whether an answer says in words what is wrong: a sentence, or one for each field."""
    said = answer.json()
    if isinstance(said, dict) and "detail" in said:
        return isinstance(said["detail"], str) and len(said["detail"]) > 8
    return bool(said) and all(isinstance(each, str) and each for each in _leaves(said))


def _leaves(said):
    if isinstance(said, dict | list):
        for each in said.values() if isinstance(said, dict) else said:
            yield from _leaves(each)
    else:
        yield said
