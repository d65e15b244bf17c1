"""A promise with a due time."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from contactcentre.core.models import HeldQuerySet, append_only, never_truncated
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models.policy import Policy


class ClockQuerySet(HeldQuerySet):
    """Clocks as questions."""

    def open(self):
        """Return the clocks that still run, overdue or not."""
        return self.filter(stopped_at=None)

    def due(self, at):
        """Return the open clocks with a step due at this moment, most severe first."""
        return self.open().filter(next_step_at__lte=at).order_by("severity", "next_step_at", "id")


class Clock(models.Model):
    """
    One clock on one subject: a row, never a timer.

    `steps` are the percents still to fire; `next_step_at` is when the first of them falls due.
    The subject is a kind and an id, without a foreign key: clocks know no app above them.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    severity = models.PositiveSmallIntegerField(default=5)
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, blank=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    steps = ArrayField(models.PositiveSmallIntegerField(), default=list)
    repeat_seconds = models.PositiveIntegerField(null=True, blank=True)
    next_step_at = models.DateTimeField(null=True, blank=True)
    last_step = models.PositiveSmallIntegerField(default=0)
    last_step_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stop_reason = models.CharField(max_length=20, blank=True, choices=StopReason.choices)
    stopped_by = models.CharField(max_length=150, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "kind"],
                condition=Q(stopped_at=None),
                name="clock_one_open_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stop_reason="")
                | (Q(stopped_at__isnull=False) & ~Q(stop_reason="")),
                name="clock_stops_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("started_at")), name="clock_runs_forward"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at"], condition=Q(stopped_at=None), name="clock_next_step"
            ),
            models.Index(fields=["subject", "subject_id", "kind"], name="clock_of_subject"),
        ]
        triggers = [
            # Another due time is another clock: the old one stays, so that no breach is hidden.
            pgtrigger.ReadOnly(
                name="promise_stays",
                fields=["kind", "subject", "subject_id", "policy", "started_at", "due_at"],
            ),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.subject} {self.subject_id}"


class ClockStep(models.Model):
    """A step that has fired: once, whatever swept it."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="fired")
    percent = models.PositiveSmallIntegerField()
    turn = models.PositiveIntegerField(default=0)
    fell_due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    late_by = models.DurationField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "percent", "turn"], name="clock_step_fires_once"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.percent} % of {self.clock}"
