"""
What was answered before: the same request has one effect and always the same answer.

The record is written in the transaction of the effect, under an advisory lock, so there is an
answer exactly when there was an effect. It is let go of after a day.
"""

from django.db import connection

from contactcentre.core.errors import WrongState
from contactcentre.core.models import IdempotencyRecord, Person


def hold(person: Person, key: str) -> None:
    """Take a key of somebody's for this transaction, when whoever has it is done."""
    _lock("pg_advisory_xact_lock", person, key)


def hold_at_once(person: Person, key: str) -> None:
    """
    Take a key of somebody's for this transaction.

    :raises WrongState: when the first request is still running
    """
    if not _lock("pg_try_advisory_xact_lock", person, key):
        raise WrongState("The same request is still running. Wait for its answer.")


def known(person: Person, key: str) -> IdempotencyRecord | None:
    """Return what was answered under a key that is held, if anything was."""
    return IdempotencyRecord.objects.filter(person=person, key=key).first()


def keep(person: Person, key: str, *, path: str, body_hash: str, status: int, answer, at) -> None:
    """Keep an answer under a key that is held, beside its effect."""
    IdempotencyRecord.objects.create(
        person=person,
        key=key,
        path=path[:200],
        body_hash=body_hash,
        status=status,
        answer=answer,
        created_at=at,
    )


def _lock(function: str, person: Person, key: str):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, hashtext(%s))", [person.pk % 2**31, key])  # noqa: S608
        return cursor.fetchone()[0]
