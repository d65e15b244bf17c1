"""
A control room that is built once in each process, and laid down again for every other test.

Building one takes seventy statements; its rows, once read, go back in one. They are those that the
actions wrote, so nothing that a test asks of them differs.
"""

from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.db import connection, transaction

from contactcentre.core.models import Person
from tests import tables
from tests.world import World

READ = "SELECT json_agg(line)::text FROM {table} AS line"
WRITE = "INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s);"
# PostgreSQL counts on by itself, and past what it has not counted.
COUNT_ON = """
    SELECT setval(numbers, greatest(nextval(numbers), (SELECT max(id) FROM {table})))
    FROM pg_get_serial_sequence('{table}', 'id') AS numbers;
"""
COUNTED = """
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES'
"""


@dataclass(frozen=True)
class Kept:
    """A world, and what laying it down again takes."""

    world: World
    sentence: str
    rows: list[str]

    def lay(self) -> World:
        """Write the rows, as a restore does: what triggers would add is among them."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self.sentence, self.rows)
        world = deepcopy(self.world)
        world.count = count(1)
        return world


_kept: dict[datetime, Kept] = {}


def world(at: datetime) -> World:
    """Return a control room at this moment; in a house with people in it, one that is built."""
    if Person.objects.exists():
        return World(at=at)
    if at in _kept:
        return _kept[at].lay()
    made = World(at=at)
    _kept[at] = _keep(made)
    return made


def _keep(made: World) -> Kept:
    with connection.cursor() as cursor:
        found = {table: _value(cursor, READ.format(table=table)) for table in tables.of_tests()}
        cursor.execute(COUNTED)
        counted = {table for [table] in cursor.fetchall()}
    written = {table: rows for table, rows in found.items() if rows is not None}
    sentences = [
        "SET LOCAL session_replication_role = replica;",
        *(WRITE.format(table=table) for table in written),
        *(COUNT_ON.format(table=table) for table in written if table in counted),
        "SET LOCAL session_replication_role = origin",
    ]
    return Kept(_copied(made), "".join(sentences), list(written.values()))


def _value(cursor, sentence: str) -> str | None:
    cursor.execute(sentence)
    return cursor.fetchone()[0]


def _copied(world: World) -> World:
    # It counts its calls with what cannot be copied.
    again = copy(world)
    del again.count
    return deepcopy(again)
