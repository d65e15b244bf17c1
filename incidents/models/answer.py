"""What callers were told of what will happen, and decisions that no officers come: append-only."""

from django.db import models
from django.db.models import Q

from contactcentre.contacts.models import Contact
from contactcentre.core.models import Person, append_only
from incidents.enums import Coming, RcrpGround
from incidents.models.incident import Incident


class Answer(models.Model):
    """What one caller was told, word for word; or why they could not be told (C7)."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="answers")
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    coming = models.CharField(max_length=13, choices=Coming.choices, blank=True)
    words = models.CharField(max_length=900, blank=True)
    why_not = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why_not="") & ~Q(words="") & ~Q(coming="")
                | Q(words="", coming="") & ~Q(why_not=""),
                name="answer_read_or_not_for_a_reason",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"Answer to the caller of {self.incident}"


class RcrpDecision(models.Model):
    """Whether the police are the right service, by whom, and why (D7, X11)."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="rcrp_decisions")
    ground = models.CharField(max_length=12, choices=RcrpGround.choices)
    reason = models.CharField(max_length=500)
    instead = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "RCRP decision"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="rcrp_says_why"),
            models.CheckConstraint(
                condition=~Q(ground=RcrpGround.NONE) | ~Q(instead=""), name="rcrp_says_who_instead"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"RCRP decision about {self.incident}"

    @property
    def attends(self) -> bool:
        """Whether the police come."""
        return self.ground != RcrpGround.NONE
