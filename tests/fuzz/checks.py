"""What Schemathesis asks of every answer besides its own checks: nobody else is let in."""

import os
from pathlib import Path

import schemathesis

from tests.fuzz.doors import open_to

ROLE, BOOK = os.environ["FUZZ_ROLE"], Path(os.environ["FUZZ_BOOK"])
OPEN = open_to(ROLE)


@schemathesis.check
def nobody_else_is_let_in(_context, response, case) -> None:
    """Refuse a success that the table of doors does not give to this role; note every answer."""
    method = case.method.upper()
    order = f"{method} {case.operation.path}"
    with BOOK.open("a") as book:
        book.write(f"{order} {response.status_code}\n")
    # Which methods an address has, anybody may ask who is signed in.
    if response.status_code < 300 and method != "OPTIONS" and order not in OPEN:
        raise AssertionError(f"Somebody of role {ROLE} was let in.")
