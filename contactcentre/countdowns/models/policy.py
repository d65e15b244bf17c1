"""Targets: how long each kind of clock runs, versioned with effective dates."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from contactcentre.core.models import never_truncated


class Policy(models.Model):
    """
    One version of one target.

    A change is a new row with a later effective date; what ran under the old one keeps it (D8).
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=20, blank=True)
    seconds = models.PositiveIntegerField()
    steps = ArrayField(models.PositiveSmallIntegerField())
    repeat_seconds = models.PositiveIntegerField(null=True, blank=True)
    effective_from = models.DateTimeField()

    class Meta:
        verbose_name_plural = "policies"
        ordering = ["kind", "key", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "effective_from"], name="policy_one_version_a_moment"
            ),
            models.CheckConstraint(condition=models.Q(seconds__gt=0), name="policy_has_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="versions_stay", operation=pgtrigger.Update | pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.seconds} s"
