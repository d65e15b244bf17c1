"""Years of history in a second: one real night, copied as often as asked."""

from django.db import connection, transaction

# Every night has room for this many ids in each table.
NIGHT = 1_000
# What a copy of a row changes: `{n}` is the night. Ids and what points at them move on together.
COLUMNS = {
    "contacts_contact": {"source_id": "source_id || '-' || {n}"},
    "incidents_incident": {"cad_number": "cad_number + {n} * 1000"},
    "incidents_incidentcontact": {},
    "incidents_party": {},
    "incidents_logentry": {},
    "dispatch_unit": {"callsign": "left(callsign, 4) || {n}"},
    "dispatch_assignment": {},
    "dispatch_divert": {},
    "countdowns_alert": {},
    "countdowns_clock": {},
}
POINTERS = {
    "id",
    "subject_id",
    "incident_id",
    "contact_id",
    "unit_id",
    "assignment_id",
    "from_incident_id",
    "to_incident_id",
    "diverted_to_id",
}
COPIED = "subject IN ('incident', 'contact', 'alert', 'assignment')"


def copy(
    nights: int, *, since: dict[str, int], units: bool, first: int = 0, changes: dict | None = None
) -> None:
    """
    Copy every row made since some ids, this many times; units too, or let them come again.

    `first` is how many nights of it there are already. `changes` says, for the tables that alone
    are copied then, what else is another each `{n}`: numbers, names, places, moments.

    The one other place that passes the triggers: what is copied was made by actions.
    """
    assert connection.settings_dict["NAME"].startswith("test_"), "this is no test database"
    tables = [table for table in COLUMNS if units or table != "dispatch_unit"]
    tables = [table for table in tables if changes is None or table in changes]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")
        for table in tables:
            own = COLUMNS[table] | (changes or {}).get(table, {})
            sql, values = _insert(cursor, table, since[table], own, units=units)
            cursor.execute(sql, [first + 1, first + nights, *values])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def last_ids() -> dict[str, int]:
    """Return the highest id of a real night in each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table} WHERE id < %s", [NIGHT])  # noqa: S608
            found[table] = cursor.fetchone()[0]
    return found


def _insert(cursor, table: str, since: int, own: dict, *, units: bool) -> tuple[str, list]:
    names = _columns(cursor, table)
    values = ", ".join(_value(own, name, units=units) for name in names)
    only = COPIED if table == "countdowns_clock" else "true"
    sql = (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} "  # noqa: S608
        f"FROM {table}, generate_series(%s, %s) AS night WHERE id > %s AND id < %s AND {only}"
    )
    return sql, [since, NIGHT]


def _value(own: dict, name: str, *, units: bool) -> str:
    if name in own:
        return own[name].format(n="night")
    if name not in POINTERS or (name == "unit_id" and not units):
        return name
    return f"{name} + night * {NIGHT}"


def _columns(cursor, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]
