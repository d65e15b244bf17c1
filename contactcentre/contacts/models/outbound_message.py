"""A text to a caller: a row that ends delivered or failed, whatever breaks on the way."""

import pgtrigger
from django.db import models
from django.db.models import Q

from contactcentre.contacts import states
from contactcentre.contacts.enums import ENDED_MESSAGES, MessageState, News, NoText
from contactcentre.core.models import HeldQuerySet, Versioned, never_truncated
from contactcentre.core.models.moves import moves_trigger

ENDED = sorted(ENDED_MESSAGES)


class MessageQuerySet(HeldQuerySet):
    """Texts as questions."""

    def to_send(self, at):
        """Return what is due to be handed to the sender, or was and nothing more is known."""
        on_their_way = Q(state__in=[MessageState.QUEUED, MessageState.SENDING])
        return self.filter(on_their_way, next_try_at__lte=at).order_by("next_try_at", "id")


class OutboundMessage(Versioned):
    """
    One fact told to one caller by text (G8, H9).

    What it is about is a kind and an id, as a clock's is: contacts know no incidents. `happened_at`
    is the moment of the fact, so that none is told twice. While it is being sent, `next_try_at` is
    until when whoever sends it has it.
    """

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    news = models.CharField(max_length=10, choices=News.choices)
    happened_at = models.DateTimeField()
    number = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    state = models.CharField(
        max_length=9, choices=MessageState.choices, default=MessageState.QUEUED
    )
    failure = models.CharField(max_length=13, choices=NoText.choices, blank=True)
    failure_words = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sender = models.CharField(max_length=20, blank=True)
    sender_reference = models.CharField(max_length=100, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "news", "happened_at"], name="text_once_a_fact"
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.FAILED) ^ Q(failure=""),
                name="text_fails_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False, next_try_at=None)
                | ~Q(state__in=ENDED) & Q(ended_at=None),
                name="text_ends_with_its_state",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="text_goes_to_a_number"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=[MessageState.QUEUED, MessageState.SENDING]),
                name="text_to_send",
            )
        ]
        triggers = [
            moves_trigger("state", states.MESSAGE_NEXT),
            pgtrigger.Protect(
                name="end_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=ENDED),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            # What was told to whom is what was decided, whatever is thought of it afterwards.
            pgtrigger.ReadOnly(
                name="stays_as_written",
                fields=["subject", "subject_id", "news", "happened_at", "number", "text"],
            ),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How we name the text to whoever sends it: T-000123."""
        return f"T-{self.pk:06d}"

    @property
    def has_ended(self) -> bool:
        """Whether it was delivered or has failed."""
        return self.state in ENDED_MESSAGES
