"""One run and one test of a checkout at a time."""

import contextlib
import fcntl
from collections.abc import Iterator

from runner import places
from runner.words import Problem


@contextlib.contextmanager
def alone(name: str, refusal: str) -> Iterator[None]:
    """Hold a lock that ends with us, however we end; refuse if somebody else holds it."""
    with (places.RECORDS / f"{name}.lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(refusal) from None
        yield
