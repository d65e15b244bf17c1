"""The audit trail: append-only, sealed into a chain, pointing at nothing."""

import pgtrigger
from django.db import models

NEVER = "RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;"


def append_only() -> list[pgtrigger.Trigger]:
    """Return the triggers that refuse UPDATE, DELETE and TRUNCATE on a table."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        never_truncated(),
    ]


def never_truncated() -> pgtrigger.Trigger:
    """Return the trigger that refuses TRUNCATE, which no trigger on rows would see."""
    return pgtrigger.Trigger(
        name="never_truncated",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=NEVER,
    )


class AuditEntry(models.Model):
    """
    One thing that happened, kept for ever.

    No foreign keys: the trail must outlive whatever it describes (STYLE 13).
    """

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150)
    through = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject", "subject_id", "at"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name} {self.subject}:{self.subject_id}"


class AuditSeal(models.Model):
    """A link of the chain: an entry, sealed after the one before it."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"seal {self.seq} of entry {self.entry}"
