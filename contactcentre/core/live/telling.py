"""Saying that rows changed: one NOTIFY inside the transaction that changed them."""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import Model

from contactcentre.core.live import boards

CHANNEL = "live"
LONGEST_PAYLOAD = 7900  # PostgreSQL refuses 8000 bytes and more.


def tell(*rows: Model, was: Iterable[str] = (), alarm: bool = False) -> None:
    """
    Say which board rows changed, and in which scopes they were before.

    Screens hear of it when the transaction commits, and never if it does not. An alarm does not
    wait to be gathered with other news.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Screens are told inside the transaction that changes the rows.")
    changes = [_change(row, list(was), alarm) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload",
            [CHANNEL, payloads(changes)],
        )


def payloads(changes: list[dict]) -> list[str]:
    """Write changes as JSON lists, each short enough for one NOTIFY."""
    written: list[str] = []
    for change in changes:
        text = json.dumps(change, separators=(",", ":"))
        if written and len(written[-1]) + len(text) + 2 <= LONGEST_PAYLOAD:
            written[-1] += f",{text}"
        else:
            written.append(text)
    return [f"[{part}]" for part in written]


def _change(row: Model, was: list[str], alarm: bool) -> dict:
    kind = boards.kind_of(row)
    change = {"k": kind.name, "i": row.pk, "v": row.version, "s": kind.scope(row)}
    if was:
        change["w"] = was
    if alarm:
        change["a"] = 1
    return change
