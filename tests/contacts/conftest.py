"""A floor of call handlers, rolled back or committed."""

from datetime import UTC, datetime

import pytest

from contactcentre.core import clock
from tests.contacts.floor import Caller, Floor

NIGHT = datetime(2018, 5, 31, 22, 54, tzinfo=UTC)


@pytest.fixture
def floor(db) -> Floor:
    """A supervisor, nobody else, on a night in May."""
    return Floor(at=NIGHT)


@pytest.fixture
def committed_floor(transactional_db) -> Floor:
    """The same, in a database where everything is committed."""
    return Floor(at=NIGHT)


@pytest.fixture
def api(floor):
    """The floor, now; with `api.by(person)` for somebody at the API."""
    floor.at = clock.now()
    floor.by = lambda person: Caller(floor, person)
    return floor
