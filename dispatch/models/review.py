"""What was thought of a divert afterwards, by somebody who did not make it."""

from django.db import models
from django.db.models import Q

from contactcentre.core.models import Person, append_only
from dispatch.enums import ReviewOutcome, ReviewState
from dispatch.models.assignment import Divert


class DivertReview(models.Model):
    """One step of a divert's review: asked for urgently, or done with an outcome (H10)."""

    divert = models.ForeignKey(Divert, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState.choices)
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices, blank=True)
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["divert", "state"], name="review_each_state_once"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.REVIEWED) ^ Q(outcome=""),
                name="review_has_an_outcome_when_done",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="review_says_why"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.divert}"
