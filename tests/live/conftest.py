"""Real web processes, sockets and a database whose changes are committed, cleaned up after."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

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
def committed_world():
    """Refuse a world here: nothing would empty the database after the test."""
    pytest.fail("A world that commits belongs in another folder: nothing is emptied here.")


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


@pytest.fixture(scope="session")
def office(committed):
    """A thread that may use the database while the test itself runs an event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield lambda work, *arguments, **named: thread.submit(work, *arguments, **named).result()
        thread.submit(_close).result()


@pytest.fixture
def person(transactional_db, office):
    """Make people with roles, at work in some rooms; they are gone after the test."""
    made = []
    office(_open_rooms)

    def make(*rooms: str, roles=(Role.DISPATCHER,)) -> Person:
        made.append(office(_person, rooms, roles))
        return made[-1]

    yield make
    office(_leave, [somebody.pk for somebody in made])


@pytest.fixture
def sign_in(office):
    """Sign a person in; answer the key of the session."""
    return lambda somebody: office(signed_in, somebody)


@pytest.fixture
def session(person, sign_in):
    """Make a signed-in session of a dispatcher at work in some rooms."""
    return lambda *rooms: sign_in(person(*rooms))


def _close() -> None:
    connection.close()


def _open_rooms() -> None:
    for room in ROOMS:
        CommandUnit.objects.get_or_create(code=room, defaults={"name": room})


def _person(rooms, roles) -> Person:
    name = f"live-{next(_numbers)}"
    somebody = Person(username=name, last_name=name, roles=[str(role) for role in roles])
    somebody.whole_force = not rooms
    somebody.set_unusable_password()
    somebody.save()
    somebody.command_units.set(rooms)
    return somebody


def _leave(people: list[int]) -> None:
    Duty.objects.filter(person__in=people).delete()
    Person.objects.filter(pk__in=people).delete()
    CommandUnit.objects.filter(code__in=ROOMS).delete()
