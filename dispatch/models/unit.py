"""Units and the Airwave codes they press."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from contactcentre.core.models import CommandUnit, HeldQuerySet, Person, Versioned, append_only
from contactcentre.core.models.moves import moves_trigger
from dispatch import radio, states
from dispatch.enums import Effect, UnitState


class AirwaveCode(models.Model):
    """A status code of the radio: an input to a move, as data (G1)."""

    code = models.PositiveSmallIntegerField(primary_key=True)
    label = models.CharField(max_length=60)
    effect = models.CharField(max_length=15, choices=Effect.choices)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Unit(Versioned):
    """A crewed vehicle or patrol that can be sent."""

    callsign = models.CharField(max_length=12, unique=True)
    # By which the radio network knows its radio; a unit can be given another one.
    issi = models.PositiveIntegerField("ISSI", unique=True, null=True, blank=True)
    command_unit = models.ForeignKey(CommandUnit, models.PROTECT, related_name="units")
    state = models.CharField(max_length=12, choices=UnitState.choices, default=UnitState.OFF_DUTY)
    airwave_code = models.ForeignKey(AirwaveCode, models.PROTECT, null=True, blank=True)
    skills = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    crew = models.ManyToManyField(Person, blank=True, related_name="units")
    # Since when this crew is on this shift: what the unit was sent to before is not theirs to read.
    crewed_at = models.DateTimeField(null=True, blank=True)
    crew_size = models.PositiveSmallIntegerField(default=2)
    base = models.CharField(max_length=80, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    position_at = models.DateTimeField(null=True, blank=True)
    # Where it last came to after moving, and since when it is within a hundred metres of there.
    still_lat = models.FloatField(null=True, blank=True)
    still_lon = models.FloatField(null=True, blank=True)
    still_since = models.DateTimeField(null=True, blank=True)
    state_since = models.DateTimeField(null=True, blank=True)
    # As of when it last said, or others for it, what it does: what was pressed before is old news.
    status_at = models.DateTimeField(null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["callsign"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(issi=None) | models.Q(issi__range=(1, radio.LARGEST_ISSI)),
                name="unit_issi_of_tetra",
            )
        ]
        triggers = [moves_trigger("state", states.UNIT_NEXT)]

    def __str__(self) -> str:
        return self.callsign


class UnitStatusChange(models.Model):
    """What a unit pressed and when; kept for ever (G1)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="status_changes")
    code = models.ForeignKey(AirwaveCode, models.PROTECT, null=True)
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.unit} {self.code}"
