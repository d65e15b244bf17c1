"""A furnished house for each file of tests; whatever a request changes is undone after it."""

import logging

import pytest
from django.db import transaction

from contactcentre.core.permissions import Role
from tests.conftest import empty_the_database
from tests.doors import guesses
from tests.doors.house import House, build


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> House:
    """
    Furnish the house, and clear it away at the end.

    What other tests wrote and took back still lies in the files of the tables; whoever reads whole
    tables a thousand times would read that as well.
    """
    with django_db_blocker.unblock():
        empty_the_database()
        with transaction.atomic():
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


@pytest.fixture
def checked(settings) -> list[str]:
    """Every password that was really compared with somebody's."""
    settings.PASSWORD_HASHERS = [f"{guesses.__name__}.Counted"]
    guesses.Counted.compared.clear()
    return guesses.Counted.compared


@pytest.fixture
def staff(world, checked):
    """Somebody who is guessed at, and a colleague behind the same address."""
    for name in ("dora", "carys"):
        person = world.person(name, Role.DISPATCHER, area=world.area)
        person.set_password(guesses.PASSWORD)
        person.save()
