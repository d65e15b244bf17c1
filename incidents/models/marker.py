"""What was known before the call: markers for officers' safety, and what courts have ordered."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from contactcentre.core.models import CommandUnit, HeldQuerySet, Person, never_truncated
from incidents import localtimes
from incidents.enums import Informed, OrderKind

ABOUT = ("number", "handle", "vehicle", "person_name", "place")
SUBJECT = [*ABOUT, "number_raw", "name_words", "place_words", "command_unit", "lat", "lon"]
ENTERED = ["text", "entered_by", "entered_at"]
NOBODY = Q(**dict.fromkeys(ABOUT, ""))


class About(models.Model):
    """
    Whom or what it is about: a number, a place, a name, a handle or a vehicle, or several.

    Beside each as it was written stands the form in which it is compared.
    """

    person_name = models.CharField(max_length=120, blank=True)
    name_words = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    number = models.CharField(max_length=20, blank=True)
    number_raw = models.CharField(max_length=80, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    vehicle = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=200, blank=True)
    place_words = models.CharField(max_length=240, blank=True)
    command_unit = models.ForeignKey(
        CommandUnit, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    text = models.CharField(max_length=300)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = HeldQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_what"),
            models.CheckConstraint(condition=~NOBODY, name="%(class)s_is_about_something"),
        ]
        indexes = [
            models.Index(fields=["number"], condition=~Q(number=""), name="%(class)s_number"),
            models.Index(fields=["handle"], condition=~Q(handle=""), name="%(class)s_handle"),
            models.Index(fields=["vehicle"], condition=~Q(vehicle=""), name="%(class)s_vehicle"),
            models.Index(
                fields=["place_words"], condition=~Q(place_words=""), name="%(class)s_place"
            ),
            models.Index(fields=["lat", "lon"], name="%(class)s_where"),
            GinIndex(fields=["name_words"], name="%(class)s_name"),
        ]


def _stays(given: list[str], over: str) -> list:
    """Return the triggers of a record that stays as it was entered, and ends once."""
    return [
        pgtrigger.ReadOnly(name="stays_as_entered", fields=[*SUBJECT, *ENTERED, *given]),
        pgtrigger.Protect(
            name="ends_once",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(**{f"old__{over}__isnull": False}),
        ),
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        never_truncated(),
    ]


class Marker(About):
    """
    A marker: what officers have to know of a number, a place or somebody before they go there.

    It is live until somebody withdraws it, however long ago it was to be reviewed; withdrawn, it
    stays as a tombstone that says whether the victim was informed (J8).
    """

    live_from = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    victim_informed = models.CharField(max_length=9, choices=Informed.choices, blank=True)
    informed_how = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(About.Meta):
        constraints = [
            *About.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    withdrawn_on=None,
                    withdrawn_why="",
                    victim_informed="",
                    informed_how="",
                    withdrawn_by=None,
                    withdrawn_at=None,
                )
                | Q(
                    withdrawn_on__gte=models.F("live_from"),
                    withdrawn_by__isnull=False,
                    withdrawn_at__isnull=False,
                )
                & ~Q(withdrawn_why="")
                & ~Q(victim_informed="")
                & ~Q(informed_how=""),
                name="marker_withdrawn_says_if_informed",
            ),
        ]
        triggers = _stays(["live_from", "review_on"], "withdrawn_at")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people name the marker: M-000012."""
        return f"M-{self.pk:06d}"

    @property
    def is_live(self) -> bool:
        """Whether it still holds."""
        return self.withdrawn_at is None


class CourtOrder(About):
    """
    What a court has ordered, in words, and until when it holds, where that is known.

    Expired it stays and says so; discharged before its day, somebody says why.
    """

    kind = models.CharField(max_length=15, choices=OrderKind.choices)
    expires_on = models.DateField(null=True, blank=True)
    discharged_why = models.CharField(max_length=300, blank=True)
    discharged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    discharged_at = models.DateTimeField(null=True, blank=True)

    class Meta(About.Meta):
        constraints = [
            *About.Meta.constraints,
            models.CheckConstraint(
                condition=Q(discharged_why="", discharged_by=None, discharged_at=None)
                | Q(discharged_by__isnull=False, discharged_at__isnull=False)
                & ~Q(discharged_why=""),
                name="courtorder_discharged_for_a_reason",
            ),
        ]
        triggers = _stays(["kind", "expires_on"], "discharged_at")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people name the order: O-000012."""
        return f"O-{self.pk:06d}"

    def is_expired(self, at) -> bool:
        """Test whether its last day is over in London."""
        return self.expires_on is not None and self.expires_on < localtimes.day(at)

    def is_in_force(self, at) -> bool:
        """Test whether it holds: neither expired nor discharged."""
        return self.discharged_at is None and not self.is_expired(at)
