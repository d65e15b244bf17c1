"""Real web processes, sockets and a database whose changes are committed, cleaned up after."""

import itertools

import pytest

from contactcentre.core.models import CommandUnit, Duty, Person
from contactcentre.core.permissions import Role
from tests.live.lamps import Lamps
from tests.live.screens import signed_in
from tests.live.server import WebProcess

LAMP_SETTINGS = "tests.live.lampworld.settings"
ROOMS = ("ZA", "ZB")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def committed(django_db_setup, django_db_blocker):
    """The test database, in which what is written is really committed."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def _lamps(committed):
    lamps = Lamps()
    yield lamps
    lamps.close()


@pytest.fixture
def transactional_db(committed):
    """Commit for real and flush nothing: the processes live on, and each test tidies up."""


@pytest.fixture
def lamps(transactional_db, _lamps):
    """The lamps, all out."""
    _lamps.clear()
    return _lamps


@pytest.fixture(scope="session")
def web(_lamps):
    """A web process that shows lamps."""
    with WebProcess(DJANGO_SETTINGS_MODULE=LAMP_SETTINGS) as process:
        yield process


@pytest.fixture
def person(transactional_db):
    """Make people with roles, at work in some rooms; they are gone after the test."""
    made = []
    for room in ROOMS:
        CommandUnit.objects.get_or_create(code=room, defaults={"name": room})

    def make(*rooms: str, roles=(Role.DISPATCHER,)) -> Person:
        name = f"live-{next(_numbers)}"
        somebody = Person(username=name, last_name=name, roles=[str(role) for role in roles])
        somebody.set_unusable_password()
        somebody.save()
        somebody.command_units.set(rooms)
        made.append(somebody)
        return somebody

    yield make
    Duty.objects.filter(person__in=made).delete()
    Person.objects.filter(pk__in=[somebody.pk for somebody in made]).delete()
    CommandUnit.objects.filter(code__in=ROOMS).delete()


@pytest.fixture
def session(person):
    """Make a signed-in session of a dispatcher at work in some rooms."""

    def make(*rooms: str) -> str:
        return signed_in(person(*rooms))

    return make
