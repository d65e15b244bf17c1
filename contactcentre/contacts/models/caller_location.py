"""Where a caller was said to be: a series, never an edit."""

from django.db import models
from django.db.models import Q

from contactcentre.contacts import locating
from contactcentre.contacts.enums import LocationSource
from contactcentre.contacts.models.contact import Contact
from contactcentre.core.models import append_only


class CallerLocation(models.Model):
    """One position of a caller, with how sure it is and how old."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="locations")
    source = models.CharField(max_length=6, choices=LocationSource.choices)
    lat = models.FloatField()
    lon = models.FloatField()
    radius_m = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    fixed_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["contact", "-fixed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="location_on_earth"
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__lte=100), name="location_confidence"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.get_source_display()} position of {self.contact}"

    @property
    def score(self) -> float:
        """How good the position is, beside others of the same caller."""
        return locating.score(fixed_at=self.fixed_at, radius_m=self.radius_m)
