"""The hash chain of an incident's log: a change, a removal or another order shows."""

import hashlib
import json

GENESIS = "0" * 64


def link(prev: str, *, seq: int, at, by: str, role: str, kind: str, text: str) -> str:
    """Return the hash of a log entry chained to the one before it."""
    content = [prev, seq, at.isoformat(), by, role, kind, text]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def first_broken(entries) -> int | None:
    """Return the sequence number of the first entry that does not fit its chain, or None."""
    prev = GENESIS
    for expected, entry in enumerate(entries, start=1):
        whole = link(
            prev,
            seq=entry.seq,
            at=entry.at,
            by=entry.by,
            role=entry.role,
            kind=entry.kind,
            text=entry.text,
        )
        if entry.seq != expected or entry.prev_hash != prev or entry.hash != whole:
            return expected
        prev = entry.hash
    return None
