"""
The digest by which a board proves itself: how many rows, and a sum over their ids and versions.

Browsers compute the same over the rows they hold (static/live/digest.js).
"""

from collections.abc import Iterable

FACTOR = 1000003
MODULUS = 2147483647

Digests = dict[str, list[int]]


def weight(pk: int, version: int) -> int:
    """Return what one row adds to the sum."""
    return (pk * FACTOR + version) % MODULUS


def digests(rows: Iterable[tuple[str, str, int, int]]) -> Digests:
    """Digest rows of (kind, scope, id, version): {"incident:AS": [count, sum]}."""
    found: Digests = {}
    for kind, scope, pk, version in rows:
        entry = found.setdefault(f"{kind}:{scope}", [0, 0])
        entry[0] += 1
        entry[1] += weight(pk, version)
    return found
