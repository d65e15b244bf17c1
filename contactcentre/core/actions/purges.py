"""Letting go of what was kept for a while: answers to repeat, sessions that have ended."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from contactcentre.core.models import IdempotencyRecord, Session
from contactcentre.core.transactions import action

# A client that asks again asks within minutes; a day covers a night without a line.
KEPT = timedelta(hours=24)
BATCH = 1000
MOST_BATCHES = 50


def purge(*, at) -> int:
    """
    Let go of everything whose time is over, and return how many rows that was.

    In short transactions, each of a bounded number of rows, and only so many at a time: nobody who
    takes a call waits for it. Any number may do it at once.
    """
    gone = 0
    for _batch in range(MOST_BATCHES):
        batch = forget(at=at)
        gone += batch
        if not batch:
            break
    return gone


@action
def forget(*, at) -> int:
    """Delete a batch of answers kept for their time, and of sessions that ran out in real time."""
    return _deleted(IdempotencyRecord.objects.filter(created_at__lt=at - KEPT)) + _deleted(
        Session.objects.filter(expire_date__lt=Now())
    )


def _deleted(old: QuerySet) -> int:
    batch = old.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)
    return old.filter(pk__in=list(batch[:BATCH])).delete()[0]
