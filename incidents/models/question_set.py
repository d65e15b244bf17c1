"""Question sets in versions, and what was answered to which version of them (C6, D6)."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from contactcentre.core.models import Person, append_only
from incidents.enums import RiskLevel
from incidents.models.incident import Incident


class QuestionSetQuerySet(models.QuerySet):
    """Question sets as questions."""

    def in_force(self, at):
        """Return the version of each set that is in force at this moment."""
        begun = QuestionSet.objects.filter(code=OuterRef("code"), in_force_from__lte=at)
        newest = begun.order_by("-in_force_from").values("pk")[:1]
        return self.filter(pk=Subquery(newest))


class QuestionSet(models.Model):
    """
    One version of a set of questions: what was asked once can always be read again.

    `content` holds the questions, the points and signs of their choices, the thresholds of the
    levels and of a referral. incidents/risk/sets.py reads it.
    """

    code = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    content = models.JSONField()
    in_force_from = models.DateTimeField()

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="set_version_once"),
            models.UniqueConstraint(
                fields=["code", "in_force_from"], name="set_one_begins_at_a_moment"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="set_says_whence"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class AnsweredSet(models.Model):
    """
    What was answered to one version of a set about an incident, by whom, and what it comes to.

    `judged_level` is a level above that, by the judgement of whoever asked, and why.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="answered_sets")
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="+")
    answers = models.JSONField()
    points = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=11, choices=RiskLevel.choices)
    judged_level = models.CharField(max_length=11, choices=RiskLevel.choices, blank=True)
    judged_reason = models.CharField(max_length=300, blank=True)
    signs = models.JSONField(default=list)
    referral = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(judged_level="") | ~Q(judged_reason=""), name="set_judged_for_a_reason"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.question_set} about {self.incident}"
