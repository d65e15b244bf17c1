"""
Sealing the audit trail into a chain, and anchoring its head outside the database.

A chain alone cannot show that its newest links were cut off; the anchors can (RELIABILITY 2.8).
"""

import hashlib
import hmac
import json
from pathlib import Path

from django.conf import settings
from django.db import connection

from contactcentre.core.models import AuditEntry, AuditSeal
from contactcentre.core.transactions import action

BATCH = 1000
# Entries commit out of the order of their ids, so the unsealed are found by anti-join; looking
# this far below the newest sealed entry covers every transaction that can still be open.
MARGIN = 50_000
GENESIS = "0" * 64
LOCK = 7_104_370
UNSEALED = """
    SELECT e.id FROM core_auditentry e
    WHERE e.id > COALESCE((SELECT max(entry) FROM core_auditseal), 0) - %s
      AND NOT EXISTS (SELECT 1 FROM core_auditseal s WHERE s.entry = e.id)
    ORDER BY e.id LIMIT %s
"""


@action
def seal(*, at) -> int:
    """Seal the entries that have no seal yet, and return how many; 0 when another is sealing."""
    if not _is_alone():
        return 0
    head = AuditSeal.objects.order_by("-seq").first()
    seq, prev = (head.seq, head.hash) if head else (0, GENESIS)
    seals = []
    for entry in AuditEntry.objects.filter(pk__in=_unsealed()).order_by("pk"):
        seq += 1
        link = link_hash(prev, entry)
        seals.append(AuditSeal(seq=seq, entry=entry.pk, prev=prev, hash=link))
        prev = link
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def anchor(*, at) -> str | None:
    """Write the head of the chain, signed, to the anchor file; return its hash, or None."""
    head = AuditSeal.objects.order_by("-seq").first()
    path = Path(settings.AUDIT_ANCHOR_FILE)
    if head is None or (last := last_anchor(path)) and last["seq"] == head.seq:
        return None
    line = {"seq": head.seq, "hash": head.hash, "at": at.isoformat()}
    line["mac"] = mac(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(json.dumps(line) + "\n")
    return head.hash


def last_anchor(path: Path) -> dict | None:
    """Return the newest anchor in the file, or None."""
    lines = path.read_text().splitlines() if path.exists() else []
    return json.loads(lines[-1]) if lines else None


def mac(line: dict) -> str:
    """Return the signature of an anchor."""
    text = f"{line['seq']} {line['hash']} {line['at']}"
    return hmac.new(settings.AUDIT_ANCHOR_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def link_hash(prev: str, entry: AuditEntry) -> str:
    """Return the hash of an entry chained to the one sealed before it."""
    content = {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "through": entry.through,
        "name": entry.name,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "detail": entry.detail,
        "request_id": entry.request_id,
    }
    return hashlib.sha256((prev + json.dumps(content, sort_keys=True)).encode()).hexdigest()


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _unsealed() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED, [MARGIN, BATCH])
        return [row[0] for row in cursor.fetchall()]
