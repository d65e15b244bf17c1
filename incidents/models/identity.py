"""That two records are one person's, or are not: said by somebody, and taken back by somebody."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from contactcentre.core.models import HeldQuerySet, Person, never_truncated
from incidents.enums import SamePerson

LONGEST = 220
SAID = ["one", "other", "verdict", "reasons", "why", "said_by", "said_at"]


class IdentityLinkQuerySet(HeldQuerySet):
    """What was said of people as questions."""

    def standing(self):
        """Return what nobody has taken back."""
        return self.filter(undone_at=None)


class IdentityLink(models.Model):
    """
    What somebody said of two keys: one person, or not the same person (F6).

    A key is a number, a handle, or one record of somebody in an incident (incidents.keys); the
    records themselves are never changed. It stays as it was said; that it was taken back is
    written once. `reasons` is what the machine had found, `why` what the person added.
    """

    one = models.CharField(max_length=LONGEST, db_collation="C")
    other = models.CharField(max_length=LONGEST, db_collation="C")
    verdict = models.CharField(max_length=8, choices=SamePerson.choices)
    reasons = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    why = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.CharField(max_length=300, blank=True)

    objects = IdentityLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="identity_is_of_two_in_one_order"
            ),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(undone_at=None), name="identity_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict=SamePerson.NOT_SAME) | ~Q(reasons=[]) | ~Q(why=""),
                name="identity_same_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None, undone_why="")
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="identity_undone_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["other"], condition=Q(undone_at=None), name="identity_other"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_said", fields=SAID),
            pgtrigger.Protect(
                name="undone_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__undone_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} ({self.pk})"
