"""How a contact enters the table: once, in one statement, whoever brings it how often."""

from django.db import connection
from django.db.models import QuerySet

from contactcentre.contacts.enums import Flag, Outcome
from contactcentre.core.models import HeldQuerySet

# The same statement recognises a number that was here a short time ago, so that a caller who rings
# again, or has a marker, takes their place in the queue before anybody else is looked at.
INSERT = """
    INSERT INTO {table} ({columns}, previous_id, flags)
    SELECT {values}, before.id,
        CASE WHEN {marked} THEN ARRAY[%s] ELSE ARRAY[]::varchar[] END
        || CASE WHEN before.id IS NULL THEN %s ELSE %s END::varchar[]
    FROM (SELECT 1) AS arrival LEFT JOIN LATERAL (
        SELECT id FROM {table}
        WHERE number = %s AND number <> '' AND received_at BETWEEN %s AND %s AND outcome <> %s
        ORDER BY received_at DESC, id DESC LIMIT 1
    ) AS before ON true
    ON CONFLICT (source, source_id) DO NOTHING
    RETURNING id, previous_id, flags
"""
BY_THE_STATEMENT = {"id", "previous_id", "flags"}


class ArrivalQuerySet(HeldQuerySet):
    """Contacts that arrive."""

    def arrive(self, contact, *, recognised_since, marks: list[QuerySet]) -> bool:
        """
        Insert a contact unless its source has brought it before; return whether it is new.

        A number that was here since the moment given gets the flag of a repeat caller and points at
        the contact before it; hoaxes do not count. If there is any of `marks`, it gets the flag of
        a marker.
        """
        stored = [f for f in self.model._meta.concrete_fields if not f.generated]
        fields = [f for f in stored if f.column not in BY_THE_STATEMENT]
        marked, about = _any_of(marks)
        statement = INSERT.format(
            marked=marked,
            table=self.model._meta.db_table,
            columns=", ".join(f.column for f in fields),
            values=", ".join(f"%s::{f.db_type(connection)}" for f in fields),
        )
        values = [f.get_db_prep_save(getattr(contact, f.attname), connection) for f in fields]
        again = sorted({*contact.flags, Flag.REPEAT_CALLER.value})
        known = [contact.number, recognised_since, contact.received_at, Outcome.HOAX.value]
        flags = [*about, Flag.MARKER.value, contact.flags, again]
        with connection.cursor() as cursor:
            cursor.execute(statement, [*values, *flags, *known])
            row = cursor.fetchone()
        if row is None:
            return False
        contact.pk, contact.previous_id, contact.flags = row
        contact._state.adding = False
        return True


def _any_of(marks: list[QuerySet]) -> tuple[str, list]:
    """Return SQL that says whether there is a row in any of some questions, and its values."""
    asked = [each.values("pk").query.sql_with_params() for each in marks]
    said = " OR ".join(["false", *(f"EXISTS ({text})" for text, _values in asked)])
    return said, [value for _text, values in asked for value in values]
