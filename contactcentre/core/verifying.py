"""Reading the audit trail against its chain and its anchors."""

import hmac
import json
from pathlib import Path

from django.conf import settings

from contactcentre.core.actions.seals import GENESIS, link_hash, mac
from contactcentre.core.models import AuditEntry, AuditSeal

PAGE = 2000


def audit_trail() -> tuple[int, list[str]]:
    """Return how many sealed entries were checked, and a sentence for everything that is wrong."""
    hashes, faults, checked = {}, [], 0
    prev, expected = GENESIS, 1
    for seal, entry in _sealed():
        faults += _faults_of(seal, entry, prev, expected)
        prev, expected, checked = seal.hash, seal.seq + 1, checked + 1
        hashes[seal.seq] = seal.hash
    return checked, faults + _faults_of_anchors(hashes)


def _sealed():
    after = 0
    while seals := list(AuditSeal.objects.filter(seq__gt=after).order_by("seq")[:PAGE]):
        entries = AuditEntry.objects.in_bulk([seal.entry for seal in seals])
        yield from ((seal, entries.get(seal.entry)) for seal in seals)
        after = seals[-1].seq


def _faults_of(seal: AuditSeal, entry: AuditEntry | None, prev: str, expected: int) -> list[str]:
    faults = []
    if seal.seq != expected:
        faults.append(f"Seals {expected} to {seal.seq - 1} are missing.")
    if seal.prev != prev:
        faults.append(f"Seal {seal.seq} does not follow the one before it.")
    if entry is None:
        faults.append(f"Entry {seal.entry}, sealed as {seal.seq}, was removed.")
    elif link_hash(seal.prev, entry) != seal.hash:
        faults.append(f"Entry {seal.entry}, sealed as {seal.seq}, was changed.")
    return faults


def _faults_of_anchors(hashes: dict[int, str]) -> list[str]:
    path, faults = Path(settings.AUDIT_ANCHOR_FILE), []
    for line in path.read_text().splitlines() if path.exists() else []:
        anchor = json.loads(line)
        if not hmac.compare_digest(anchor["mac"], mac(anchor)):
            faults.append(f"The anchor of seal {anchor['seq']} is forged.")
        elif hashes.get(anchor["seq"]) != anchor["hash"]:
            faults.append(f"Seal {anchor['seq']} was anchored, and is gone or different now.")
    return faults
