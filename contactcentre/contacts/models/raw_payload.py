"""What was sent and could not be read: kept, and shown to a supervisor."""

from django.db import models
from django.db.models import Q

from contactcentre.core.models import Person, Versioned


class RawPayload(Versioned):
    """One payload that is broken or of an unknown kind, as it came; the same again is counted."""

    source = models.CharField(max_length=40)
    body = models.BinaryField()
    body_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    last_received_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    review_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "body_hash"], name="raw_payload_once"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="raw_payload_reviewed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(reviewed_at=None), name="raw_payload_waiting")
        ]

    def __str__(self) -> str:
        return f"payload {self.pk} of {self.source}"
