"""The table of doors as the OpenAPI document names addresses."""

import re

from tests.doors.table import ROWS

PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
UNDESCRIBED = ("api/v1/schema/", "api/v1/docs/")


def open_to(letter: str) -> set[str]:
    """Return the orders of the API that a role may give, as method and path."""
    return {
        f"{method} {_described(row.route)}"
        for row in ROWS
        for method in row.methods.split()
        if letter in row.who and row.route.startswith("api/v1/") and row.route not in UNDESCRIBED
    }


def _described(route: str) -> str:
    return "/" + re.sub(r"[\^$]", "", PART.sub(r"{\1\2}", route))
