"""One unit at one incident, and the diverts that end it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from contactcentre.core.models import HeldQuerySet, Person, append_only, never_truncated
from contactcentre.core.models.moves import moves_trigger
from dispatch import states
from dispatch.enums import CURRENT, AssignmentState
from dispatch.models.unit import Unit
from incidents.models import CrewWarning, Incident


class AssignmentQuerySet(HeldQuerySet):
    """Assignments as questions."""

    def current(self):
        """Return the assignments that have not ended."""
        return self.filter(ended_at=None)


class Assignment(models.Model):
    """A unit sent to an incident, until it ends for a reason that is kept."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assignments")
    state = models.CharField(
        max_length=12, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    deployable = models.BooleanField(default=True)
    assigned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    en_route_at = models.DateTimeField(null=True, blank=True)
    at_scene_at = models.DateTimeField(null=True, blank=True)
    # Which of the incident's places the crew knows: the one it was assigned with, or the one that
    # it last said it knows, and when; and which one its dispatcher was last alerted to tell it.
    place_known = models.PositiveIntegerField(default=0)
    place_known_at = models.DateTimeField(null=True, blank=True)
    place_told = models.PositiveIntegerField(default=0)
    # Up to which of the incident's warnings the crew said that it knows them, and up to which it
    # was last sent them (G7).
    warnings_known = models.PositiveIntegerField(default=0)
    warnings_told = models.PositiveIntegerField(default=0)
    state_since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)
    diverted_to = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(ended_at=None), name="assignment_one_current_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=sorted(CURRENT))
                | (Q(ended_at__isnull=False) & ~Q(state__in=sorted(CURRENT))),
                name="assignment_ends_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | (Q(ended_by__isnull=False) & ~Q(end_reason="")),
                name="assignment_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DIVERTED, diverted_to__isnull=False)
                | (~Q(state=AssignmentState.DIVERTED) & Q(diverted_to=None)),
                name="assignment_diverted_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.CLEARED) | Q(at_scene_at__isnull=False),
                name="assignment_cleared_after_scene",
            ),
        ]
        indexes = [models.Index(fields=["incident", "ended_at"], name="assignment_of_incident")]
        triggers = [
            moves_trigger("state", states.ASSIGNMENT_NEXT),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            # A unit moved to another incident by an edit would leave the first one unseen.
            pgtrigger.ReadOnly(name="stays_where_it_was", fields=["unit", "incident"]),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.unit} at {self.incident}"

    @property
    def is_sent_elsewhere(self) -> bool:
        """Whether the place was corrected since the crew last said that it knows it."""
        return self.incident.place_number > self.place_known

    def warnings_to_know(self, at) -> list[CrewWarning]:
        """Return the warnings that hold and that the crew has not said it knows (G7)."""
        if self.incident.warning_number <= self.warnings_known:
            return []
        return list(self.incident.warnings.live(at).filter(number__gt=self.warnings_known))


class Divert(models.Model):
    """A unit taken from one incident for another: made by the system, never typed (H1, H10)."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="divert")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="diverts")
    from_incident = models.ForeignKey(Incident, models.PROTECT, related_name="diverts_from")
    to_incident = models.ForeignKey(Incident, models.PROTECT, related_name="diverts_to")
    reason = models.CharField(max_length=300)
    what_was_left = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_incident=models.F("to_incident")), name="divert_to_another"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.unit}: {self.from_incident} to {self.to_incident}"

    @property
    def reason_shown(self) -> str:
        """Return why, as a list may say it: what was typed may say what a restricted one is."""
        return self.to_incident.said(self.reason)
