"""What somebody was told the police will do, and by when."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from contactcentre.core.models import Desk, HeldQuerySet, Person, never_truncated
from incidents.enums import Ending
from incidents.models.incident import Incident

MADE = ["incident", "what", "desk", "due_at", "made_by", "made_at"]


class ObligationQuerySet(HeldQuerySet):
    """Obligations as questions."""

    def open(self):
        """Return what is still to be done, overdue or not."""
        return self.filter(ended_at=None)


class Obligation(models.Model):
    """
    A dated promise about an incident: "officers will return tomorrow at ten" (I8, node/4017).

    What was promised stays as it is; that it was kept or withdrawn is written once, with words.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="obligations")
    what = models.CharField(max_length=300)
    desk = models.CharField(max_length=12, choices=Desk.choices)
    due_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_as = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    end_note = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="obligation_says_what"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("made_at")), name="obligation_is_still_to_come"
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", end_note="", ended_by=None, ended_at=None)
                | Q(ended_by__isnull=False, ended_at__isnull=False)
                & ~Q(ended_as="")
                & ~Q(end_note=""),
                name="obligation_ends_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["incident"], condition=Q(ended_at=None), name="obligation_open")
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_made", fields=MADE),
            pgtrigger.Protect(
                name="ended_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"Obligation of {self.incident}"
