"""Something a named person must acknowledge."""

from django.db import models
from django.db.models import Q

from contactcentre.core.models import CommandUnit, HeldQuerySet, Person, Versioned, never_truncated
from contactcentre.countdowns.enums import StopReason


class AlertQuerySet(HeldQuerySet):
    """Alerts as questions."""

    def live(self):
        """Return the alerts whose cause has not ended, acknowledged or not."""
        return self.filter(resolved_at=None)


class Alert(Versioned):
    """
    What happened, about which subject, for which role and area, and how far it has climbed.

    `first_raised_at` is when this began to sound: its age, however often it is made new.
    An acknowledgement is a lease: it runs out, and the alert returns. One for a person is on no
    colleague's desk until it climbs.
    """

    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    text = models.CharField(max_length=300)
    audience = models.CharField(max_length=20)
    for_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(CommandUnit, models.PROTECT, null=True, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    severity = models.PositiveSmallIntegerField(default=5)
    first_raised_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    # What whoever takes it on is offered to read back, and what they did: on no board, for what is
    # typed may say what a restricted incident is.
    read_back_offered = models.CharField(max_length=200, blank=True)
    read_back = models.CharField(max_length=200, blank=True)
    times_returned = models.PositiveSmallIntegerField(default=0)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolve_reason = models.CharField(max_length=20, blank=True, choices=StopReason.choices)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "code"],
                condition=Q(resolved_at=None),
                name="alert_one_live_of_a_code",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None, lease_until=None)
                | Q(
                    acknowledged_by__isnull=False,
                    acknowledged_at__isnull=False,
                    lease_until__isnull=False,
                ),
                name="alert_acknowledged_as_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(read_back="") | Q(acknowledged_by__isnull=False),
                name="alert_read_back_by_who_has_it",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="alert_of_subject"),
            models.Index(fields=["area"], condition=Q(resolved_at=None), name="alert_live"),
        ]
        triggers = [never_truncated()]

    def __str__(self) -> str:
        return f"{self.code} on {self.subject} {self.subject_id}"
