"""Breaking a rule in plain SQL, and taking down the wall that refuses it."""

from django.db import DatabaseError, connection, transaction

from tests.world import check_constraints

# Every constraint, unique index and trigger on a table, with the statement that takes it down.
WALLS = """
    SELECT conrelid::regclass::text, conname,
           format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
    FROM pg_constraint
    WHERE contype IN ('c', 'u', 'x') AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT indrelid::regclass::text, c.relname, format('DROP INDEX %I', c.relname)
    FROM pg_index JOIN pg_class c ON c.oid = indexrelid
    WHERE indisunique AND c.relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    UNION ALL
    SELECT tgrelid::regclass::text, regexp_replace(tgname, '^pgtrigger_(.*)_[0-9a-f]{5}$', '\\1'),
           format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
    FROM pg_trigger WHERE NOT tgisinternal
"""


def walls() -> dict[tuple[str, str], str]:
    """Return the statement that takes each wall down, by its table and its name."""
    with connection.cursor() as cursor:
        cursor.execute(WALLS)
        return {(table, name): statement for table, name, statement in cursor.fetchall()}


def take_down(*wanted: tuple[str, str]) -> None:
    """Drop these walls, in a transaction that is rolled back."""
    known = walls()
    check_constraints()
    with connection.cursor() as cursor:
        for wall in wanted:
            cursor.execute(known[wall])


def take_down_named(*names: str) -> None:
    """Drop every wall of these names, on whatever table."""
    take_down(*(wall for wall in walls() if wall[1] in names))


def refusal(*statements: str, **parameters) -> str:
    """Return what PostgreSQL says against some statements, at once or at COMMIT; "" if nothing."""
    try:
        with transaction.atomic():
            run(*statements, **parameters)
    except DatabaseError as error:
        return str(error)
    return ""


def run(*statements: str, **parameters) -> None:
    """Run statements and check what PostgreSQL would check at COMMIT."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters)
    check_constraints()
