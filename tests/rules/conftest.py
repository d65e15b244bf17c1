"""One busy moment for a whole file; every test takes back what it did to it."""

import pytest
from django.db import transaction

from tests.rules.scene import Scene


@pytest.fixture(scope="module")
def _busy_moment(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(_busy_moment, db) -> Scene:
    """A unit diverted from one incident to another, and what else a night has."""
    return _busy_moment
