"""A furnished house for each file of tests; whatever a request changes is undone after it."""

import logging

import pytest
from django.db import transaction

from tests.doors.house import House, build


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> House:
    """Furnish the house, and clear it away at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _quiet():
    """Keep the log of thousands of requests out of the report."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def demo(settings):
    """The demonstration, whose doors are walked as well."""
    settings.DEMO = True
