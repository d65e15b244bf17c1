"""Doing things at the same moment, each on a connection of its own."""

import random
import threading
import time
from collections.abc import Callable, Iterable

from django.db import connection

from contactcentre.core.errors import AgainstTheRules

PATIENCE = 60
APART = 0.012  # At most so many seconds apart, so that each round meets at another point.

# What only a deadlock or a lock that could not be had says: no answer to a person who raced.
OF_A_DEADLOCK = "Several people are changing this"
NOT_FOR_PEOPLE = (OF_A_DEADLOCK, "Somebody else is changing this")


def together(*work: Callable, patience: float = PATIENCE) -> list:
    """
    Start all of this at once and wait for it; return what each returned, or raised.

    Nothing is raised here: a race is judged by everything that came of it.
    """
    results: list = [None] * len(work)
    start = threading.Barrier(len(work))

    def run(number: int, one: Callable) -> None:
        try:
            _be_patient()
            start.wait(PATIENCE)
            time.sleep(random.uniform(0, APART))
            results[number] = one()
        except Exception as error:  # noqa: BLE001
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience)
    assert not any(thread.is_alive() for thread in threads), "Somebody waits for ever."
    return results


def _be_patient() -> None:
    """Wait longer for a lock than people do: on a busy machine whoever has it may have to wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '4500ms'")


def errors(results: Iterable) -> list[Exception]:
    """Return what was raised."""
    return [result for result in results if isinstance(result, Exception)]


def unexpected(results: Iterable, *fair: type[Exception]) -> list[Exception]:
    """Return what was raised and is no fair answer; what the database refused at COMMIT is none."""
    return [
        error
        for error in errors(results)
        if isinstance(error, AgainstTheRules) or not isinstance(error, fair)
    ]
