"""The log and the audit trail are whole whoever writes at the same moment (rule 7)."""

import threading
from functools import partial

import pytest
from django.db import transaction

from contactcentre.core import audit, verifying
from contactcentre.core.actions import seals
from contactcentre.core.models import AuditEntry, AuditSeal
from incidents import chain
from incidents.actions import notes
from tests.races.together import PATIENCE, together, unexpected

WRITERS, EACH = 8, 25


@pytest.fixture
def trail(committed_world, settings, tmp_path):
    """The audit trail of a floor, with its anchors in a file of its own."""
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    return committed_world


def writes(world, unit) -> None:
    """Write entries one after the other, each in a transaction of its own."""
    for entry in range(EACH):
        audit.record("test.written", unit, by=world.system, at=world.at, n=entry)


def sealing(world, is_over: threading.Event) -> int:
    """Seal again and again until told to stop; return how many this one sealed."""
    sealed = 0
    while not is_over.is_set():
        sealed += seals.seal(at=world.at)
    return sealed


@pytest.mark.capability("N1")
def test_every_entry_is_sealed_once_however_many_write_and_seal_at_once(trail):
    unit, is_over = trail.unit(), threading.Event()

    def all_the_writers() -> None:
        try:
            assert not unexpected(together(*[partial(writes, trail, unit)] * WRITERS))
        finally:
            is_over.set()

    results = together(all_the_writers, *[partial(sealing, trail, is_over)] * 3)
    while seals.seal(at=trail.at):
        pass

    assert not unexpected(results), results
    assert AuditSeal.objects.count() == AuditEntry.objects.count()
    assert verifying.audit_trail() == (AuditEntry.objects.count(), [])


@pytest.mark.capability("N1")
def test_an_entry_that_commits_after_younger_ones_were_sealed_is_sealed_all_the_same(trail):
    written, may_commit = threading.Event(), threading.Event()
    unit = trail.unit()

    def slow() -> int:
        with transaction.atomic():
            entry = audit.record("test.slow", unit, by=trail.system, at=trail.at)
            written.set()
            may_commit.wait(PATIENCE)
        return entry.pk

    def quick() -> int:
        written.wait(PATIENCE)
        entry = audit.record("test.quick", unit, by=trail.system, at=trail.at)
        seals.seal(at=trail.at)
        seals.anchor(at=trail.at)
        may_commit.set()
        return entry.pk

    older, younger = together(slow, quick)
    assert older < younger
    assert not AuditSeal.objects.filter(entry=older).exists()

    seals.seal(at=trail.at)

    order = list(AuditSeal.objects.order_by("seq").values_list("entry", flat=True))
    assert order[-2:] == [younger, older]
    assert verifying.audit_trail()[1] == []


@pytest.mark.capability("E2", "E3")
def test_notes_written_at_once_on_one_incident_form_one_chain(committed_world):
    world = committed_world
    incident = world.graded("S")
    before = incident.log_seq

    def write(number: int) -> None:
        who = {"by": world.handler, "at": world.at}
        for line in range(10):
            notes.add(incident_id=incident.pk, text=f"{number}.{line}", **who)

    results = together(*(partial(write, number) for number in range(WRITERS)))

    assert not unexpected(results), results
    incident.refresh_from_db()
    lines = incident.log.order_by("seq")
    assert incident.log_seq == lines.count() == before + WRITERS * 10
    assert chain.first_broken(lines) is None
