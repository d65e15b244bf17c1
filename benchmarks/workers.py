"""Eight who work at once, each a process with a connection of its own, as web and workers are."""

import multiprocessing
import time
from collections.abc import Callable

from django.db import connection

WORKERS = 8
_processes = multiprocessing.get_context("fork")


def rate(work: Callable[[int, Callable], None], each: int) -> float:
    """
    Let eight do this at once and return how much was done a second, `each` by each of them.

    The work is given its worker's number and what to call when it is ready to begin.
    """
    connection.close()  # A child must not go on with its parent's.
    ready = _processes.Barrier(WORKERS + 1)
    workers = [_processes.Process(target=work, args=[n, ready.wait]) for n in range(WORKERS)]
    for worker in workers:
        worker.start()
    ready.wait()
    started = time.monotonic()
    for worker in workers:
        worker.join()
    took = time.monotonic() - started
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("A worker failed; what it said stands above.")
    return WORKERS * each / took
