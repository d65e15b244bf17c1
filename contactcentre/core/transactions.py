"""What every action is wrapped in: one transaction, retried when PostgreSQL breaks a deadlock."""

import functools
import itertools
import random
import time

import structlog
from django.db import IntegrityError, InternalError, OperationalError, connection, transaction

from contactcentre.core.errors import AgainstTheRules, Taken

MOVED_ON = "40001"
DEADLOCKS = {"40P01", MOVED_ON}
LOCK_TIMEOUT = "55P03"
VIOLATIONS = "23"
RAISED = "P0001"
TRIES = 4
FOLLOWED = 12
log = structlog.get_logger(__name__)


class MovedOn(OperationalError):
    """
    What was looked up had moved on before it was held.

    Whoever raises it holds rows in an order that is no longer the right one; the action begins
    again, holding nothing, as after a deadlock.
    """

    # Nothing has been done or broken yet: a unit that several people move is followed further.
    tries = FOLLOWED


class StillHeld(MovedOn):
    """Whoever was first is not done in the time of a lock, and is asked for again."""

    tries = TRIES - 1


def action(function):
    """
    Make a function an action: keyword arguments only, all or nothing.

    An action called by another joins its transaction. The outermost is retried three times when
    PostgreSQL breaks a deadlock, and answers a lock that cannot be had in time with a sentence,
    as it does what the database refuses to COMMIT.

    :raises AgainstTheRules: when what must never be false would be
    :raises Taken: when somebody else holds what is needed for too long
    """

    @functools.wraps(function)
    def run(**arguments):
        if _is_inside_another():
            return function(**arguments)
        return retrying(functools.partial(_whole, function, arguments))

    return run


def retrying(work):
    """
    Do the work, again up to three times if PostgreSQL broke a deadlock by ending it, or what was
    to be held had moved on.

    :raises AgainstTheRules: in the words of the wall that refused the COMMIT
    :raises Taken: when somebody else holds what is needed for too long
    """
    for attempt in itertools.count(1):
        try:
            return work()
        except OperationalError as error:
            _check_worth_another_try(error, attempt)
            time.sleep(random.uniform(0.005, 0.05) * min(attempt, TRIES))  # noqa: S311
        except (IntegrityError, InternalError) as error:
            _check_was_done(error)
            raise


def _whole(function, arguments):
    with transaction.atomic():
        return function(**arguments)


def _is_inside_another() -> bool:
    if not connection.in_atomic_block:
        return False
    innermost = connection.atomic_blocks[-1]
    return not getattr(innermost, "_from_testcase", False)


def waited_in_vain(error: OperationalError) -> bool:
    """Test whether a lock could not be had in time."""
    return getattr(error.__cause__, "pgcode", None) == LOCK_TIMEOUT


def _check_worth_another_try(error: OperationalError, attempt: int) -> None:
    code = MOVED_ON if isinstance(error, MovedOn) else getattr(error.__cause__, "pgcode", None)
    if waited_in_vain(error):
        raise Taken("Somebody else is changing this at the moment. Try again.") from error
    if code not in DEADLOCKS:
        raise error
    if attempt >= getattr(error, "tries", TRIES):
        raise Taken("Several people are changing this at once. Look again, then retry.") from error


def _check_was_done(error: IntegrityError | InternalError) -> None:
    """
    Tell whoever asked when the database refused at COMMIT what had been done without a fault.

    What it refuses while the work is done is a fault of the work, and stays one. An error of
    psycopg2 that no statement raised has no cursor: it came of the COMMIT itself.
    """
    cause = error.__cause__
    code = getattr(cause, "pgcode", None) or ""
    if getattr(cause, "cursor", error) is not None or code[:2] != VIOLATIONS and code != RAISED:
        return
    said, wall = cause.diag.message_primary, cause.diag.constraint_name
    log.error("transaction.refused_at_commit", wall=wall, said=said)
    words = said if said.endswith(".") else f"It would break a rule of the record ({wall})."
    raise AgainstTheRules(
        f"Nothing was changed. {words} Look again; tell your supervisor."
    ) from error
