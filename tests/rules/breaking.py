# ruff: noqa: S608 - every statement is put together from what is written here.
"""How a wall of the database is tried: a statement that nothing but this wall refuses."""

from dataclasses import dataclass

# Tables whose key is not counted up as id: the key, and a fresh one.
KEYS = {"core_auditseal": ("seq", "seq + 1"), "core_borough": ("code", "'E0'")}


@dataclass(frozen=True)
class Breach:
    """A statement, the rule of DESIGN §3 it breaks, and the one wall that refuses it."""

    rule: int
    table: str
    wall: str
    sql: str

    def __str__(self) -> str:
        return f"rule {self.rule}: {self.wall} on {self.table}"


def change(rule: int, table: str, wall: str, what: str, where: str = "true") -> Breach:
    """Return the breach of changing rows."""
    return Breach(rule, table, wall, f"UPDATE {table} SET {what} WHERE {where}")


def add(rule: int, table: str, wall: str, where: str = "true", **changed: str) -> Breach:
    """Return the breach of adding a row like another, with some columns changed."""
    by_id = ("id", f"nextval(pg_get_serial_sequence('{table}', 'id'))")
    key, fresh = KEYS.get(table, by_id)
    pairs = ", ".join(f"'{name}', {value}" for name, value in {key: fresh, **changed}.items())
    return Breach(
        rule,
        table,
        wall,
        f"INSERT INTO {table} SELECT (jsonb_populate_record(one.*, jsonb_build_object({pairs}))).* "
        f"FROM {table} AS one WHERE {where} ORDER BY {key} DESC LIMIT 1",
    )
