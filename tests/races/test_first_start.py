"""Two processes start at once, the first time ever: one system account, and not a word about it."""

import pytest
from django.db import connection

from contactcentre.core import people
from contactcentre.core.models import Person
from tests.races.together import together

ROUNDS = 20


@pytest.mark.capability("K1")
def test_the_system_account_is_made_once_and_the_database_complains_of_nothing(transactional_db):
    for _round in range(ROUNDS):
        Person.objects.all().delete()
        failed = _rolled_back()

        made = together(people.system, people.system, people.command_line, people.command_line)

        assert len({person.pk for person in made}) == 2
        assert Person.objects.count() == 2
        assert _rolled_back() == failed


def _rolled_back() -> int:
    """Return how many transactions of this database were ever undone, a refused row included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()"
        )
        return cursor.fetchone()[0]
