"""
What actions once wrote, kept as rows, to be written again by one statement.

The rows are those that the actions wrote, so nothing that a test asks of them differs; but nobody
is told of them, and they are only written where all is as it was before.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from tests import tables

READ = "SELECT json_agg(line)::text FROM {table} AS line"
WRITE = """
    INSERT INTO {table} ({columns}) SELECT {columns}
    FROM json_populate_recordset(NULL::{table}, %s);
"""
FORGET = "DELETE FROM {table} WHERE {key}::text = ANY(%s);"
SAME = "(SELECT count(*) FROM {table} WHERE to_jsonb({table}) = ANY(%s::jsonb[]))"
NOTHING_SINCE = "(SELECT coalesce(max(id), 0) FROM core_auditentry)"
# PostgreSQL counts on by itself, and past what it has not counted.
COUNT_ON = """
    SELECT setval(numbers, greatest(nextval(numbers), (SELECT max(id) FROM {table})))
    FROM pg_get_serial_sequence('{table}', 'id') AS numbers;
"""
# What PostgreSQL works out by itself is not written.
COLUMNS = """
    SELECT column_name, is_identity = 'YES' FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'
"""
Rows = dict[str, dict[str, dict]]


@dataclass(frozen=True)
class Change:
    """Rows that came or became others, and how all must be for them to be written again."""

    last_entry: int
    sentence: str
    arguments: list
    question: str
    asked: list
    found: list[int]

    def fits(self) -> bool:
        """Test whether nothing has happened that this would pass over, and nobody listens."""
        if not connection.in_atomic_block or connection.execute_wrappers:
            return False
        with connection.cursor() as cursor:
            cursor.execute(self.question, self.asked)
            return list(cursor.fetchone()) == [self.last_entry, *self.found]

    def write(self) -> None:
        """Write the rows, as a restore does: what triggers would add is among them."""
        with connection.cursor() as cursor:
            cursor.execute(self.sentence, self.arguments)


def change(make: Callable[[], None]) -> Change:
    """Return what this changes in the database."""
    last_entry, before = _value(f"SELECT {NOTHING_SINCE}"), _read()
    make()
    return _difference(last_entry, before, _read())


def _difference(last_entry: int, before: Rows, after: Rows) -> Change:
    sentences, arguments, same, asked, found = [], [], [], [], []
    for table, rows in after.items():
        new = {key: row for key, row in rows.items() if before[table].get(key) != row}
        assert before[table].keys() <= rows.keys(), f"What takes {table} away cannot be laid again."
        old = [key for key in new if key in before[table]]
        if old:
            sentences.append(FORGET.format(table=table, key=_key(table)))
            arguments.append(old)
            same.append(SAME.format(table=table))
            asked.append([json.dumps(before[table][key]) for key in old])
            found.append(len(old))
        if new:
            sentences.append(_writing(table))
            arguments.append(json.dumps(list(new.values())))
    sentence = "".join(
        [
            "SET LOCAL session_replication_role = replica;",
            *sentences,
            "SET LOCAL session_replication_role = origin",
        ]
    )
    question = f"SELECT {', '.join([NOTHING_SINCE, *same])}"
    return Change(last_entry, sentence, arguments, question, asked, found)


def _writing(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        columns = dict(cursor.fetchall())
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    is_counted = columns.get("id", False)
    counting = COUNT_ON.format(table=table) if is_counted else ""
    return WRITE.format(table=table, columns=quoted) + counting


def _read() -> Rows:
    found = {}
    for table in tables.of_tests():
        rows, key = json.loads(_value(READ.format(table=table)) or "[]"), _key(table)
        found[table] = {str(row[key]): row for row in rows}
    return found


def _key(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)


def _value(sentence: str):
    with connection.cursor() as cursor:
        cursor.execute(sentence)
        return cursor.fetchone()[0]
