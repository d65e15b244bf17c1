"""A call handler at work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from contactcentre.contacts import states
from contactcentre.contacts.enums import HandlerState, Skill
from contactcentre.contacts.models.contact import Contact
from contactcentre.core.models import Person, Versioned
from contactcentre.core.models.moves import moves_trigger

BUSY = [HandlerState.RINGING, HandlerState.ON_CALL]


def every_skill() -> list[str]:
    """Return all there is to take: what a new handler takes until told otherwise."""
    return [skill.value for skill in Skill]


class Handler(Versioned):
    """
    What one person is doing as a call handler; one row a person, made at their first shift.

    `contact` is the one they have: ringing, being answered, or waiting for its outcome. Of those
    who are available, the one with the earliest `idle_since` is offered the next contact.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="handler")
    state = models.CharField(
        max_length=10, choices=HandlerState.choices, default=HandlerState.SIGNED_OFF
    )
    since = models.DateTimeField()
    idle_since = models.DateTimeField()
    skills = ArrayField(models.CharField(max_length=15, choices=Skill.choices), default=every_skill)
    contact = models.OneToOneField(
        Contact, models.PROTECT, null=True, blank=True, related_name="handled_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=HandlerState.WRAP_UP)
                | Q(state__in=BUSY, contact__isnull=False)
                | ~Q(state__in=BUSY) & Q(contact=None),
                name="handler_has_a_contact_when_busy",
            )
        ]
        indexes = [
            models.Index(
                fields=["idle_since", "id"],
                condition=Q(state=HandlerState.AVAILABLE),
                name="handler_longest_idle",
            )
        ]
        triggers = [moves_trigger("state", states.HANDLER_NEXT)]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_state_display().lower()}"
