"""What everybody on the floor is to read, in versions, and who confirmed that they have."""

from django.db import models
from django.db.models import Q

from contactcentre.core.models.audit import append_only
from contactcentre.core.models.people import Person


class Procedure(models.Model):
    """
    One version of a written procedure: what was in force once can always be read again.

    It names nobody: who added it is on the audit trail.
    """

    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField()
    in_force_from = models.DateTimeField()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="procedure_version_once"),
            models.UniqueConstraint(
                fields=["code", "in_force_from"], name="procedure_one_begins_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(title=""), name="procedure_says_something"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class ProcedureReceipt(models.Model):
    """Somebody confirmed that they read a version of a procedure."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="receipts")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "procedure"], name="receipt_once")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.person} read {self.procedure}"
