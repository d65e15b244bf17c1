"""What the BT operator handed over with a call: a series, never an edit."""

from django.db import models
from django.db.models import Q

from contactcentre.contacts.handing_over import LONGEST, Block
from contactcentre.contacts.models.contact import Contact
from contactcentre.core.models import append_only


class OperatorHandover(models.Model):
    """One hand-over block of a call as it came; a later one is added to it."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="handovers")
    centre = models.CharField(max_length=LONGEST["centre"], blank=True)
    reference = models.CharField(max_length=LONGEST["reference"], blank=True)
    subscriber = models.CharField(max_length=LONGEST["subscriber"], blank=True)
    address = models.CharField(max_length=LONGEST["address"], blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["contact", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(centre="", reference="", subscriber="", address=""),
                name="handover_says_something",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"Hand-over of {self.contact}"

    @property
    def block(self) -> Block:
        """What was handed over, as plain values."""
        return Block(**{name: getattr(self, name) for name in LONGEST})
