"""What every action is wrapped in: one transaction, retried when PostgreSQL breaks a deadlock."""

import functools
import random
import time

from django.db import OperationalError, connection, transaction

from contactcentre.core.errors import Taken

DEADLOCKS = {"40P01", "40001"}
LOCK_TIMEOUT = "55P03"
TRIES = 4


def action(function):
    """
    Make a function an action: keyword arguments only, all or nothing.

    An action called by another joins its transaction. The outermost is retried three times when
    PostgreSQL breaks a deadlock, and answers a lock that cannot be had in time with a sentence.

    :raises Taken: when somebody else holds what is needed for too long
    """

    @functools.wraps(function)
    def run(**arguments):
        if _is_inside_another():
            return function(**arguments)
        return retrying(functools.partial(_whole, function, arguments))

    return run


def retrying(work):
    """Do the work, again up to three times if PostgreSQL broke a deadlock by ending it."""
    for attempt in range(1, TRIES + 1):
        try:
            return work()
        except OperationalError as error:
            _check_worth_another_try(error, attempt)
            time.sleep(random.uniform(0.005, 0.05) * attempt)  # noqa: S311


def _whole(function, arguments):
    with transaction.atomic():
        return function(**arguments)


def _is_inside_another() -> bool:
    if not connection.in_atomic_block:
        return False
    innermost = connection.atomic_blocks[-1]
    return not getattr(innermost, "_from_testcase", False)


def _check_worth_another_try(error: OperationalError, attempt: int) -> None:
    code = getattr(error.__cause__, "pgcode", None)
    if code == LOCK_TIMEOUT:
        raise Taken("Somebody else is changing this at the moment. Try again.") from error
    if code not in DEADLOCKS:
        raise error
    if attempt == TRIES:
        raise Taken("Several people are changing this at once. Look again, then retry.") from error
