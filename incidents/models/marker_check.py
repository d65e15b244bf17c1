"""What somebody who said "my number is flagged" was told, and what became of asking for it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from contactcentre.contacts.models import Contact
from contactcentre.core.models import HeldQuerySet, Person, never_truncated
from incidents.enums import Flagged
from incidents.models.marker import Marker

CHECKED = ["contact", "number", "found", "marker", "sentence", "checked_by", "checked_at"]


class MarkerCheck(models.Model):
    """
    One answer to "my number is flagged": what is true, in the sentence that was read out (J9).

    It stays as it was said. Where a marker was asked for, a supervisor says what came of that.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="marker_checks")
    number = models.CharField(max_length=20, blank=True)
    found = models.CharField(max_length=9, choices=Flagged.choices)
    marker = models.ForeignKey(Marker, models.PROTECT, null=True, blank=True, related_name="+")
    sentence = models.CharField(max_length=400)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by=None, asked_at=None)
                | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="marker_check_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | Q(asked_at__isnull=False, answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answer=""),
                name="marker_check_answered_with_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(asked_at__isnull=False, answered_at=None),
                name="marker_check_asked",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_checked", fields=CHECKED),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"Check {self.pk} of {self.contact}"
