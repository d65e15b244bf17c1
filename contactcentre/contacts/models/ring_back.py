"""A caller whom no text has told, and whom somebody has to ring."""

import pgtrigger
from django.db import models
from django.db.models import Q

from contactcentre.contacts import states
from contactcentre.contacts.enums import News, NoText, RingBackOutcome, RingBackState
from contactcentre.contacts.models.outbound_message import OutboundMessage
from contactcentre.core.models import HeldQuerySet, Person, Versioned, never_truncated
from contactcentre.core.models.moves import moves_trigger


class RingBackQuerySet(HeldQuerySet):
    """Ring-backs as questions."""

    def waiting(self):
        """Return those that nobody has seen to."""
        return self.filter(state=RingBackState.WAITING)


class RingBack(Versioned):
    """
    A task of the call handlers, with a clock: ring a caller and say how it stands (H9).

    One for each incident at a time: worse news while it waits is told by the same call. Whom it is
    about is a kind and an id, as a clock's is.
    """

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    news = models.CharField(max_length=10, choices=News.choices)
    because = models.CharField(max_length=13, choices=NoText.choices)
    number = models.CharField(max_length=20, blank=True)
    message = models.ForeignKey(OutboundMessage, models.PROTECT, null=True, blank=True)
    state = models.CharField(
        max_length=7, choices=RingBackState.choices, default=RingBackState.WAITING
    )
    unanswered = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=RingBackOutcome.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RingBackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id"],
                condition=Q(state=RingBackState.WAITING),
                name="ring_back_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=RingBackState.WAITING, outcome="", done_at=None, done_by__isnull=True
                )
                | Q(
                    state=RingBackState.DONE,
                    outcome__in=[RingBackOutcome.NOT_NEEDED, RingBackOutcome.TOLD],
                    done_at__isnull=False,
                    done_by__isnull=False,
                ),
                name="ring_back_done_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RingBackOutcome.NOT_NEEDED) | ~Q(note=""),
                name="ring_back_not_needed_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["subject", "subject_id"], name="ring_back_about")]
        triggers = [
            moves_trigger("state", states.RING_BACK_NEXT),
            pgtrigger.Protect(
                name="end_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=RingBackState.DONE, new__state=RingBackState.DONE),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="stays_as_asked",
                fields=["subject", "subject_id", "number", "message", "asked_at"],
            ),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"ring-back {self.pk}"
