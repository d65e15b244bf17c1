"""The database of the tests, and a control room to act in."""

import gc
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import TransactionTestCase

from contactcentre.core import clock, waiting
from contactcentre.countdowns import queries
from tests import kept, sharing, tables
from tests.world import World

# What takes longest, begun first, so that the workers end together; the rest keep their order.
# What waits stands between what works, so that three processes do not want two cores.
LONGEST = (
    "tests/rules/test_state_machine.py",
    "tests/fuzz",
    "tests/browser",
    "tests/live/test_idle.py",
    "tests/races/test_one_unit.py",
    "tests/production/test_backups.py",
    "tests/doors/test_walk.py",
    "tests/runner",
    "tests/races",
    "tests/live",
    "tests/admin/test_in_chromium.py",
    "tests/spool",
    "tests/simulator",
    "tests/scenarios",
    "tests/clocks",
    "tests/contacts/test_any_order.py",
    "tests/boards/test_figures.py",
    "tests/factors",
    "tests/rules/test_populated_migrations.py",
    "tests/budgets",
)
TRIES = 5
QUIET_NIGHT = datetime(2026, 3, 14, 22, 0, tzinfo=UTC)


def empty_the_database(*_args, **_options) -> None:
    """Empty what tests wrote, in the one place that may pass the append-only triggers."""
    assert connection.settings_dict["NAME"].startswith("test_"), "this is no test database"
    names = ", ".join(connection.ops.quote_name(name) for name in tables.of_tests())
    for again in range(TRIES):
        try:
            _truncate(names)
        except OperationalError:
            # A process that is just ending may still be reading what is to be emptied.
            if again == TRIES - 1:
                raise
        else:
            break
    clock.forget()


def _truncate(names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = origin")


TransactionTestCase._fixture_teardown = empty_the_database


def pytest_configure() -> None:
    """
    Leave to real processes what costs most: static files, which each test client would look for
    anew, and Argon2 at its full price.
    """
    settings.WHITENOISE_USE_FINDERS = False
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]


def pytest_collection_finish() -> None:
    """Spare the collector what is loaded by now and never garbage: a tenth of the processor."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; the runner gives each worker whole files."""
    items.sort(key=_place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> sharing.ByHouse:
    """Give each process whole files, and one of them all files that share running processes."""
    return sharing.ByHouse(config, log)


def _place(item: pytest.Item) -> int:
    places = (place for place, begin in enumerate(LONGEST) if item.nodeid.startswith(begin))
    return next(places, len(LONGEST))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_test_environment, django_db_blocker
):
    """Let each worker's database be a copy of one that is made once."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = tables.name()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """
    Let the test database go at the end, whoever's connection PostgreSQL has not missed yet.

    PostgreSQL writes out everything first, which may take longer than a statement of the web.
    """
    yield
    connection.settings_dict["OPTIONS"]["options"] = "-c statement_timeout=0"
    waiting.end_after(0)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _real_time():
    """Forget a clock that another test has moved, and targets that it has set."""
    clock.forget()
    queries.forget_policies()


@pytest.fixture
def world(db) -> World:
    """A control room with one of everybody, at a quiet moment."""
    return kept.world(at=QUIET_NIGHT)


@pytest.fixture
def committed_world(transactional_db) -> World:
    """The same control room, in a database where everything is committed."""
    return kept.world(at=QUIET_NIGHT)
