"""
What the database lets the role do that we run as (DESIGN §3, rule 7).

A table's owner may drop its triggers. In production one role owns the tables and migrates, and
another works: it may add to the record, and take nothing from it.
"""

import pgtrigger
from django.db import connection
from psycopg2 import sql

# Whether we own a table, might become its owner, or may change what is in it.
MAY_CHANGE = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = ANY (%s) AND n.nspname = current_schema() AND (
        pg_has_role(current_user, c.relowner, 'MEMBER')
        OR has_table_privilege(current_user, c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR has_any_column_privilege(current_user, c.oid, 'UPDATE')
    ) ORDER BY 1
"""
MAY_SWITCH_OFF = "SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')"
LET_WORK = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
)
LEAVE_ALONE = "REVOKE UPDATE, DELETE ON {table} FROM {role}"
ONLY_READ = "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"


def append_only_tables() -> list[str]:
    """Return the tables that are only ever added to."""
    marked = (model for model, each in pgtrigger.registered() if each.name == "append_only")
    return sorted({model._meta.db_table for model in marked})


def changeable() -> list[str]:
    """Return the append-only tables that the role we run as could change all the same."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_CHANGE, [append_only_tables()])
        return [row[0] for row in cursor.fetchall()]


def may_switch_triggers_off() -> bool:
    """Test whether the role we run as may pass over every trigger."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_SWITCH_OFF)
        return cursor.fetchone()[0]


def let_work(role: str) -> None:
    """Let a role do the contact centre's work, and no more; for the owner, after each migration."""
    with connection.cursor() as cursor:
        for sentence in (*LET_WORK, ONLY_READ):
            cursor.execute(sql.SQL(sentence).format(role=sql.Identifier(role)))
        for table in append_only_tables():
            words = {"table": sql.Identifier(table), "role": sql.Identifier(role)}
            cursor.execute(sql.SQL(LEAVE_ALONE).format(**words))
