"""What a handler types on the free pad: a record of its own, never only on a screen (X1)."""

from django.db import models
from django.db.models import Q

from contactcentre.contacts.models.contact import Contact
from contactcentre.core.models import Person, Versioned, append_only


class Pad(Versioned):
    """
    A page of a handler's pad, of the contact they had when they wrote: one open at a time.

    One without a contact lies beside it: it has a clock, and is settled by saying what it was.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="pads")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="pads")
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(settled_at=None, contact__isnull=False),
                name="pad_one_open_per_person",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(settled_at=None, contact=None),
                name="pad_one_alone_per_person",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_note="")
                | Q(settled_at__isnull=False) & ~Q(settled_note=""),
                name="pad_settled_with_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at"], condition=Q(settled_at=None, contact=None), name="pad_alone"
            )
        ]

    def __str__(self) -> str:
        return f"pad {self.pk}"


class PadVersion(models.Model):
    """The words on a pad as they stood at a moment."""

    pad = models.ForeignKey(Pad, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pad", "number"]
        constraints = [models.UniqueConstraint(fields=["pad", "number"], name="pad_version_once")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.pad}, version {self.number}"
