"""What a crew has to know before it knocks: weapons, children, orders, dogs."""

import pgtrigger
from django.db import models
from django.db.models import Q

from contactcentre.core.models import HeldQuerySet, Person, never_truncated
from incidents import localtimes
from incidents.enums import WarningKind
from incidents.models.incident import Incident

GIVEN = ["incident", "number", "kind", "text", "expires_on", "given_by", "given_at"]


class CrewWarningQuerySet(HeldQuerySet):
    """Warnings as questions."""

    def live(self, at):
        """Return the warnings that hold: not withdrawn, and an order not expired."""
        holds = Q(expires_on=None) | Q(expires_on__gte=localtimes.day(at))
        return self.filter(holds, withdrawn_at=None)


class CrewWarning(models.Model):
    """
    A warning about an incident, numbered in it, for every crew that is or will be sent (G7, APP).

    It stays as it was given; that it no longer holds is written once, with a reason.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="warnings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=WarningKind.choices)
    text = models.CharField(max_length=300)
    expires_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_why = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CrewWarningQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="warning_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="warning_says_what"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(kind=WarningKind.ORDER),
                name="warning_only_an_order_expires",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_why="", withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
                name="warning_withdrawn_for_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_given", fields=GIVEN),
            pgtrigger.Protect(
                name="withdrawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"Warning {self.number} of {self.incident}"

    def is_expired(self, at) -> bool:
        """Test whether it is an order that no longer holds."""
        return self.expires_on is not None and self.expires_on < localtimes.day(at)

    def words(self, at) -> str:
        """Return it as it is read over: "Order until 3 Dec 2026: not to come near her"."""
        if self.expires_on is None:
            return f"{self.get_kind_display()}: {self.text}"
        ends = "EXPIRED on" if self.is_expired(at) else "until"
        return f"{self.get_kind_display()} {ends} {_day(self.expires_on)}: {self.text}"


def _day(day) -> str:
    return f"{day.day} {day:%b %Y}"
