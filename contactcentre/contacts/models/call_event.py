"""What telephone systems reported of calls: kept as it came, for ever."""

from django.db import models

from contactcentre.contacts.enums import EventType
from contactcentre.contacts.models.contact import Contact
from contactcentre.core.models import append_only


class CallEvent(models.Model):
    """
    One event of a call, as it came; what a call is follows from all of them, in any order.

    `facts` is what could be read of it, `body` the bytes that were sent.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="events")
    source = models.CharField(max_length=40)
    event_id = models.CharField(max_length=200)
    type = models.CharField(max_length=10, choices=EventType.choices)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "event_id"], name="call_event_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.type} of {self.contact}"
