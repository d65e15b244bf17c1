"""The log of an incident, and what it links to: append-only."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from contactcentre.contacts.models import Contact
from contactcentre.core.models import Person, append_only
from incidents.enums import Grade, LogKind, PartyRole
from incidents.models.incident import Incident


class LogEntry(models.Model):
    """One line of the log, chained to the one before it (E2, E3)."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="log")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    role = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=LogKind.choices)
    text = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "log entries"
        ordering = ["incident", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "seq"], name="log_one_line_a_number")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.incident} #{self.seq}"


class IncidentContact(models.Model):
    """A contact that an incident was opened from, or that was about it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="contact_links")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="incident_link")
    linked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact} of {self.incident}"


class Party(models.Model):
    """
    Somebody in an incident, and what they are in it.

    Who calls for a victim says who they are to them (`relation`), and where the victim is (A8).
    `name_words`, the number and the vehicle are in the form in which a later call is compared.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=8, choices=PartyRole.choices)
    name = models.CharField(max_length=120, blank=True)
    name_words = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    number = models.CharField(max_length=20, blank=True)
    vehicle = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)
    relation = models.CharField(max_length=60, blank=True)
    whereabouts = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["number", "-id"], condition=~Q(number=""), name="party_number"),
            models.Index(fields=["vehicle", "-id"], condition=~Q(vehicle=""), name="party_vehicle"),
            # Not left for later: a list of what is still to be indexed is read by every search.
            GinIndex(fields=["name_words"], name="party_name", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.incident}"


class Assessment(models.Model):
    """A THRIVE assessment as it was made: answers, signs, suggestion and every rule that fired."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assessments")
    answers = models.JSONField()
    signs = models.JSONField(default=list)
    advice = models.JSONField(default=list)
    suggested_grade = models.CharField(max_length=1, choices=Grade.choices)
    reasons = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"Assessment of {self.incident}"


class GradeDecision(models.Model):
    """Who graded what, why, and against which suggestion (D2)."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="decisions")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True)
    before = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    grade = models.CharField(max_length=1, choices=Grade.choices)
    suggested = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    override_reason = models.CharField(max_length=500, blank=True)
    emergency_reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.incident} graded {self.grade}"
