"""What one desk has to tell another about an incident, until somebody there has read it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from contactcentre.core.models import HeldQuerySet, Person, never_truncated
from incidents.enums import Reader
from incidents.models.incident import Incident

SENT = ["incident", "to", "for_person", "text", "by", "at"]


class MessageQuerySet(HeldQuerySet):
    """Messages as questions."""

    def unread(self):
        """Return the messages that nobody has acknowledged yet."""
        return self.filter(acknowledged_at=None)


class Message(models.Model):
    """
    A message about an incident between its call handler and its dispatcher (E7).

    What was sent stays as it is; that it was read is written once, by somebody else than its
    sender. `for_person` had the caller on the line when it was sent.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="messages")
    to = models.CharField(max_length=8, choices=Reader.choices)
    for_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False)
                & ~Q(acknowledged_by=F("by")),
                name="message_acknowledged_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["incident"], condition=Q(acknowledged_at=None), name="message_unread"
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_sent", fields=SENT),
            pgtrigger.Protect(
                name="acknowledged_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__acknowledged_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"Message about {self.incident}"
